import { builtin } from './builtin.ts';
import { apply, arityOf, callWithPosition, type FunctionValue } from './calls.ts';
import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { isDeepEqual, isTruthy } from './operators.ts';
import { append, asSequence, isList, isSequence, type List } from './sequences.ts';
import { mergeSort, sortPlain } from './sorting.ts';

type Values = List | undefined;

function map(values: Values, callback: FunctionValue): Values {
  if (values === undefined) return undefined;
  const result: List = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = callWithPosition(callback, values[index], index, values);
    if (value !== undefined) result.push(value);
  }
  return asSequence(result);
}

function filter(values: Values, callback: FunctionValue): Values {
  if (values === undefined) return undefined;
  const result: List = [];
  for (let index = 0; index < values.length; index += 1)
    if (isTruthy(callWithPosition(callback, values[index], index, values))) result.push(values[index]);
  return asSequence(result);
}

function single(values: Values, callback?: FunctionValue): unknown {
  if (values === undefined) return undefined;
  let found: { value: unknown } | undefined;
  for (let index = 0; index < values.length; index += 1) {
    if (callback && !isTruthy(callWithPosition(callback, values[index], index, values))) continue;
    if (found) fail('D3138', { index });
    found = { value: values[index] };
  }
  return found ? found.value : fail('D3139');
}

function reduce(values: Values, callback: FunctionValue, initial?: unknown): unknown {
  if (values === undefined) return undefined;
  const arity = arityOf(callback);
  if (arity < 2) fail('D3050', { index: 1 });
  const startsWithFirst = initial === undefined && values.length > 0;
  let result = startsWithFirst ? values[0] : initial;
  for (let index = startsWithFirst ? 1 : 0; index < values.length; index += 1)
    result = apply(callback, [result, values[index], index, values].slice(0, Math.min(arity, 4)), null);
  return result;
}

function zip(...lists: readonly unknown[]): List {
  const length = Math.min(...lists.map((list) => (isList(list) ? list.length : 0)));
  if (!Number.isFinite(length)) return [];
  spend(length * lists.length);
  return Array.from({ length }, (_, index) => lists.map((list) => (isList(list) ? list[index] : undefined)));
}

function sort(values: Values, comparator?: FunctionValue): Values {
  if (values === undefined || values.length <= 1) return values;
  if (comparator === undefined) return sortPlain(values);
  return mergeSort(values, (left, right) => Boolean(apply(comparator, [left, right], null)));
}

function reverse(values: Values): Values {
  if (values === undefined || values.length <= 1) return values;
  spend(values.length);
  return values.toReversed();
}

function shuffle(values: Values): Values {
  if (values === undefined || values.length <= 1) return values;
  spend(values.length);
  const result = values.slice();
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

function distinct(values: unknown): unknown {
  if (!isList(values) || values.length <= 1) return values;
  const simple = new Set<unknown>();
  const compound: List = [];
  const result: List = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (isKnown(value, simple, compound)) continue;
    if (typeof value === 'object' && value !== null) compound.push(value);
    else simple.add(value);
    result.push(value);
  }
  return isSequence(values) ? asSequence(result) : result;
}

/** NaN equals nothing, itself included. */
function isKnown(value: unknown, simple: ReadonlySet<unknown>, compound: List): boolean {
  spend(1);
  if (typeof value !== 'object' || value === null) return !Number.isNaN(value) && simple.has(value);
  return compound.some((known) => isDeepEqual(value, known));
}

function concat(left: unknown, right: unknown): unknown {
  if (isList(left) || isList(right)) spend((isList(left) ? left.length : 1) + (isList(right) ? right.length : 1));
  return append(left, right);
}

export const listBuiltins = {
  map: builtin('<af>', map),
  filter: builtin('<af>', filter),
  single: builtin('<af?>', single, ['arr', 'func']),
  reduce: builtin('<afj?:j>', reduce, ['sequence', 'func', 'init']),
  zip: builtin('<a+>', zip),
  sort: builtin('<af?:a>', sort, ['arr', 'comparator']),
  reverse: builtin('<a:a>', reverse),
  shuffle: builtin('<a:a>', shuffle),
  distinct: builtin('<x:x>', distinct),
  append: builtin('<xx:a>', concat),
};
