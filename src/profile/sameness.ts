import type { EmailAddress, Identifier, PhoneNumber, PostalAddress } from '../domain/customer-record.ts';
import type { ProfileField } from './policies.ts';

/** A text that is equal for two values that mean the same, and different for any others. */
export function sameness(field: ProfileField, value: unknown): string {
  switch (field) {
    case 'emails':
      return (value as EmailAddress).address.toLowerCase();
    case 'phones':
      return samePhone(value as PhoneNumber);
    case 'addresses':
      return sameAddress(value as PostalAddress);
    case 'identifiers':
      return sameIdentifier(value as Identifier);
    default:
      return String(value);
  }
}

/** Spelling set aside: letters and digits alone, without case or accents. */
export function foldSpelling(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

function samePhone({ number, raw }: PhoneNumber): string {
  return number ?? `raw:${foldSpelling(raw ?? '')}`;
}

function sameAddress({ lines, locality, postalCode, country }: PostalAddress): string {
  return [...(lines ?? []), locality ?? '', postalCode ?? '', country ?? ''].map(foldSpelling).join('|');
}

function sameIdentifier({ type, issuer, value }: Identifier): string {
  return `${type}|${issuer ?? ''}|${value}`;
}
