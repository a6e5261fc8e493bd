import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

/** The day of the last order: what the data describe as today. */
export const NORTHWIND_LAST_DAY = '1998-05-06';
/** The day of the first order. */
export const NORTHWIND_FIRST_DAY = '1996-07-04';
export const NORTHWIND_CURRENCY = 'USD';

/** `NW-001` for product 1. */
export function northwindSku(productId: number | string): string {
  return `NW-${String(productId).padStart(3, '0')}`;
}

const COUNTRY_CODES: Readonly<Record<string, string>> = {
  Argentina: 'AR',
  Australia: 'AU',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Ireland: 'IE',
  Italy: 'IT',
  Japan: 'JP',
  Mexico: 'MX',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Singapore: 'SG',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  UK: 'GB',
  USA: 'US',
  Venezuela: 'VE',
};

/** ISO 3166-1 alpha-2 of a country as the data spell it; empty for one they do not have. */
export function northwindCountryCode(name: string): string {
  return COUNTRY_CODES[name] ?? '';
}

/** The number in E.164 when libphonenumber holds it valid for the country; most of the data's numbers are of 1996 or made up. */
export function northwindE164(number: string, country: string): string | undefined {
  const code = northwindCountryCode(country);
  const phone = code === '' ? undefined : parsePhoneNumberFromString(number, code as CountryCode);
  return phone?.isValid() === true ? phone.number : undefined;
}

/** The same name gives the same id on every start. */
export function northwindUuid(name: string): string {
  const hex = createHash('sha256').update(`northwind ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
