import * as fc from 'fast-check';
import { parseJson } from '../../../src/source/parse-json.ts';

describe('parseJson', () => {
  it.each<[string, string, unknown]>([
    ['a whole number a double holds', '9007199254740991', 9007199254740991],
    ['a whole number it does not hold', '{"id":9007199254740993}', { id: '9007199254740993' }],
    ['a negative one', '[-12345678901234567890]', ['-12345678901234567890']],
    ['a long number that a double happens to hold', '12345678901234567168', '12345678901234567168'],
    ['an amount with more digits than a double has', '1234567890123456.78', '1234567890123456.78'],
    ['an amount with zeros at its end', '1234567890.100000000', 1234567890.1],
    ['a short decimal', '0.1', 0.1],
    ['digits within a text', '{"id":"9007199254740993","n":1}', { id: '9007199254740993', n: 1 }],
    ['digits after an escaped quote', '{"a":"\\"90071992547409931234","n":1}', { a: '"90071992547409931234', n: 1 }],
    ['a number with an exponent', '1.5e300', 1.5e300],
  ])('keeps %s', (_name, text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it('takes 100 levels', () => {
    expect(JSON.stringify(parseJson(nested(100)))).toBe(nested(100));
  });

  it.each([101, 100_000])('refuses %i levels', (levels) => {
    expect(() => parseJson(nested(levels))).toThrow('nested deeper than 100');
    expect(() => parseJson(nested(levels).replaceAll('[', '{"a":[').replaceAll(']', ']}'))).toThrow('nested deeper');
  });

  it('does not count brackets within texts', () => {
    expect(parseJson(JSON.stringify({ a: '['.repeat(500) }))).toEqual({ a: '['.repeat(500) });
  });

  it.each(['', '{', '{"a":', '[1,]', "{'a':1}", 'NaN', '{"a":1}}', '"open', '"\\'])(
    'refuses %j, quoting nothing',
    (text) => {
      expect(() => parseJson(text)).toThrow(/^not JSON$/);
    },
  );

  it('agrees with JSON.parse on whatever has only numbers a double keeps', () => {
    const value = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(value, (given) => {
        const text = JSON.stringify(given);
        const hasLong = /\d{16}/.test(text.replace(/"(\\.|[^"\\])*"/g, ''));
        fc.pre(!hasLong && !/\d\.\d{14}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never changes a whole number silently', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (given) => {
        expect(BigInt(String(parseJson(String(given))))).toBe(given);
      }),
    );
  });
});
