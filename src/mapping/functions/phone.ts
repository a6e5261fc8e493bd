import { hash } from 'node:crypto';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { toCountry } from './country.ts';
import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText, toText } from './text.ts';

function toE164(text: string, regionValue?: unknown): string | Refusal {
  const region = toRegion(regionValue);
  if (region instanceof Refusal) return region;
  const isInternational = text.startsWith('+') || text.startsWith('＋');
  if (region === undefined && !isInternational)
    return refuse('INVALID_PHONE', 'a national number: say its country', text);
  const number = parse(text, region);
  return number?.isValid() ? number.number : refuse('INVALID_PHONE', 'no number that can be dialled', text);
}

function toRegion(value: unknown): CountryCode | undefined | Refusal {
  const text = toText(value);
  const region = typeof text === 'string' ? toCountry(text) : text;
  if (region === undefined || region instanceof Refusal) return region;
  return isSupportedCountry(region) ? region : refuse('UNKNOWN_COUNTRY', 'a country without telephone numbers', text);
}

function parse(text: string, region: CountryCode | undefined): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { extract: false, ...(region && { defaultCountry: region }) });
}

function toPhoneHash(text: string, region?: unknown): string | Refusal {
  const number = toE164(text, region);
  return number instanceof Refusal ? number : hash('sha256', number);
}

export const e164: StandardFunction = {
  usage: '$e164(value, country?)',
  signature: '<xx?:x>',
  summary: 'A telephone number in E.164 form. An extension is left out, since E.164 has none.',
  accepts:
    'An international number with `+`, or a national one together with its country (anything `$country` understands). Valid means that the numbering plan has such a number.',
  refuses:
    'A national number without a country, and what no plan has (`INVALID_PHONE`); a country nobody knows (`UNKNOWN_COUNTRY`).',
  examples: [
    { expression: '$e164("030 23125 000", "DE")', out: '+493023125000' },
    { expression: '$e164("+1 (212) 555-0123")', out: '+12125550123' },
    { expression: '$e164("0049 30 23125 000", "Germany")', out: '+493023125000' },
    { expression: '$e164("030 23125 000")', problem: 'INVALID_PHONE' },
    { expression: '$e164("12", "DE")', problem: 'INVALID_PHONE' },
    { expression: '$e164("030 23125 000", "Atlantis")', problem: 'UNKNOWN_COUNTRY' },
  ],
  apply: onText(toE164),
};

export const phoneHash: StandardFunction = {
  usage: '$phoneHash(value, country?)',
  signature: '<xx?:x>',
  summary: 'SHA-256 of the number that `$e164` gives (with its `+`), in lower-case hexadecimal.',
  accepts: 'What `$e164` accepts.',
  refuses: 'What `$e164` refuses.',
  examples: [
    { expression: '$phoneHash("030 23125 000", "DE")', out: hash('sha256', '+493023125000') },
    { expression: '$phoneHash("030 23125 000")', problem: 'INVALID_PHONE' },
  ],
  apply: onText(toPhoneHash),
};
