import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { isNumeric } from './operators.ts';
import type { List } from './sequences.ts';

/**
 * Stable merge sort that asks the same questions in the same order as the reference, so that comparators which
 * contradict themselves or fail do so alike. `isAfter` says whether left must come after right.
 */
export function mergeSort<Value>(values: readonly Value[], isAfter: (left: Value, right: Value) => boolean): Value[] {
  if (values.length <= 1) return values.slice();
  const middle = Math.floor(values.length / 2);
  return merge(mergeSort(values.slice(0, middle), isAfter), mergeSort(values.slice(middle), isAfter), isAfter);
}

function merge<Value>(
  left: readonly Value[],
  right: readonly Value[],
  isAfter: (left: Value, right: Value) => boolean,
): Value[] {
  spend(left.length + right.length);
  const result: Value[] = [];
  let fromLeft = 0;
  let fromRight = 0;
  while (fromLeft < left.length && fromRight < right.length) {
    const [first, second] = [left[fromLeft] as Value, right[fromRight] as Value];
    if (isAfter(first, second)) {
      result.push(second);
      fromRight += 1;
    } else {
      result.push(first);
      fromLeft += 1;
    }
  }
  return result.concat(left.slice(fromLeft), right.slice(fromRight));
}

/** `$sort` without a function: numbers or strings only. */
export function sortPlain(values: List): List {
  if (values.every(isNumeric) || values.every((value) => typeof value === 'string'))
    return mergeSort(values as (string | number)[], (left, right) => left > right);
  return fail('D3070', { index: 1 });
}
