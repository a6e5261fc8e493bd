import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { isList, setOwn, type List, type Plain } from './sequences.ts';
import { toText } from './text.ts';

/** A deep copy, as if by way of JSON text: numbers keep 15 digits, functions become empty strings. */
export function cloneData(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return cloneNumber(value);
    case 'function':
      return '';
    case 'object':
      return value === null ? null : isList(value) ? cloneList(value) : cloneObject(value);
    default:
      return value;
  }
}

function cloneNumber(value: number): number | null {
  if (Number.isInteger(value)) return value + 0;
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : fail('D1001', { value });
}

function cloneList(list: List): List {
  spend(list.length);
  const result: List = [];
  for (let index = 0; index < list.length; index += 1) result.push(cloneData(list[index]) ?? null);
  return result;
}

function cloneObject(object: object): unknown {
  spend(1);
  const prototype: unknown = Object.getPrototypeOf(object);
  // Dates and their like decide themselves what their text is.
  if (prototype !== Object.prototype && prototype !== null) return JSON.parse(toText(object) ?? 'null');
  const result: Plain = {};
  for (const name of Object.keys(object)) {
    const member = (object as Plain)[name];
    const copy = typeof member === 'string' ? member : cloneData(member);
    if (copy !== undefined) setOwn(result, name, copy);
  }
  return result;
}
