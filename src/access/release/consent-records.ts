import { createHmac, createSecretKey, hkdfSync, randomUUID } from 'node:crypto';
import type { Secret } from '../../config/secret.ts';
import { recordKey, type RecordRef } from '../../domain/record-ref.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import type { ConsentStatement } from './consent-state.ts';
import { createSealedTexts, type SealedTexts } from './sealed-text.ts';
import { findConsents, forgetSubjects, insertConsent, type StoredConsent } from './consent-table.ts';

export interface ConsentRecordsOptions {
  readonly store: Store;
  /** The gateway's secret: whom a record speaks of is kept as hashes under a key derived from it. */
  readonly secret: Secret;
  /** Former secrets under which records may still be kept. */
  readonly formerSecrets?: readonly Secret[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Something a customer said, as the gateway keeps it. Times are milliseconds since 1970. */
export interface OwnConsent extends ConsentStatement {
  readonly state: 'GRANTED' | 'DENIED' | 'WITHDRAWN';
  readonly legalBasis?: string | undefined;
  readonly jurisdiction?: string | undefined;
  readonly collectedAt: number;
  readonly proof?: string | undefined;
  /** When the gateway was told. */
  readonly recordedAt: number;
}

/** What a caller tells; `collectedAt` is now when left out. */
export type NewConsent = Omit<OwnConsent, 'collectedAt' | 'recordedAt'> & { readonly collectedAt?: number | undefined };

/** The gateway's own consents. Never cached: what is kept counts from the next request on, on every gateway. */
export interface ConsentRecords {
  /**
   * Keeps what the customer of these source records said. `by` is the credential's id.
   * @throws AppError BAD_REQUEST for a time to come, or an agreement that has ended.
   */
  record(subject: readonly RecordRef[], consent: NewConsent, by: string): Promise<OwnConsent>;
  /** What was ever said by each customer, given its source records; in the order asked. */
  of(subjects: readonly (readonly RecordRef[])[]): Promise<OwnConsent[][]>;
  /**
   * Takes agreements, proofs and who told out of what is kept of these records. Refusals stay, as hashes alone: the law
   * wants them honoured when the same person comes back. Gives the number of records that were changed.
   */
  erase(subject: readonly RecordRef[]): Promise<number>;
}

export function createConsentRecords({
  store,
  secret,
  formerSecrets = [],
  clock = Date.now,
}: ConsentRecordsOptions): ConsentRecords {
  const texts = createSealedTexts([secret, ...formerSecrets]);
  const digests = [secret, ...formerSecrets].map(createDigest);
  const digestNow = digests[0] ?? createDigest(secret);
  const everyDigest = (ref: RecordRef) => digests.map((digest) => digest(ref));

  async function of(subjects: readonly (readonly RecordRef[])[]): Promise<OwnConsent[][]> {
    const wanted = subjects.map((refs) => refs.map(everyDigest));
    const found = await findConsents(store, [...new Set(wanted.flat(2))]);
    return wanted.map((records) => {
      const own = new Set(records.flat());
      return found.filter((consent) => holdsFor(consent, own)).map((consent) => toOwnConsent(consent, texts));
    });
  }

  return {
    of,
    async record(subject, consent, by) {
      const now = clock();
      const collectedAt = consent.collectedAt ?? now;
      refuseImpossible(consent, { collectedAt, now });
      const kept = { ...consent, collectedAt, recordedAt: now };
      const sealed = { ...kept, proof: kept.proof === undefined ? undefined : texts.seal(kept.proof) };
      await store.transaction((tx) =>
        insertConsent(tx, { id: randomUUID(), recordedBy: by, subjects: subject.map(digestNow), consent: sealed }),
      );
      return kept;
    },
    erase: (subject) => store.transaction((tx) => forgetSubjects(tx, subject.flatMap(everyDigest))),
  };
}

/**
 * An agreement holds for whom it was given: all its records are this customer's, so it follows a merge, and after a split
 * has to be given again. A refusal holds for everybody it may have come from.
 */
function holdsFor({ state, records, subjects }: StoredConsent, own: ReadonlySet<string>): boolean {
  if (state !== 'GRANTED') return [...records].some((record) => own.has(record));
  return records.size === subjects && [...records].every((record) => own.has(record));
}

function toOwnConsent(
  { records: _records, subjects: _subjects, proof: sealed, ...consent }: StoredConsent,
  texts: SealedTexts,
): OwnConsent {
  const proof = sealed === undefined ? undefined : texts.open(sealed);
  return { ...consent, ...(proof !== undefined && { proof }) };
}

function refuseImpossible(
  { purpose, state, expiresAt }: NewConsent,
  { collectedAt, now }: { collectedAt: number; now: number },
): void {
  const message =
    purpose.trim() === ''
      ? 'purpose: say for what.'
      : collectedAt > now
        ? 'collectedAt: expected a time that has been.'
        : state === 'GRANTED' && expiresAt !== undefined && expiresAt <= collectedAt
          ? 'expiresAt: expected a time after collectedAt.'
          : undefined;
  if (message !== undefined) throw new AppError('BAD_REQUEST', { message });
}

function createDigest(secret: Secret): (ref: RecordRef) => string {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 consent subjects', 32)));
  return (ref) => createHmac('sha256', key).update(recordKey(ref)).digest('base64url').slice(0, 22);
}
