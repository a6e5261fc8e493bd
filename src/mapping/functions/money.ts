import { minorUnitsOf, toCurrency } from './currency.ts';
import { toDecimal } from './decimal.ts';
import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { toText } from './text.ts';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

function toMoney(value?: unknown, currencyValue?: unknown, locale?: unknown): Money | undefined | Refusal {
  const amount = toDecimal(value, locale);
  if (amount === undefined || amount instanceof Refusal) return amount;
  const currencyText = toText(currencyValue);
  if (currencyText === undefined) return refuse('MISSING_CURRENCY', 'an amount without a currency', amount);
  const code = currencyText instanceof Refusal ? currencyText : toCurrency(currencyText);
  return code instanceof Refusal ? code : { amount: padTo(amount, minorUnitsOf(code)), currency: code };
}

function padTo(amount: string, digits: number): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return digits === 0 || fraction.length >= digits ? amount : `${whole}.${fraction.padEnd(digits, '0')}`;
}

export const money: StandardFunction = {
  usage: '$money(amount, currency, locale?)',
  signature: '<xx?x?:x>',
  summary:
    'An exact amount of money, `{ amount, currency }`; the amount has at least the decimals of the currency, and never fewer than it came with, save trailing zeros.',
  accepts:
    'An amount as `$decimal` accepts it, and a currency as `$currency` does. Without an amount the answer is nothing.',
  refuses: 'An amount without a currency, be it 0 (`MISSING_CURRENCY`), and what `$decimal` and `$currency` refuse.',
  examples: [
    { expression: '$money("1234.5", "EUR")', out: { amount: '1234.50', currency: 'EUR' } },
    { expression: '$money(1200, "jpy")', out: { amount: '1200', currency: 'JPY' } },
    { expression: '$money("0.1275", "USD")', out: { amount: '0.1275', currency: 'USD' } },
    { expression: '$money("1.234,50", "EUR", "de-DE")', out: { amount: '1234.50', currency: 'EUR' } },
    { expression: '$money(NETWR, WAERK)', in: { WAERK: 'EUR' } },
    { expression: '$money(NETWR, WAERK)', in: { NETWR: '10.00' }, problem: 'MISSING_CURRENCY' },
    { expression: '$money("ten", "EUR")', problem: 'INVALID_DECIMAL' },
    { expression: '$money(10, "$")', problem: 'AMBIGUOUS_CURRENCY' },
  ],
  apply: toMoney,
};
