import { fail } from './failure.ts';
import { mergeSort } from './sorting.ts';
import type { List } from './sequences.ts';

/** One term of `^(...)`: how to get its value from a member. */
export interface Term<Member> {
  readonly isDescending: boolean;
  readonly valueOf: (member: Member) => unknown;
}

interface Keyed<Member> {
  readonly member: Member;
  /** Values of the terms, as far as they were asked for. */
  readonly keys: List;
}

/** Orders members by terms; undefined comes last whatever the direction. Throws T2007 and T2008. */
export function orderBy<Member>(members: readonly Member[], terms: readonly Term<Member>[]): Member[] {
  const keyed = members.map((member): Keyed<Member> => ({ member, keys: [] }));
  return mergeSort(keyed, (left, right) => isAfter(left, right, terms)).map(({ member }) => member);
}

function isAfter<Member>(left: Keyed<Member>, right: Keyed<Member>, terms: readonly Term<Member>[]): boolean {
  for (const [index, term] of terms.entries()) {
    const first = keyOf(left, index, term);
    const second = keyOf(right, index, term);
    if (first === undefined && second === undefined) continue;
    if (first === undefined || second === undefined) return first === undefined;
    const order = compareKeys(first, second);
    if (order !== 0) return term.isDescending ? order < 0 : order > 0;
  }
  return false;
}

function keyOf<Member>({ member, keys }: Keyed<Member>, index: number, term: Term<Member>): unknown {
  if (keys.length <= index) keys[index] = term.valueOf(member);
  return keys[index];
}

function compareKeys(left: unknown, right: unknown): number {
  if (!isOrdered(left)) return fail('T2008', { value: left });
  if (!isOrdered(right)) return fail('T2008', { value: right });
  if (typeof left !== typeof right) return fail('T2007', { value: left, value2: right });
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function isOrdered(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
