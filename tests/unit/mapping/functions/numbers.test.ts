import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { Refusal } from '../../../../src/mapping/functions/refusal.ts';
import { standardFunctions } from '../../../../src/mapping/functions/standard-functions.ts';

const decimal = standardFunctions.decimal.apply;
const money = standardFunctions.money.apply;
const shown = (value: unknown) => (value instanceof Refusal ? value.code : value);

const digits = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(12)).map(([whole, scale]) => {
  const text = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${whole < 0n ? '-' : ''}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ''}`;
});

describe('$decimal', () => {
  it('keeps the exact value and has one spelling for it', () => {
    fc.assert(
      fc.property(digits, (text) => {
        const answer = String(decimal(text));
        expect(new Decimal(answer).equals(new Decimal(text))).toBe(true);
        expect(answer).toMatch(/^(?:0|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/);
        expect(decimal(`${text}${text.includes('.') ? '00' : '.00'}`)).toBe(answer);
      }),
    );
  });

  it.each(['de-DE', 'en-US', 'fr-FR', 'es-ES', 'de-CH', 'en-IN', 'pt-BR', 'zh-CN'])(
    'reads what %s writes',
    (locale) => {
      const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: 'always' });
      fc.assert(
        fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), (cents) => {
          const value = cents / 100;
          expect(decimal(format.format(value), locale)).toBe(new Decimal(value).toFixed());
        }),
      );
    },
  );

  it('accepts a JSON number only where its shortest form is exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), fc.nat(3), (whole, scale) => {
        const value = Number(`${whole}e-${scale}`);
        expect(decimal(value)).toBe(new Decimal(value).toFixed());
      }),
    );
    expect([0.1 + 0.2, 2 ** 53 + 2, 1.1 * 3].map((value) => shown(decimal(value)))).toEqual(
      Array(3).fill('INEXACT_NUMBER'),
    );
  });

  it.each([
    ['1,5', undefined, 'INVALID_DECIMAL'],
    ['1.234.567,89', 'de-DE', '1234567.89'],
    ['1.5', 'de-DE', 'INVALID_DECIMAL'],
    ['1.234', 'de-DE', '1234'],
    ['-0.00', undefined, '0'],
    ['1e400', undefined, `1${'0'.repeat(400)}`],
    ['0x10', undefined, 'INVALID_DECIMAL'],
    ['12.5-', undefined, '-12.5'],
    [true, undefined, 'INVALID_DECIMAL'],
    ['1', 'not a locale!', 'UNKNOWN_LOCALE'],
    [1e21, undefined, `1${'0'.repeat(21)}`],
  ])('%s with %s is %s', (text, locale, expected) => {
    expect(shown(decimal(text, locale))).toBe(expected);
  });
});

describe('$money', () => {
  it.each([
    ['10', 'EUR', '10.00'],
    ['10', 'JPY', '10'],
    ['10.5', 'BHD', '10.500'],
    ['10.12345', 'USD', '10.12345'],
    ['10.50000', 'USD', '10.50'],
  ])('writes %s %s as %s', (amount, currency, expected) => {
    expect(money(amount, currency)).toEqual({ amount: expected, currency });
  });
});
