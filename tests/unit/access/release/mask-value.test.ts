import * as fc from 'fast-check';
import { createMasks, MASKS, type Mask } from '../../../../src/access/release/mask-value.ts';
import { Secret } from '../../../../src/config/secret.ts';

const maskValue = createMasks(new Secret('a secret of the tests, long enough'));

it.each<[Mask, unknown, unknown]>([
  ['LAST4', 'DE89370400440532013000', '•••3000'],
  ['LAST4', '1234567', '•••'],
  ['YEAR', '1980-05-17', '1980-01-01'],
  ['YEAR', 'May 1980', '•••'],
  ['INITIAL', 'Ada Lovelace', 'A.'],
  ['INITIAL', '司马娜', '司.'],
  ['INITIAL', '𠮷野', '𠮷.'],
  ['INITIAL', '', ''],
  ['REGION', '80331', '80•••'],
  ['REGION', '803', '•••'],
  ['DOMAIN', 'ada@example.org', '•••@example.org'],
  ['DOMAIN', 'no address', '•••@•••'],
  ['BLANK', 'anything', ''],
  ['PARTS', { address: 'ada@example.org' }, { address: 'ada@example.org' }],
  ['LAST4', null, null],
  ['HASH', undefined, undefined],
  ['INITIAL', ['Ada', 'Grace'], ['A.', 'G.']],
  ['LAST4', { secret: 'not a text' }, null],
  ['LAST4', 123_456_789, null],
])('%s of %j is %j', (mask, value, expected) => {
  expect(maskValue(mask, value, 'partner')).toEqual(expected);
});

it('hashes alike for one reader and differently for another', () => {
  const hashOf = (value: string, reader: string) => maskValue('HASH', value, reader);
  expect(hashOf('17', 'Acme')).toMatch(/^h_[\w-]{22}$/);
  expect(hashOf('17', 'Acme')).toBe(hashOf('17', 'Acme'));
  expect(hashOf('17', 'Bolt')).not.toBe(hashOf('17', 'Acme'));
});

it('never shows a text as it is, nor more than four of its characters in a row unless it is a domain or a year', () => {
  const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const masks = fc.constantFrom(...MASKS.filter((mask) => !['PARTS', 'DOMAIN', 'YEAR'].includes(mask)));
  fc.assert(
    fc.property(texts, masks, (text, mask) => {
      const shown = maskValue(mask, text, 'reader') as string;
      expect(shown).not.toBe(text);
      const letters = Array.from(text);
      const five = letters.slice(0, -4).map((_, at) => letters.slice(at, at + 5).join(''));
      expect(five.filter((part) => shown.includes(part) && part !== '•••••')).toEqual([]);
    }),
    { numRuns: 5_000 },
  );
});
