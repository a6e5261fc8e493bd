import { z } from 'zod';

/** Decimal number as a string without exponent: `-12.50`. A float never carries money or quantities. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal string such as "12.50"');

/** ISO 4217 alphabetic code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as "EUR"');

/** ISO 3166-1 alpha-2 code. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code such as "DE"');

/** BCP-47 tag. */
export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'expected a BCP-47 tag such as "zh-Hans"');

/** Calendar date, `YYYY-MM-DD`. */
export const isoDate = z.iso.date();

/** Instant, RFC 3339 with an offset. */
export const isoInstant = z.iso.datetime({ offset: true });

/** E.164 phone number. */
export const e164 = z.string().regex(/^\+[1-9]\d{5,14}$/, 'expected an E.164 number such as "+4930123456"');

export const money = z.object({ amount: decimal, currency: currencyCode });

/** What the source calls the thing, or null when it does not say. */
export const optionalText = z.string().min(1).nullish();
