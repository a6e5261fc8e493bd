import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { toText } from './text.ts';

function applyCode(table?: unknown, value?: unknown): unknown {
  const text = toText(value);
  if (text instanceof Refusal || text === undefined) return text;
  if (!isTable(table)) return refuse('BAD_TABLE', 'expected an object of codes as first argument');

  // Own members only: a source's "constructor" is no code.
  if (Object.hasOwn(table, text)) return table[text];
  return refuse('UNKNOWN_CODE', 'the table has no such code', text);
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const code: StandardFunction = {
  usage: '$code(table, value)',
  signature: '<xx:x>',
  summary: "Our word for a source's code, from a table the mapping holds.",
  accepts:
    'A table (an object whose names are the codes) and a scalar; numbers and booleans are looked up as text. Letter case and leading zeros count.',
  refuses:
    'A code that is not in the table (`UNKNOWN_CODE`); a table that is no object (`BAD_TABLE`); lists and objects as value (`NOT_A_SCALAR`).',
  examples: [
    { expression: '$code({"A": "OPEN", "C": "CLOSED"}, STATUS)', in: { STATUS: 'A' }, out: 'OPEN' },
    { expression: '$code({"10": "OPEN"}, 10)', out: 'OPEN' },
    { expression: '$code({"A": "OPEN"}, STATUS)', in: {} },
    { expression: '$code({"A": "OPEN"}, "Z")', problem: 'UNKNOWN_CODE' },
    { expression: '$code({"A": "OPEN"}, "constructor")', problem: 'UNKNOWN_CODE' },
    { expression: '$code("A", "Z")', problem: 'BAD_TABLE' },
    { expression: '$code({"A": "OPEN"}, ["A", "B"])', problem: 'NOT_A_SCALAR' },
  ],
  apply: applyCode,
};
