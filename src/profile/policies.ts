import { ProfileSettings } from '../config/profile-settings.ts';
import type { CustomerRecord } from '../domain/customer-record.ts';

/** Fields of a customer that are merged from its records. */
export type ProfileField = Exclude<keyof CustomerRecord, 'id' | 'modifiedAt'>;

/** How a field's value is made of what the records say. */
export type PolicyName = ProfileSettings[ProfileField];

/** Which policy decides each field: the setting `profile`. */
export type Policies = Readonly<ProfileSettings>;

/** The policies of a gateway that was told nothing else. Names follow the source order, so that their parts come from one record. */
export const POLICIES: Policies = ProfileSettings.parse({}) satisfies Record<ProfileField, PolicyName>;

export const PROFILE_FIELDS = Object.keys(POLICIES) as readonly ProfileField[];

/** Fields that are lists; an empty one says nothing. */
const LIST_FIELDS: ReadonlySet<ProfileField> = new Set(['emails', 'phones', 'addresses', 'identifiers']);

/** Whether a field holds several values. */
export function isListField(field: ProfileField): boolean {
  return LIST_FIELDS.has(field);
}
