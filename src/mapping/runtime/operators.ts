import { checkSequence, checkString, running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { asSequence, isList, namesOf, type List } from './sequences.ts';
import { toText } from './text.ts';

/** Finite numbers only; infinity is refused where it is used, as the reference does. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) fail('D1001', { value });
  return true;
}

/** Checks both sides of an arithmetic operator; false when the result is undefined. */
function areNumbers(left: unknown, right: unknown): boolean {
  if (left !== undefined && !isNumeric(left)) fail('T2001', { value: left });
  if (right !== undefined && !isNumeric(right)) fail('T2002', { value: right });
  return left !== undefined && right !== undefined;
}

export function add(left: unknown, right: unknown, at: number): unknown {
  running.at = at;
  return areNumbers(left, right) ? Number(left) + Number(right) : undefined;
}

export function subtract(left: unknown, right: unknown, at: number): unknown {
  running.at = at;
  return areNumbers(left, right) ? Number(left) - Number(right) : undefined;
}

export function multiply(left: unknown, right: unknown, at: number): unknown {
  running.at = at;
  return areNumbers(left, right) ? Number(left) * Number(right) : undefined;
}

export function divide(left: unknown, right: unknown, at: number): unknown {
  running.at = at;
  return areNumbers(left, right) ? Number(left) / Number(right) : undefined;
}

export function remainder(left: unknown, right: unknown, at: number): unknown {
  running.at = at;
  return areNumbers(left, right) ? Number(left) % Number(right) : undefined;
}

export function negate(value: unknown, at: number): unknown {
  running.at = at;
  if (value === undefined) return undefined;
  return isNumeric(value) ? -value : fail('D1002', { value });
}

/** -1, 0 or 1 for two comparable values, NaN where no comparison holds; undefined when either side is. */
export function compare(left: unknown, right: unknown, at: number): number | undefined {
  running.at = at;
  if (!isComparable(left) || !isComparable(right)) {
    const leftIsFine = typeof left === 'string' || typeof left === 'number';
    return fail('T2010', { value: leftIsFine ? right : left });
  }
  if (left === undefined || right === undefined) return undefined;
  if (typeof left !== typeof right) fail('T2009', { value: left, value2: right });
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : Number.NaN;
}

function isComparable(value: unknown): value is string | number | undefined {
  return value === undefined || typeof value === 'string' || typeof value === 'number';
}

export function isLess(left: unknown, right: unknown, at: number): unknown {
  const order = compare(left, right, at);
  return order === undefined ? undefined : order < 0;
}

export function isLessOrEqual(left: unknown, right: unknown, at: number): unknown {
  const order = compare(left, right, at);
  return order === undefined ? undefined : order <= 0;
}

export function isGreater(left: unknown, right: unknown, at: number): unknown {
  const order = compare(left, right, at);
  return order === undefined ? undefined : order > 0;
}

export function isGreaterOrEqual(left: unknown, right: unknown, at: number): unknown {
  const order = compare(left, right, at);
  return order === undefined ? undefined : order >= 0;
}

export function equals(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && isDeepEqual(left, right);
}

export function differs(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && !isDeepEqual(left, right);
}

export function isDeepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  spend(1);
  if (isList(left) && isList(right)) return isListEqual(left, right);
  return isObjectEqual(left, right);
}

function isListEqual(left: List, right: List): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (!isDeepEqual(left[index], right[index])) return false;
  return true;
}

function isObjectEqual(left: object, right: object): boolean {
  const names = Object.getOwnPropertyNames(left);
  if (names.length !== Object.getOwnPropertyNames(right).length) return false;
  return (
    names.every((name) => Object.hasOwn(right, name)) &&
    names.sort().every((name) => isDeepEqual(Reflect.get(left, name), Reflect.get(right, name)))
  );
}

export function isIn(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return false;
  return isList(right) ? right.includes(left) && !Number.isNaN(left) : left === right;
}

export function concatenate(left: unknown, right: unknown, at: number): string {
  running.at = at;
  return checkString((toText(left) ?? '') + (toText(right) ?? ''));
}

/** The effective boolean value; undefined stays undefined. */
export function toBoolean(value: unknown): boolean | undefined {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return isNumeric(value) && value !== 0;
    case 'undefined':
      return undefined;
    case 'object':
      return isTruthyObject(value);
    default:
      return false;
  }
}

function isTruthyObject(value: object | null): boolean {
  if (value === null) return false;
  if (!isList(value)) return namesOf(value).length > 0;
  if (value.length === 1) return toBoolean(value[0]) ?? false;
  return value.filter((member) => toBoolean(member)).length > 0;
}

/** `and`, `or`, conditions: undefined counts as false. */
export function isTruthy(value: unknown): boolean {
  return toBoolean(value) === true;
}

const MAX_RANGE = 1e7;

export function range(left: unknown, right: unknown, at: number): unknown {
  const members = rangeMembers(left, right, at);
  return members.length === 0 ? undefined : asSequence(members);
}

/** The same as a plain list. */
export function rangeMembers(left: unknown, right: unknown, at: number): List {
  running.at = at;
  if (left !== undefined && !Number.isInteger(left)) fail('T2003', { value: left });
  if (right !== undefined && !Number.isInteger(right)) fail('T2004', { value: right });
  if (typeof left !== 'number' || typeof right !== 'number' || left > right) return [];
  const size = right - left + 1;
  if (size > MAX_RANGE) fail('D2014', { value: size });
  checkSequence(size);
  spend(size);
  const result: List = [];
  for (let item = left; item <= right; item += 1) result.push(item);
  return result;
}
