import { checkSequence, spend } from './evaluation.ts';
import { isNumeric, isTruthy } from './operators.ts';
import {
  asSequence,
  CONSTRUCTED,
  isList,
  isSequence,
  KEEP,
  mark,
  kindOf,
  pushAll,
  SEQUENCE,
  TUPLES,
  type List,
  type Plain,
} from './sequences.ts';

/** Evaluates something for one context. */
export type Step = (context: unknown) => unknown;

/** The list a path starts from: the members of a list, or the one value. */
export function itemsOf(context: unknown): List {
  return isList(context) ? context : [context];
}

/** What a path leads to as a list of items: a long one as it is, a short one as the sequence it counts as. */
export function asItems(value: unknown): List {
  if (value === undefined) return asSequence([]);
  if (!isList(value)) return asSequence([value]);
  return value.length > 1 ? value : asSequence(value.slice());
}

/** Adds what a step gave for one context: lists are flattened unless they were constructed. */
export function pushFlat(target: List, value: unknown): void {
  if (isList(value) && (kindOf(value) & CONSTRUCTED) === 0) pushAll(target, value);
  else {
    checkSequence(target.length + 1);
    target.push(value);
  }
}

/** One step of a path over all items; a single plain list in the last step is the result itself. */
export function mapStep(items: List, step: Step, isLast: boolean): List {
  spend(items.length);
  const result: List = [];
  let count = 0;
  let only: unknown;
  for (let index = 0; index < items.length; index += 1) {
    const value = step(items[index]);
    if (value === undefined) continue;
    count += 1;
    only = value;
    pushFlat(result, value);
  }
  return isLast && count === 1 && isList(only) && !isSequence(only) ? only : asSequence(result);
}

/** Whether the list around takes the members of this one instead of it. */
export function isFlattened(list: List): boolean {
  return (kindOf(list) & CONSTRUCTED) === 0;
}

/** The list at the end of a path: what a single last step gave when that was a plain list, a sequence otherwise. */
export function lastList(list: List, only: unknown): List {
  if (isList(only) && !isSequence(only)) return only;
  return kindOf(list) === 0 ? asSequence(list) : list;
}

/** The same for a list whose mark says already what it is. */
export function onlyOrWhole(list: List, only: unknown): List {
  return isList(only) && !isSequence(only) ? only : list;
}

export function collapseLast(list: List, only: unknown): unknown {
  if (list.length > 1) return isList(only) && !isSequence(only) ? only : asSequence(checked(list));
  return isList(only) && !isSequence(only) ? only : list[0];
}

/** A list as long as lists may be. */
export function checked(list: List): List {
  checkSequence(list.length);
  return list;
}

/** A path's result that `[]` was written in: one member stays a list. */
export function keepList(list: List): List {
  const kind = kindOf(list);
  if ((kind & CONSTRUCTED) !== 0 && (kind & SEQUENCE) === 0) {
    const outer = asSequence([list]);
    mark(outer, SEQUENCE | KEEP);
    return outer;
  }
  if ((kind & SEQUENCE) !== 0) mark(list, kind | KEEP);
  return list;
}

export function asConstructed(list: List): List {
  mark(list, kindOf(list) | CONSTRUCTED);
  return list;
}

/** The member at a literal position; a list there is taken as it is. */
export function filterAt(value: unknown, position: number): List {
  const items = isList(value) ? value : [value];
  const item = items[position < 0 ? items.length + position : position];
  if (isList(item)) return item;
  const result: List = item === undefined ? [] : [item];
  mark(result, SEQUENCE | (isList(value) ? kindOf(value) & TUPLES : 0));
  return result;
}

/** The member at a literal position, if there is one. */
export function memberAt(value: unknown, position: number): unknown {
  if (!isList(value)) return position === 0 || position === -1 ? value : undefined;
  return value[position < 0 ? value.length + position : position];
}

/** The members for which the predicate is true, or whose position it names. */
export function filterBy(value: unknown, predicate: Step): List {
  return asSequence(membersBy(value, predicate));
}

/** The same as a plain list. */
export function membersBy(value: unknown, predicate: Step): List {
  const items = isList(value) ? value : [value];
  spend(items.length);
  const result: List = [];
  for (let index = 0; index < items.length; index += 1)
    for (let times = timesChosen(predicate(items[index]), index, items.length); times > 0; times -= 1)
      result.push(items[index]);
  return result;
}

/** The members at positions that do not depend on them. */
export function filterPositions(value: unknown, positions: unknown): List {
  const items = isList(value) ? value : [value];
  if (!isList(positions) || !positions.every(isNumeric)) return filterBy(value, () => positions);
  spend(positions.length);
  const chosen = positions.map((position) => {
    const floor = Math.floor(position);
    return floor < 0 ? items.length + floor : floor;
  });
  const result = chosen
    .filter((index) => index >= 0 && index < items.length)
    .sort((left, right) => left - right)
    .map((index) => items[index]);
  return asSequence(result);
}

/** How often a predicate's value selects the member at a position: numbers name positions, anything else is a truth. */
export function timesChosen(chosen: unknown, index: number, length: number): number {
  if (typeof chosen === 'boolean') return chosen ? 1 : 0;
  if (isNumeric(chosen)) return isPosition(chosen, index, length) ? 1 : 0;
  if (!isList(chosen) || !chosen.every(isNumeric)) return isTruthy(chosen) ? 1 : 0;
  let times = 0;
  for (const position of chosen) if (isPosition(position, index, length)) times += 1;
  return times;
}

function isPosition(position: number, index: number, length: number): boolean {
  const floor = Math.floor(position);
  return (floor < 0 ? length + floor : floor) === index;
}

/** `*`: the values of all members, lists flattened. Appending a list leaves a plain list, pushing values a sequence. */
export function wildcard(input: unknown): List {
  const result: List = [];
  if (typeof input !== 'object' || input === null) return asSequence(result);
  let isPlainList = false;
  const values: List = isList(input) ? input : Object.values(input);
  spend(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (isList(value)) {
      isPlainList = true;
      flattenInto(result, value);
    } else result.push(value);
  }
  checkSequence(result.length);
  return isPlainList ? result : asSequence(result);
}

function flattenInto(target: List, list: List): void {
  spend(list.length);
  checkSequence(target.length + list.length);
  for (const member of list) {
    if (isList(member)) flattenInto(target, member);
    else target.push(member);
  }
}

/** `**`: the value and everything below it. */
export function descendants(input: unknown): unknown {
  if (input === undefined) return undefined;
  const result: List = [];
  collectDescendants(input, result);
  return result.length === 1 ? result[0] : asSequence(result);
}

function collectDescendants(value: unknown, result: List): void {
  if (!isList(value)) result.push(value);
  if (typeof value !== 'object' || value === null) return;
  checkSequence(result.length);
  if (isList(value)) {
    spend(value.length + 1);
    for (let index = 0; index < value.length; index += 1) collectMember(value[index], result);
    return;
  }
  spend(1);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    for (const member of Object.values(value)) collectMember(member, result);
  // Quicker than a list of the values; there is nothing to inherit.
  else for (const name in value) collectMember((value as Plain)[name], result);
}

function collectMember(member: unknown, result: List): void {
  if (typeof member === 'object') collectDescendants(member, result);
  else {
    result.push(member);
    spend(1);
  }
}

/** What an object constructor of constant names sees of a list: all members as one value. */
export function mergeContext(list: List): unknown {
  if (list.length > 1 && kindOf(list) === 0 && isFlat(list)) return list;
  const values = list.filter((member) => member !== undefined);
  if (values.length <= 1) return values[0];
  spend(values.length);
  const result: List = [];
  for (const value of values) {
    if (isList(value)) pushAll(result, value);
    else result.push(value);
  }
  checkSequence(result.length);
  return result;
}

function isFlat(list: List): boolean {
  for (let index = 0; index < list.length; index += 1)
    if (list[index] === undefined || isList(list[index])) return false;
  return true;
}
