import type { CustomerRecord } from '../domain/customer-record.ts';
import type { PolicyName } from './profile.ts';

/** Fields of a customer that are merged from its records. */
export type ProfileField = Exclude<keyof CustomerRecord, 'id' | 'modifiedAt'>;

/** Which policy decides each field. Names follow the source order, so that the parts of a name come from one record. */
export const POLICIES = {
  kind: 'SOURCE_ORDER',
  displayName: 'SOURCE_ORDER',
  legalName: 'SOURCE_ORDER',
  givenName: 'SOURCE_ORDER',
  familyName: 'SOURCE_ORDER',
  emails: 'UNION',
  phones: 'UNION',
  addresses: 'UNION',
  preferredLanguage: 'MOST_RECENT',
  birthDate: 'MOST_FREQUENT',
  industry: 'SOURCE_ORDER',
  parentId: 'SOURCE_ORDER',
  identifiers: 'UNION',
} as const satisfies Record<ProfileField, PolicyName>;

export const PROFILE_FIELDS = Object.keys(POLICIES) as readonly ProfileField[];
