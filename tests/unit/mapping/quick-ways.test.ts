import * as fc from 'fast-check';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { readIso, writeIso } from '../../../src/mapping/runtime/iso-text.ts';
import { plainNumber } from '../../../src/mapping/runtime/plain-number.ts';

const MAX_MS = 253_402_300_799_999;

describe('quick ways give what the host gives', () => {
  it('times as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MS }), (ms) => expect(writeIso(ms)).toBe(new Date(ms).toISOString())),
    );
  });

  it('text as times, where it is not left to the host', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: MAX_MS }), (ms) => {
        const date = new Date(ms);
        const isLate = date.getUTCDate() > 28;
        expect(readIso(date.toISOString())).toBe(isLate ? undefined : ms);
      }),
    );
  });

  it.each([
    '2024-02-30T00:00:00.000Z',
    '2024-13-01T00:00:00.000Z',
    '2024-01-01T24:00:00.000Z',
    '2024-01-0aT00:00:00.000Z',
  ])('leaves %s to the host', (text) => expect(readIso(text)).toBeUndefined());

  it('texts as numbers', () => {
    const digits = fc.stringMatching(/^-?\d{1,12}(\.\d{1,6})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const quick = plainNumber(text);
        expect([undefined, Number(text)]).toContain(quick);
      }),
    );
  });

  it.each(['', '-', '.5', '5.', '-.5', '1.2.3', '1e3', ' 1', '0x10', '12345678901234567', '1,5'])(
    'leaves %j to the careful way',
    (text) => expect(plainNumber(text)).toBeUndefined(),
  );

  it.each(['0', '-0', '007', '12.50', '0.1', '-1.005', '123456789012345', '12345678901234.5'])('reads %s', (text) => {
    expect(plainNumber(text)).toBe(Number(text));
  });

  it('values as JSON', () => {
    const { evaluate } = compileExpression('$string($)');
    const rounded = (_name: string, member: unknown): unknown =>
      typeof member === 'number' && !Number.isInteger(member) ? Number(member.toPrecision(15)) : member;
    const input = fc.record({ value: fc.jsonValue(), text: fc.string({ unit: 'binary' }) });
    fc.assert(fc.property(input, (each) => expect(evaluate(each)).toBe(JSON.stringify(each, rounded))));
  });
});
