import { z } from 'zod';
import { countryCode, e164, isoDate, isoInstant, languageTag, optionalText } from './scalars.ts';

export const postalAddress = z.object({
  type: z.enum(['BILLING', 'SHIPPING', 'REGISTERED', 'HOME', 'OTHER']).nullish(),
  name: optionalText,
  lines: z.array(z.string().min(1)).nullish(),
  locality: optionalText,
  region: optionalText,
  postalCode: optionalText,
  country: countryCode.nullish(),
});
export type PostalAddress = z.infer<typeof postalAddress>;

export const emailAddress = z.object({
  /** Lower-case domain, as `$email` yields it. */
  address: z.string().includes('@'),
  verified: z.boolean().nullish(),
});
export type EmailAddress = z.infer<typeof emailAddress>;

export const phoneNumber = z.object({
  /** Null when the source's spelling is no valid number; `raw` keeps what it says. */
  number: e164.nullish(),
  /** As the source spells it. */
  raw: optionalText,
  type: z.enum(['MOBILE', 'LANDLINE', 'FAX', 'OTHER']).nullish(),
});
export type PhoneNumber = z.infer<typeof phoneNumber>;

/** A number somebody issued for this customer. `type` is UPPER_SNAKE: `TAX_ID`, `LEI`, `CUSTOMER_REFERENCE`, `EMAIL_SHA256`. */
export const identifier = z.object({
  type: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected UPPER_SNAKE such as "TAX_ID"'),
  /** Who issued it: a country for a tax id, a source for a customer reference. */
  issuer: optionalText,
  value: z.string().min(1),
  verified: z.boolean().nullish(),
});
export type Identifier = z.infer<typeof identifier>;

/** One source's view of a customer, in our words. Only `id` is required: the rest may be unknown. */
export const customerRecord = z.object({
  id: z.string(),
  kind: z.enum(['PERSON', 'ORGANIZATION']).nullish(),
  displayName: optionalText,
  legalName: optionalText,
  givenName: optionalText,
  familyName: optionalText,
  emails: z.array(emailAddress).nullish(),
  phones: z.array(phoneNumber).nullish(),
  addresses: z.array(postalAddress).nullish(),
  preferredLanguage: languageTag.nullish(),
  birthDate: isoDate.nullish(),
  industry: optionalText,
  /** The parent organisation's number in the same source. */
  parentId: optionalText,
  identifiers: z.array(identifier).nullish(),
  /** When the source says it last changed. */
  modifiedAt: isoInstant.nullish(),
});
export type CustomerRecord = z.infer<typeof customerRecord>;
