import type { CheckResult } from './check-digits.ts';
import { checkLei, checkUscc } from './check-digits.ts';
import { toCountry } from './country.ts';
import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText, toText } from './text.ts';
import { checkVat, readVatPrefix, vatPrefixOf } from './vat-number.ts';

const MAX_LENGTH = 40;
const SWISS_SUFFIX = /(?:MWST|TVA|IVA|TPV)$/;

/** The canonical number: upper case, no separators, a VAT number with its prefix. */
function toTaxId(text: string, typeValue?: unknown): string | Refusal {
  if (text.length > MAX_LENGTH) return refuse('INVALID_TAX_ID', 'longer than any tax id', text);
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s./-]/g, '');
  const typeText = toText(typeValue);
  if (typeText instanceof Refusal) return typeText;
  const type = typeText?.toUpperCase() ?? typeOf(compact);
  if (type === undefined)
    return refuse('MISSING_TAX_ID_TYPE', 'the number does not say what it is: say its type or country', text);
  if (type === 'LEI') return answer(checkLei(compact), compact);
  if (type === 'USCC') return answer(checkUscc(compact), compact);
  if (type === 'VAT') return toVat(compact, readVatPrefix(compact));
  return toNational(compact, type);
}

/** Only what the number itself shows: an LEI has 20 characters, a USCC 18, a VAT number at most 16 and a prefix. */
function typeOf(compact: string): string | undefined {
  if (checkLei(compact) !== 'badForm') return 'LEI';
  if (checkUscc(compact) !== 'badForm') return 'USCC';
  return compact.length <= 16 && readVatPrefix(compact) !== undefined ? 'VAT' : undefined;
}

function toNational(compact: string, type: string): string | Refusal {
  const country = toCountry(type);
  if (country === 'CN') return answer(checkUscc(compact), compact);
  const prefix = country instanceof Refusal ? undefined : vatPrefixOf(country);
  if (prefix === undefined)
    return refuse('UNKNOWN_TAX_ID_TYPE', 'expected "USCC", "LEI", "VAT", or a country whose numbers are known', type);
  return toVat(compact, prefix);
}

function toVat(compact: string, prefix: string | undefined): string | Refusal {
  if (prefix === undefined) return refuse('INVALID_TAX_ID', 'no VAT prefix', compact);
  const number = withoutPrefix(compact, prefix);
  const stated = readVatPrefix(compact);
  const result = checkVat(prefix, number);
  // Some numbers start with two letters of their own (FR: key, ES: form), so a foreign prefix is one only if it fails.
  const isForeign = result !== 'valid' && stated !== undefined && stated !== prefix;
  if (isForeign && checkVat(stated, withoutPrefix(compact, stated)) !== 'badForm')
    return refuse('COUNTRY_MISMATCH', 'the prefix is of another country', compact);
  return answer(result, `${prefix}${number}`);
}

function withoutPrefix(compact: string, prefix: string): string {
  if (prefix === 'CHE') return compact.replace(/^CHE/, '').replace(SWISS_SUFFIX, '');
  const spelled = prefix === 'EL' && compact.startsWith('GR') ? 'GR' : prefix;
  return compact.startsWith(spelled) ? compact.slice(spelled.length) : compact;
}

function answer(result: CheckResult, canonical: string): string | Refusal {
  if (result === 'valid') return canonical;
  return result === 'badForm'
    ? refuse('INVALID_TAX_ID', 'not of the form such a number has', canonical)
    : refuse('BAD_CHECK_DIGIT', 'the check digit does not fit', canonical);
}

export const taxId: StandardFunction = {
  usage: '$taxId(value, type-or-country?)',
  signature: '<xx?:x>',
  summary:
    'A tax or legal entity number whose check digits fit: upper case, no separators, VAT numbers with their prefix.',
  accepts:
    'Chinese unified social credit codes (`"USCC"` or `"CN"`), LEIs (`"LEI"`), VAT numbers of the EU, Great Britain and Switzerland (`"VAT"` when the number has its prefix, otherwise its country). Without a type the number must show what it is: 20 characters an LEI, 18 a USCC, a prefix a VAT number.',
  refuses:
    'Wrong check digits (`BAD_CHECK_DIGIT`), wrong forms (`INVALID_TAX_ID`), a prefix of another country (`COUNTRY_MISMATCH`), a number that does not say what it is (`MISSING_TAX_ID_TYPE`), types and countries without known rules (`UNKNOWN_TAX_ID_TYPE`).',
  examples: [
    { expression: '$taxId("91999900 EXAMPLE017", "CN")', out: '91999900EXAMPLE017' },
    { expression: '$taxId("DE 136 695 976", "VAT")', out: 'DE136695976' },
    { expression: '$taxId("136695976", "Germany")', out: 'DE136695976' },
    { expression: '$taxId("CHE-107.787.577 MWST", "CH")', out: 'CHE107787577' },
    { expression: '$taxId("GR094259216", "GR")', out: 'EL094259216' },
    { expression: '$taxId("5493001kjtiigc8y1r12")', out: '5493001KJTIIGC8Y1R12' },
    { expression: '$taxId("DE136695977", "VAT")', problem: 'BAD_CHECK_DIGIT' },
    { expression: '$taxId("FR40303265045", "DE")', problem: 'COUNTRY_MISMATCH' },
    { expression: '$taxId("136695976")', problem: 'MISSING_TAX_ID_TYPE' },
    { expression: '$taxId("12-3456789", "US")', problem: 'UNKNOWN_TAX_ID_TYPE' },
    { expression: '$taxId("see contract", "DE")', problem: 'INVALID_TAX_ID' },
  ],
  apply: onText(toTaxId),
};
