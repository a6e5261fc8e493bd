import type { CustomerRecord } from '../../domain/customer-record.ts';
import { recordKey } from '../../domain/record-ref.ts';
import type { AddressFeatures } from './address-features.ts';
import { toAddressFeatures } from './address-features.ts';
import { foldText } from './fold-text.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import type { OrganisationName } from './organisation-name.ts';
import { toOrganisationName } from './organisation-name.ts';
import type { PersonName } from './person-name.ts';
import { toPersonName } from './person-name.ts';
import { kindOf, type Kind } from './record-kind.ts';
import { toTaxId } from './tax-id.ts';

export interface IdentifierFeature {
  readonly type: string;
  readonly issuer: string;
  readonly value: string;
  /** Confirmed by a check digit. */
  readonly valid: boolean;
}

/** A record made comparable; raw values stay in the record. */
export interface Features {
  readonly key: string;
  readonly source: string;
  readonly id: string;
  readonly deduplicated: boolean;
  readonly kind: Kind;
  readonly kindDeclared: boolean;
  readonly person: PersonName;
  readonly organisation: OrganisationName;
  /** `YYYY-MM-DD` or `''`. */
  readonly birthDate: string;
  readonly emails: readonly string[];
  /** Of those, mailboxes that a team shares by their name: `info@`. */
  readonly sharedEmails: ReadonlySet<string>;
  /** Valid numbers, E.164. */
  readonly phones: readonly string[];
  /** Digits of every number, valid or not: weaker evidence, compared from the right. */
  readonly phoneDigits: readonly string[];
  readonly addresses: readonly AddressFeatures[];
  readonly identifiers: readonly IdentifierFeature[];
}

const NO_PERSON: PersonName = { given: '', family: '', hanGiven: '', hanFamily: '' };
const NO_ORGANISATION: OrganisationName = { tokens: [], han: '', branch: '', place: '' };
const SHORTEST_PHONE = 6;

export function toFeatures({ ref, record, deduplicated }: MatchRecord, config: MatchingConfig): Features {
  const kind = kindOf(record);
  const isPerson = kind === 'PERSON';
  const isTelling = (value: string) => !isBlocked(value, config);
  const phones = unique((record.phones ?? []).map((phone) => phone.number)).filter(isTelling);
  return {
    key: recordKey(ref),
    source: ref.source,
    id: ref.id,
    deduplicated: deduplicated === true,
    kind,
    kindDeclared: record.kind != null,
    person: isPerson ? toPersonName(record) : NO_PERSON,
    organisation: isPerson ? NO_ORGANISATION : toOrganisationName(record.legalName ?? record.displayName),
    birthDate: record.birthDate ?? '',
    ...toEmails(record, config),
    phones,
    phoneDigits: toPhoneDigits(record).filter(isTelling),
    addresses: (record.addresses ?? []).map(toAddressFeatures),
    identifiers: (record.identifiers ?? [])
      .map(toIdentifier)
      .filter(({ type, value }) => type === 'CUSTOMER_REFERENCE' || isTelling(value)),
  };
}

/** Placeholders that people type when a field must not stay empty. */
export function isBlocked(value: string, config: MatchingConfig): boolean {
  const folded = value.toLowerCase().replaceAll(' ', '');
  if (config.blockedValues.has(folded)) return true;

  const letters = folded.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return letters.length >= 4 && new Set(letters).size === 1;
}

function unique(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value != null && value !== ''))] as string[];
}

function toEmails(record: CustomerRecord, config: MatchingConfig): Pick<Features, 'emails' | 'sharedEmails'> {
  const addresses = unique((record.emails ?? []).map(({ address }) => address.trim().toLowerCase()));
  const emails = addresses.filter((address) => !isBlocked(address, config));
  const shared = emails.filter((address) => config.sharedMailboxes.has(address.slice(0, address.lastIndexOf('@'))));
  return { emails, sharedEmails: new Set(shared) };
}

function toPhoneDigits(record: CustomerRecord): string[] {
  const digits = (record.phones ?? []).map(({ number, raw }) => (number ?? raw ?? '').replaceAll(/\D/g, ''));
  return unique(digits).filter((each) => each.length >= SHORTEST_PHONE);
}

function toIdentifier({ type, issuer, value }: NonNullable<CustomerRecord['identifiers']>[number]): IdentifierFeature {
  if (type === 'TAX_ID') return { type, ...toTaxId(value, issuer) };
  if (type === 'CUSTOMER_REFERENCE') return { type, issuer: issuer ?? '', value: value.trim(), valid: true };
  return { type, issuer: issuer ?? '', value: foldText(value).replaceAll(' ', ''), valid: false };
}
