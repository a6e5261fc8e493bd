import { createHash } from 'node:crypto';
import type { CustomerRecord } from '../domain/customer-record.ts';
import type { IdentifierQuery } from './identity.ts';
import { toFeatures, type Features } from './matching/features.ts';

/** An identifier as it is compared: what is hashed, and who issued it. */
export interface ComparableIdentifier {
  /** `''` when nobody is named. */
  readonly issuer: string;
  /** Type and normalised value; to be hashed, never stored. */
  readonly text: string;
}

/** Every identifier by which a record can be found. */
export function toIdentifiers(features: Features): ComparableIdentifier[] {
  return [
    ...features.emails.map((value) => comparable('EMAIL', '', value)),
    ...features.phones.map((value) => comparable('PHONE', '', value)),
    ...features.identifiers.map(({ type, issuer, value }) => comparable(type, issuer, value)),
  ];
}

/** A caller's identifier, normalised like those of records; a tax id without issuer may begin with its country. */
export function toQueried({ type, value, issuer }: IdentifierQuery): ComparableIdentifier[] {
  const country = /^\s*([A-Za-z]{2})/.exec(value)?.[1]?.toUpperCase();
  const issuers = issuer === undefined && type === 'TAX_ID' && country ? [undefined, country] : [issuer];
  return issuers.flatMap((each) => toIdentifiers(featuresOf({ type, value, issuer: each })));
}

function featuresOf({ type, value, issuer }: { type: string; value: string; issuer: string | undefined }): Features {
  const record: CustomerRecord = { id: '', kind: 'PERSON', ...identifiersOf(type, value, issuer) };
  return toFeatures({ ref: { source: '', id: '' }, record });
}

function identifiersOf(type: string, value: string, issuer: string | undefined): Partial<CustomerRecord> {
  if (type === 'EMAIL') return { emails: [{ address: value }] };
  if (type === 'PHONE') return { phones: [{ number: value.replaceAll(/[^+\d]/g, '') }] };
  return { identifiers: [{ type, value, issuer }] };
}

/** E-mails and phones are compared by the hash audience platforms use, so that either form finds the other. */
function comparable(type: string, issuer: string, value: string): ComparableIdentifier {
  const hashed = type === 'EMAIL' || type === 'PHONE';
  const text = hashed ? `${type}_SHA256 ${createHash('sha256').update(value).digest('hex')}` : `${type} ${value}`;
  return { issuer, text };
}
