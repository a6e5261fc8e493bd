import { createHash } from 'node:crypto';
import type { CustomerRecord, Identifier } from '../domain/customer-record.ts';
import type { IdentifierQuery } from './identity.ts';
import { foldText } from './matching/fold-text.ts';
import { toTaxId } from './matching/tax-id.ts';

/** An identifier as it is compared: what is hashed, and who issued it. */
export interface ComparableIdentifier {
  /** `''` when nobody is named. */
  readonly issuer: string;
  /** Type and normalised value; to be hashed, never stored. */
  readonly text: string;
}

/** Every identifier by which a record can be found. */
export function toIdentifiers({ emails, phones, identifiers }: CustomerRecord): ComparableIdentifier[] {
  return [
    ...(emails ?? []).map(({ address }) => toComparable({ type: 'EMAIL', value: address })),
    ...(phones ?? []).flatMap(({ number }) => (number ? [toComparable({ type: 'PHONE', value: number })] : [])),
    ...(identifiers ?? []).map(toComparable),
  ];
}

/** A caller's identifier, normalised like those of records; a tax id without issuer may begin with its country. */
export function toQueried({ type, value, issuer }: IdentifierQuery): ComparableIdentifier[] {
  const country = /^\s*([A-Za-z]{2})/.exec(value)?.[1];
  const issuers = issuer === undefined && type === 'TAX_ID' && country ? [undefined, country] : [issuer];
  return issuers.map((each) => toComparable({ type, value, issuer: each }));
}

/** E-mails and phones are compared by the hash audience platforms use, so that either form finds the other. */
function toComparable({ type, value, issuer }: Identifier): ComparableIdentifier {
  if (type === 'EMAIL') return hashed('EMAIL_SHA256', value.trim().toLowerCase());
  if (type === 'PHONE') return hashed('PHONE_SHA256', value.replaceAll(/[^+\d]/g, ''));
  if (type === 'TAX_ID') {
    const taxId = toTaxId(value, issuer);
    return { issuer: taxId.issuer, text: `${type} ${taxId.value}` };
  }
  return { issuer: issuer ?? '', text: `${type} ${foldText(value).replaceAll(' ', '')}` };
}

function hashed(type: string, value: string): ComparableIdentifier {
  return { issuer: '', text: `${type} ${createHash('sha256').update(value).digest('hex')}` };
}
