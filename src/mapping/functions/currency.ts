import type { NameIndex } from './name-index.ts';
import { AMBIGUOUS, createNameIndex, foldName } from './name-index.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText } from './text.ts';

// Intl lists drawing rights and accounting units too; they are ISO 4217 codes, so they stay.
const CURRENCIES = Intl.supportedValuesOf('currency');
const CODES: ReadonlySet<string> = new Set(CURRENCIES);

/** `$` and `¥` mean several currencies: they are absent, hence refused. */
const SPELLINGS: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  人民币元: 'CNY',
  Renminbi: 'CNY',
  'Yuan Renminbi': 'CNY',
  Euros: 'EUR',
  Sterling: 'GBP',
  'Pound Sterling': 'GBP',
  'US-Dollar': 'USD',
};

const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', US$: 'USD', 'CN¥': 'CNY', 'JP¥': 'JPY', HK$: 'HKD' };
const SHARED_SYMBOLS: ReadonlySet<string> = new Set(['$', '¥', '￥', '£', 'kr', 'Rs', '₨', '元']);

let names: NameIndex | undefined;

/** ISO 4217 alphabetic code. */
export function toCurrency(text: string): string | Refusal {
  if (CODES.has(text)) return text;
  const code = text.toUpperCase();
  if (CODES.has(code)) return code;
  const symbol = Object.hasOwn(SYMBOLS, text) ? SYMBOLS[text] : undefined;
  if (symbol !== undefined) return symbol;
  if (SHARED_SYMBOLS.has(text)) return refuse('AMBIGUOUS_CURRENCY', 'several currencies share this sign', text);

  names ??= createNameIndex({ type: 'currency', codes: CURRENCIES, spellings: SPELLINGS });
  const named = names.get(foldName(text));
  if (named === AMBIGUOUS) return refuse('AMBIGUOUS_CURRENCY', 'more than one currency is called so', text);
  return named ?? refuse('UNKNOWN_CURRENCY', 'no such ISO 4217 code or name', text);
}

const minorUnits = new Map<string, number>();

/** Digits after the decimal point that a currency's smallest coin needs: 2 for EUR, 0 for JPY. */
export function minorUnitsOf(code: string): number {
  const known = minorUnits.get(code);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  const digits = format.resolvedOptions().minimumFractionDigits ?? 0;
  minorUnits.set(code, digits);
  return digits;
}

export const currency: StandardFunction = {
  usage: '$currency(value)',
  signature: '<x:x>',
  summary: 'ISO 4217 code of a currency.',
  accepts:
    'Codes in any letter case, those of the recent past included (`HRK`); full names in English, German, French, Spanish and Chinese; signs that only one currency has (`€`, `US$`); `RMB`.',
  refuses:
    'Signs that several share, such as `$` and `¥` (`AMBIGUOUS_CURRENCY`), and what is no currency (`UNKNOWN_CURRENCY`).',
  examples: [
    { expression: '$currency("eur")', out: 'EUR' },
    { expression: '$currency("RMB")', out: 'CNY' },
    { expression: '$currency("人民币")', out: 'CNY' },
    { expression: '$currency("€")', out: 'EUR' },
    { expression: '$currency("$")', problem: 'AMBIGUOUS_CURRENCY' },
    { expression: '$currency("EURO-X")', problem: 'UNKNOWN_CURRENCY' },
  ],
  apply: onText(toCurrency),
};
