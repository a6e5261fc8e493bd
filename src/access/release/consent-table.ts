import type { Queryable } from '../../store/store.ts';
import type { OwnConsent } from './consent-records.ts';

/** A consent as it is kept, with the hashes of the records it was said for. */
export interface StoredConsent extends OwnConsent {
  /** Those of its records that were asked about; all of them when `subjects` says as many. */
  readonly records: ReadonlySet<string>;
  /** How many records it was said for. */
  readonly subjects: number;
}

interface Row {
  readonly id: string;
  readonly record_digest: string;
  readonly purpose: string;
  readonly state: OwnConsent['state'];
  readonly legal_basis: string | null;
  readonly jurisdiction: string | null;
  readonly partner: string | null;
  readonly collected_at: number;
  readonly expires_at: number | null;
  readonly recorded_at: number;
  readonly proof: string | null;
  readonly subjects: number;
}

export async function insertConsent(
  on: Queryable,
  {
    id,
    recordedBy,
    subjects,
    consent,
  }: { id: string; recordedBy: string; subjects: readonly string[]; consent: OwnConsent },
): Promise<void> {
  const distinct = [...new Set(subjects)];
  await on.run(
    `insert into consent_record (id, purpose, state, legal_basis, jurisdiction, partner, collected_at, expires_at,
      recorded_at, recorded_by, proof, subjects) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      consent.purpose,
      consent.state,
      consent.legalBasis ?? null,
      consent.jurisdiction ?? null,
      consent.partner ?? null,
      consent.collectedAt,
      consent.expiresAt ?? null,
      consent.recordedAt,
      recordedBy,
      consent.proof ?? null,
      distinct.length,
    ],
  );
  for (const digest of distinct)
    await on.run('insert into consent_subject (record_digest, consent_id) values (?, ?)', [digest, id]);
}

/** Everything said for any of the records, the oldest first. */
export async function findConsents(on: Queryable, digests: readonly string[]): Promise<StoredConsent[]> {
  if (digests.length === 0) return [];
  const rows = await on.all<Row>(
    `select s.record_digest, c.id, c.purpose, c.state, c.legal_basis, c.jurisdiction, c.partner, c.collected_at,
      c.expires_at, c.recorded_at, c.proof, c.subjects from consent_subject s
      join consent_record c on c.id = s.consent_id where s.record_digest = any(?) order by c.recorded_at, c.id`,
    [digests],
  );
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(toStoredConsents);
}

/** Deletes agreements and blanks what else is kept beside a refusal. */
export async function forgetSubjects(on: Queryable, digests: readonly string[]): Promise<number> {
  const rows = await on.all<{ id: string; state: string }>(
    `select distinct c.id, c.state from consent_subject s join consent_record c on c.id = s.consent_id
      where s.record_digest = any(?)`,
    [digests],
  );
  const granted = rows.filter(({ state }) => state === 'GRANTED').map(({ id }) => id);
  const refused = rows.filter(({ state }) => state !== 'GRANTED').map(({ id }) => id);
  await on.run('delete from consent_subject where consent_id = any(?)', [granted]);
  await on.run('delete from consent_record where id = any(?)', [granted]);
  await on.run(`update consent_record set proof = null, recorded_by = 'erased' where id = any(?)`, [refused]);
  return rows.length;
}

function toStoredConsents(rows: readonly Row[]): StoredConsent[] {
  const [row] = rows;
  if (!row) return [];
  return [
    {
      purpose: row.purpose,
      state: row.state,
      collectedAt: row.collected_at,
      recordedAt: row.recorded_at,
      records: new Set(rows.map(({ record_digest: digest }) => digest)),
      subjects: row.subjects,
      ...(row.legal_basis !== null && { legalBasis: row.legal_basis }),
      ...(row.jurisdiction !== null && { jurisdiction: row.jurisdiction }),
      ...(row.partner !== null && { partner: row.partner }),
      ...(row.expires_at !== null && { expiresAt: row.expires_at }),
      ...(row.proof !== null && { proof: row.proof }),
    },
  ];
}
