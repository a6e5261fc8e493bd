import { spend } from './evaluation.ts';
import { fail, Failure } from './failure.ts';
import { mergeSort } from './sorting.ts';
import type { List } from './sequences.ts';
import { UNSET } from './unset.ts';

/** One term of `^(...)`: how to get its value from a member. */
export interface Term<Member> {
  readonly isDescending: boolean;
  readonly valueOf: (member: Member) => unknown;
}

interface Keyed<Member> {
  readonly member: Member;
  /** Value of the first term; UNSET until it is asked for. */
  first: unknown;
  /** Values of the other terms, as far as they were asked for. */
  others: List | undefined;
}

/** Orders members by terms; undefined comes last whatever the direction. Throws T2007 and T2008. */
export function orderBy<Member>(members: readonly Member[], terms: readonly Term<Member>[]): Member[] {
  const keyed = members.map((member): Keyed<Member> => ({ member, first: UNSET, others: undefined }));
  const [first] = terms;
  if (first && withoutFailing(() => areComparable(keyed, first))) {
    spend(members.length * 8);
    const sorted = sortNatively(keyed, terms, first.isDescending ? -1 : 1);
    if (sorted) return sorted.map(({ member }) => member);
  }
  return mergeSort(keyed, (left, right) => isAfter(left, right, terms)).map(({ member }) => member);
}

/** Whether the first term gives only texts or only numbers, so that no comparison can fail. */
function areComparable<Member>(keyed: readonly Keyed<Member>[], term: Term<Member>): boolean {
  const type = typeof (keyed[0] && keyOf(keyed[0], 0, term));
  if (type !== 'string' && type !== 'number') return false;
  for (const entry of keyed) if (!isOfType(keyOf(entry, 0, term), type)) return false;
  return true;
}

/** A term that fails is left to the careful way, which comes to the members in the reference's order. */
function withoutFailing(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

function isOfType(key: unknown, type: string): boolean {
  return typeof key === type && !Number.isNaN(key);
}

/** The host's sort, which is stable too; undefined when a later term turns out not to be comparable. */
function sortNatively<Member>(
  keyed: readonly Keyed<Member>[],
  terms: readonly Term<Member>[],
  direction: number,
): Keyed<Member>[] | undefined {
  let isCareful = false;
  const sorted = keyed.toSorted((left, right) => {
    const [first, second] = [left.first as number, right.first as number];
    if (first !== second) return first < second ? -direction : direction;
    if (terms.length === 1 || isCareful) return 0;
    const order = compareOthers(left, right, terms);
    if (order === undefined) isCareful = true;
    return order ?? 0;
  });
  return isCareful ? undefined : sorted;
}

/** By the terms after the first; undefined when two values of one cannot be compared. */
function compareOthers<Member>(
  left: Keyed<Member>,
  right: Keyed<Member>,
  terms: readonly Term<Member>[],
): number | undefined {
  for (let index = 1; index < terms.length; index += 1) {
    const term = terms[index];
    if (!term) return 0;
    const [first, second] = [keyOf(left, index, term), keyOf(right, index, term)];
    if (first === second) continue;
    if (!isOrdered(first) || Number.isNaN(first) || !isOfType(second, typeof first)) return undefined;
    return first < (second as typeof first) === term.isDescending ? 1 : -1;
  }
  return 0;
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

function keyOf<Member>(entry: Keyed<Member>, index: number, term: Term<Member>): unknown {
  if (index === 0) {
    if (entry.first === UNSET) entry.first = term.valueOf(entry.member);
    return entry.first;
  }
  const others = (entry.others ??= []);
  if (others.length < index) others[index - 1] = term.valueOf(entry.member);
  return others[index - 1];
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

/** An order-by step: what is too short to be ordered stays what it is, what was ordered is a plain list. */
export function sortItems(items: List, terms: readonly Term<unknown>[]): List {
  return items.length > 1 ? orderBy(items, terms) : items;
}
