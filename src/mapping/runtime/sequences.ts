import { checkSequence, spend } from './evaluation.ts';

/** The result of a path or function: one member stands for itself, none for nothing. */
export const SEQUENCE = 1;
/** A sequence that stays a list when it has one member (`[]`). */
export const KEEP = 2;
/** Written as `[...]` in a path: is not flattened into the list around it. */
export const CONSTRUCTED = 4;
/** Members are tuples of named bindings (`@`, `#`, `%`). */
export const TUPLES = 8;

export type List = unknown[];
export type Plain = Record<string, unknown>;

export function isList(value: unknown): value is List {
  return Array.isArray(value);
}

/** Constructs what it is given: a class that extends it adds its private fields to that. */
class Identity {
  declare readonly length: number;

  constructor(list: List) {
    return list;
  }
}

/** Arrays carry their kind in a private field: no property, so nothing that looks at a result can see it. */
class Marked extends Identity {
  #kind = 0;

  static kindOf(list: List): number {
    return #kind in list ? list.#kind : 0;
  }

  static mark(list: List, kind: number): void {
    const marked = #kind in list ? list : new Marked(list);
    marked.#kind = kind;
  }
}

/** Which of JSONata's kinds an array is; 0 is a plain one, the kind that data has. */
export function kindOf(list: List): number {
  return Marked.kindOf(list);
}

export function mark(list: List, kind: number): void {
  Marked.mark(list, kind);
}

export function isSequence(list: List): boolean {
  return (kindOf(list) & SEQUENCE) !== 0;
}

/** Marks a list this code has just made as a sequence. */
export function asSequence(list: List): List {
  mark(list, SEQUENCE);
  return list;
}

/** What an expression's value counts as: a sequence of none is nothing, a sequence of one its member. */
export function normalise(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !isList(value) || value.length > 1) return value;
  const kind = kindOf(value);
  if ((kind & SEQUENCE) === 0 || (kind & TUPLES) !== 0) return value;
  if (value.length === 0) return undefined;
  return (kind & KEEP) === 0 ? value[0] : value;
}

/** The same for a value written with `[]` behind it. */
export function normaliseKept(value: unknown): unknown {
  if (isList(value) && (kindOf(value) & (SEQUENCE | TUPLES)) === SEQUENCE) mark(value, kindOf(value) | KEEP);
  return normalise(value);
}

export function pushAll(target: List, members: List): void {
  checkSequence(target.length + members.length);
  for (let index = 0; index < members.length; index += 1) target.push(members[index]);
}

/** Joins two values into one list; undefined adds nothing. Never modifies either. */
export function append(left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const first: List = isList(left) ? left : [left];
  const second: List = isList(right) ? right : [right];
  checkSequence(first.length + second.length);
  spend((first.length + second.length) >> 3);
  return first.concat(second);
}

/** Own enumerable names of anything. */
export function namesOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a new list of what it is made of. */
export function listOfAll(value: unknown): List {
  if (value === undefined) return [];
  return isList(value) ? value.slice() : [value];
}

/** A list of one list counts as that. */
export function unwrapped(list: List): List {
  const [only] = list;
  return list.length === 1 && isList(only) ? only.slice() : list;
}

/** The members that are something. */
export function withoutNothing(value: Plain): Plain {
  const result: Plain = {};
  for (const name of Object.keys(value)) if (value[name] !== undefined) setOwn(result, name, value[name]);
  return result;
}

/** Sets an own property whatever its name: `__proto__` must not reach the prototype. */
export function setOwn(target: Plain, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}
