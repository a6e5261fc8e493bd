import { ALPHA_3, COUNTRIES, COUNTRY_SPELLINGS } from './country-codes.ts';
import type { NameIndex } from './name-index.ts';
import { AMBIGUOUS, createNameIndex, foldName } from './name-index.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText } from './text.ts';
import { withMemory } from './with-memory.ts';

const ALPHA_2: ReadonlySet<string> = new Set(COUNTRIES);
let names: NameIndex | undefined;

/** ISO 3166-1 alpha-2. */
export const toCountry = withMemory(findCountry);

function findCountry(text: string): string | Refusal {
  const code = text.toUpperCase();
  if (ALPHA_2.has(code)) return code;
  const byCode = ALPHA_3.get(code) ?? fromNumeric(code);
  if (byCode !== undefined) return byCode;

  names ??= createNameIndex({ type: 'region', codes: COUNTRIES, spellings: COUNTRY_SPELLINGS });
  const named = names.get(foldName(text));
  if (named === AMBIGUOUS) return refuse('AMBIGUOUS_COUNTRY', 'more than one country is called so', text);
  return named ?? refuse('UNKNOWN_COUNTRY', 'no such ISO 3166-1 code or name', text);
}

function fromNumeric(code: string): string | undefined {
  if (!/^\d{3}$/.test(code)) return undefined;
  const alpha2 = Intl.getCanonicalLocales(`und-${code}`)[0]?.slice(4) ?? '';
  return ALPHA_2.has(alpha2) ? alpha2 : undefined;
}

export const country: StandardFunction = {
  usage: '$country(value)',
  signature: '<x:x>',
  summary: 'ISO 3166-1 alpha-2 code of a country.',
  accepts:
    "alpha-2, alpha-3 and three-digit numeric codes in any letter case; names in English, German, French, Spanish and Chinese; common spellings (`USA`, `UK`, `PRC`, `Holland`) and the EU's `EL` for Greece.",
  refuses: 'What is no country (`UNKNOWN_COUNTRY`), and names of two (`AMBIGUOUS_COUNTRY`).',
  examples: [
    { expression: '$country("de")', out: 'DE' },
    { expression: '$country("CHN")', out: 'CN' },
    { expression: '$country("840")', out: 'US' },
    { expression: '$country("UK")', out: 'GB' },
    { expression: '$country("Österreich")', out: 'AT' },
    { expression: '$country("中国")', out: 'CN' },
    { expression: '$country("Estados Unidos")', out: 'US' },
    { expression: '$country("Korea")', problem: 'AMBIGUOUS_COUNTRY' },
    { expression: '$country("ZZ")', problem: 'UNKNOWN_COUNTRY' },
  ],
  apply: onText(toCountry),
};
