import { parseValue } from 'graphql';
import { parseDuration } from '../../../src/graph/duration.ts';
import { scalars } from '../../../src/graph/scalars.ts';

it.each([
  ['Decimal', '12.50', '12.5.0'],
  ['Decimal', '-0.001', '1e3'],
  ['CurrencyCode', 'EUR', 'euro'],
  ['CountryCode', 'DE', 'DEU'],
  ['LanguageTag', 'zh-Hans', 'zh_Hans'],
  ['Date', '2026-02-28', '2026-02-30'],
  ['DateTime', '2026-10-31T09:30:00+08:00', '2026-10-31T09:30:00'],
])('%s takes %j and refuses %j', (name, good, bad) => {
  expect(scalars[name]?.parseValue(good)).toBe(good);
  expect(() => scalars[name]?.parseValue(bad)).toThrow(`${name}: `);
});

it('takes a number literal by its spelling, so that no digit is lost', () => {
  expect(scalars['Decimal']?.parseLiteral(parseValue('12.50'))).toBe('12.50');
  expect(() => scalars['Decimal']?.parseLiteral(parseValue('true'))).toThrow('Decimal: ');
});

it.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['7d', 604_800_000],
])('reads the duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

it.each(['', '5', 'm', '1.5h', '-1s', '5 m', '1w'])('refuses the duration %j', (text) => {
  expect(() => parseDuration(text)).toThrow('expected a duration such as 500ms');
});
