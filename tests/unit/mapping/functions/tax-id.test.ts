import * as fc from 'fast-check';
import { Refusal } from '../../../../src/mapping/functions/refusal.ts';
import { standardFunctions } from '../../../../src/mapping/functions/standard-functions.ts';

const { apply } = standardFunctions.taxId;
const codeOf = (value: unknown) => (value instanceof Refusal ? value.code : 'accepted');

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const characters = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...Array.from(alphabet)), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

/** The sum of GB 32100-2015 with weights 3^i, in BigInt arithmetic and thus independent of the implementation. */
function usccSum(body: string): number {
  const sum = Array.from(body).reduce(
    (total, each, index) => total + BigInt(USCC_ALPHABET.indexOf(each)) * 3n ** BigInt(index),
    0n,
  );
  return Number(sum % 31n);
}

const usccBody = fc
  .tuple(characters(USCC_ALPHABET, 2), characters('0123456789', 6), characters(USCC_ALPHABET, 9))
  .map((parts) => parts.join(''));
const uscc = usccBody.map((body) => body + USCC_ALPHABET.charAt((31 - usccSum(body)) % 31));

const lei = characters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 18).map((body) => {
  const digits = Array.from(`${body}00`, (each) => String(Number.parseInt(each, 36))).join('');
  return body + String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
});

/** Forty valid numbers of a scheme whose check catches any one wrong digit, found by trying the last two digits. */
function vat(prefix: string, length: number): fc.Arbitrary<string> {
  const bodies = Array.from({ length: 60 }, (_, index) =>
    String(1_234_567_891 + index * 7_654_321)
      .repeat(2)
      .slice(0, length - 2),
  );
  const numbers = bodies.flatMap((body) =>
    Array.from({ length: 100 }, (_, end) => `${prefix}${body}${String(end).padStart(2, '0')}`)
      .filter((number) => codeOf(apply(number, 'VAT')) === 'accepted')
      .slice(0, 1),
  );
  return fc.constantFrom(...numbers.slice(0, 40));
}

/** Of two codes that differ in one character, whether both have a letter there, or both a digit; ISO 17442 promises no more. */
function isSameKind(number: string, other: string): boolean {
  return number.replace(/\D/g, 'x').replace(/\d/g, '9') === other.replace(/\D/g, 'x').replace(/\d/g, '9');
}

const schemes: readonly (readonly [string, fc.Arbitrary<string>, string])[] = [
  ['USCC', uscc, USCC_ALPHABET],
  ['LEI', lei, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['VAT', vat('DE', 9), '0123456789'],
  ['VAT', vat('IT', 11), '0123456789'],
  ['VAT', vat('PL', 10), '0123456789'],
  ['VAT', vat('DK', 8), '0123456789'],
  ['VAT', vat('LU', 8), '0123456789'],
  ['VAT', vat('FI', 8), '0123456789'],
];

describe.each(schemes)('check digits of %s (%#)', (type, valid, alphabet) => {
  it('accepts a valid code and leaves it as it is', () => {
    fc.assert(fc.property(valid, (number) => expect(apply(number, type)).toBe(number)));
  });

  it('accepts it in lower case and with separators', () => {
    fc.assert(
      fc.property(valid, (number) =>
        expect(apply(` ${number.toLowerCase().replace(/(.{4})/g, '$1 ')}`, type)).toBe(number),
      ),
    );
  });

  it('refuses it with any one character changed', () => {
    const changed = fc.tuple(valid, fc.nat(), fc.constantFrom(...Array.from(alphabet))).map(([number, at, other]) => {
      const start = type === 'VAT' ? 2 : 0;
      const index = start + (at % (number.length - start));
      return { number, other: number.slice(0, index) + other + number.slice(index + 1) };
    });
    fc.assert(
      fc.property(changed, ({ number, other }) => {
        fc.pre(number !== other && (type !== 'LEI' || isSameKind(number, other)));
        expect(['BAD_CHECK_DIGIT', 'INVALID_TAX_ID']).toContain(codeOf(apply(other, type)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a USCC whose weighted sum is 0 modulo 31', () => {
  it('is valid with the check character 0', () => {
    // One code in 31; a well-known library refuses these.
    const zeroSum = usccBody.filter((body) => usccSum(body) === 0);
    fc.assert(
      fc.property(zeroSum, (body) => expect(apply(`${body}0`, 'CN')).toBe(`${body}0`)),
      { numRuns: 50 },
    );
  });
});

describe('one published number of each VAT scheme', () => {
  it.each([
    'ATU13585627',
    'BE0428759497',
    'BG175074752',
    'CY10259033P',
    'CZ25123891',
    'DE136695976',
    'DK13585628',
    'EE100931558',
    'EL094259216',
    'ESB58378431',
    'FI20774740',
    'FR40303265045',
    'GB980780684',
    'HR33392005961',
    'HU12892312',
    'IE6433435F',
    'IT00743110157',
    'LT119511515',
    'LU15027442',
    'LV40003521600',
    'MT11679112',
    'NL004495445B01',
    'PL8567346215',
    'PT501964843',
    'RO18547290',
    'SE123456789701',
    'SI50223054',
    'SK2022749619',
    'CHE107787577',
  ])('%s', (number) => {
    expect(apply(number, 'VAT')).toBe(number);
    expect(apply(number)).toBe(number);
  });
});
