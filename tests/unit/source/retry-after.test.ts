import * as fc from 'fast-check';
import { toRetryAfterMs } from '../../../src/source/retry-after.ts';

const NOW = Date.parse('2026-10-31T12:00:00Z');

describe('toRetryAfterMs', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '2' }, 2_000],
    ['nothing to wait for', { 'retry-after': '0' }, 0],
    ['part of a second', { 'retry-after': '0.5' }, 500],
    ['a date', { 'retry-after': 'Sat, 31 Oct 2026 12:00:10 GMT' }, 10_000],
    ['a date in the past', { 'retry-after': 'Sat, 31 Oct 2026 11:00:00 GMT' }, 0],
    ['a negative number', { 'retry-after': '-5' }, 0],
    ['a day', { 'retry-after': '86400' }, 60_000],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, 60_000],
    ['a far date', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 60_000],
    ['words', { 'retry-after': 'later' }, undefined],
    ['empty', { 'retry-after': ' ' }, undefined],
    ['absent', {}, undefined],
    ['the reset of a rate limit', { 'x-rate-limit-reset': '40' }, 40_000],
    ['both', { 'retry-after': '1', 'x-rate-limit-reset': '40' }, 1_000],
  ])('reads %s', (_name, headers, expected) => {
    expect(toRetryAfterMs(headers, NOW)).toBe(expected);
  });

  it('is between nothing and a minute, whatever a source writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (value) => {
        const pause = toRetryAfterMs({ 'retry-after': value }, NOW) ?? 0;
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
