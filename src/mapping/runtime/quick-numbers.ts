import { running } from './evaluation.ts';
import { UNSET } from './unset.ts';
import { fail } from './failure.ts';
import { isList, type List } from './sequences.ts';

/** Folds numbers; UNSET when there is anything but numbers, for the careful way to say what is wrong. */
function fold(value: unknown, empty: number | undefined, step: (total: number, next: number) => number): unknown {
  if (value === undefined || typeof value === 'number') return value;
  if (!isList(value)) return UNSET;
  const { length } = value;
  if (length === 0) return empty;
  let total = value[0];
  if (typeof total !== 'number') return UNSET;
  for (let index = 1; index < length; index += 1) {
    const next = value[index];
    if (typeof next !== 'number') return UNSET;
    total = step(Number(total), next);
  }
  return total;
}

export function quickSum(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return 0 + value;
  if (!isList(value)) return UNSET;
  let total = 0;
  for (let index = 0; index < value.length; index += 1) {
    const next = value[index];
    if (typeof next !== 'number') return UNSET;
    total += next;
  }
  return total;
}

export function quickMax(value: unknown): unknown {
  return fold(value, undefined, Math.max);
}

export function quickMin(value: unknown): unknown {
  return fold(value, undefined, Math.min);
}

export function quickAverage(value: unknown): unknown {
  const total = quickSum(value);
  if (!isList(value) || typeof total !== 'number') return total;
  return value.length === 0 ? undefined : total / value.length;
}

export function countOf(value: unknown): number {
  if (value === undefined) return 0;
  return isList(value) ? value.length : 1;
}

function failAt(at: number, value: unknown): never {
  running.at = at;
  return fail('T0412', { value, index: 1, type: 'numbers' });
}

/** The numbers a step gave as a list. Throws T0412 for anything else. */
export function numbersOf(value: unknown, at: number): readonly number[] {
  const members: List = isList(value) ? value : [value];
  return members.map((member) => (typeof member === 'number' ? member : failAt(at, member)));
}
