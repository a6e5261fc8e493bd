import { builtin } from './builtin.ts';
import { fail } from './failure.ts';
import { formatBase, formatNumber } from './format-number.ts';
import { formatInteger, parseInteger } from './format-integer.ts';
import { plainNumber } from './plain-number.ts';
import { roundHalfEven } from './rounding.ts';
import { toBoolean } from './operators.ts';

type Numbers = readonly number[] | undefined;

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
/** Anchored only at its ends, like the reference's: `0x` and anything in between is accepted there. */
const RADIX = /^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$/;

function toNumber(value: unknown): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const plain = plainNumber(value);
    if (plain !== undefined) return plain;
    const number = DECIMAL.test(value) ? Number.parseFloat(value) : Number.NaN;
    if (Number.isFinite(number)) return number;
    if (RADIX.test(value)) return Number(value);
  }
  return fail('D3030', { value, index: 1 });
}

function sum(numbers: Numbers): number | undefined {
  if (numbers === undefined) return undefined;
  let total = 0;
  for (let index = 0; index < numbers.length; index += 1) total += numbers[index] ?? 0;
  return total;
}

function extreme(numbers: Numbers, pick: (left: number, right: number) => number): number | undefined {
  if (numbers === undefined || numbers.length === 0) return undefined;
  let result = numbers[0] ?? Number.NaN;
  for (let index = 1; index < numbers.length; index += 1) result = pick(result, numbers[index] ?? Number.NaN);
  return result;
}

function power(base: number | undefined, exponent: number): number | undefined {
  if (base === undefined) return undefined;
  const result = base ** exponent;
  return Number.isFinite(result) ? result : fail('D3061', { index: 1, value: base, exp: exponent });
}

function squareRoot(value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  return value < 0 ? fail('D3060', { index: 1, value }) : Math.sqrt(value);
}

export const numberBuiltins = {
  sum: builtin('<a<n>:n>', (numbers: Numbers) => sum(numbers)),
  count: builtin('<a:n>', (list: readonly unknown[] | undefined) => list?.length ?? 0),
  max: builtin('<a<n>:n>', (numbers: Numbers) => extreme(numbers, Math.max)),
  min: builtin('<a<n>:n>', (numbers: Numbers) => extreme(numbers, Math.min)),
  average: builtin('<a<n>:n>', (numbers: Numbers) =>
    numbers === undefined || numbers.length === 0 ? undefined : (sum(numbers) ?? 0) / numbers.length,
  ),
  number: builtin('<(nsb)-:n>', toNumber),
  floor: builtin('<n-:n>', (value: number | undefined) => (value === undefined ? undefined : Math.floor(value))),
  ceil: builtin('<n-:n>', (value: number | undefined) => (value === undefined ? undefined : Math.ceil(value))),
  round: builtin('<n-n?:n>', (value: number | undefined, precision: number | undefined) =>
    roundHalfEven(value, precision),
  ),
  abs: builtin('<n-:n>', (value: number | undefined) => (value === undefined ? undefined : Math.abs(value))),
  sqrt: builtin('<n-:n>', squareRoot),
  power: builtin('<n-n:n>', power),
  random: builtin('<:n>', () => Math.random()),
  boolean: builtin('<x-:b>', toBoolean),
  not: builtin('<x-:b>', (value: unknown) => (value === undefined ? undefined : toBoolean(value) !== true)),
  formatNumber: builtin('<n-so?:s>', formatNumber),
  formatBase: builtin('<n-n?:s>', formatBase),
  formatInteger: builtin('<n-s:s>', formatInteger),
  parseInteger: builtin('<s-s:n>', parseInteger),
};
