import { checkStringLength, running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { isList, type List, type Plain } from './sequences.ts';

/** JSON text of a value with numbers rounded to 15 digits and functions as empty texts; undefined for nothing. */
export function toJson(value: unknown): string | undefined {
  return plainLength(value) <= running.maxString ? JSON.stringify(value) : toJsonCarefully(value);
}

/**
 * No more than the length of the JSON text where the host writes it as it should be; endless where it would not: long
 * numbers, functions, and objects that decide themselves.
 */
function plainLength(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length;
    case 'number':
      return Number.isInteger(value) || (Number.isFinite(value) && String(value).length <= 16) ? 1 : Infinity;
    case 'function':
      return Infinity;
    case 'object':
      return value === null ? 1 : plainLengthOf(value);
    default:
      return 1;
  }
}

function plainLengthOf(object: object): number {
  let length = 0;
  if (isList(object)) {
    spend(object.length + 1);
    for (let index = 0; index < object.length; index += 1) length += 1 + plainLength(object[index]);
    return length;
  }
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return Infinity;
  const names = Object.keys(object);
  spend(names.length + 1);
  for (const name of names) length += name.length + plainLength((object as Plain)[name]);
  return length;
}

function toJsonCarefully(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return Number.isNaN(value) ? 'null' : numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'function':
      return '""';
    case 'object':
      if (value === null) return 'null';
      return isList(value) ? listText(value) : objectText(value);
    default:
      return undefined;
  }
}

function listText(list: List): string {
  // Values may share parts: their text can be exponentially longer than they are.
  spend(list.length + 1);
  let text = '[';
  for (let index = 0; index < list.length; index += 1)
    text += index === 0 ? (toJsonCarefully(list[index]) ?? 'null') : `,${toJsonCarefully(list[index]) ?? 'null'}`;
  checkStringLength(text.length);
  return `${text}]`;
}

function objectText(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  // Dates and their like decide themselves what their text is.
  if (prototype !== Object.prototype && prototype !== null) return foreignText(object);
  const names = Object.keys(object);
  spend(names.length + 1);
  let text = '';
  for (const name of names) {
    const member = toJsonCarefully((object as Plain)[name]);
    if (member !== undefined) text += `${text === '' ? '' : ','}${quote(name)}:${member}`;
  }
  checkStringLength(text.length);
  return `{${text}}`;
}

function foreignText(object: object): string {
  return JSON.stringify(object, toJsonMember) ?? 'null';
}

/** What `JSON.stringify` shall make of a member. */
export function toJsonMember(_name: string, value: unknown): unknown {
  spend(1);
  if (typeof value === 'number' && !Number.isNaN(value)) return Number(numberText(value));
  return typeof value === 'function' ? '' : value;
}

/** No more than 15 digits; a text of up to 16 characters has no more than that beside its point. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) fail('D1001', { value });
  const text = String(value);
  return text.length <= 16 || Number.isInteger(value) ? text : String(Number(value.toPrecision(15)));
}

/** Texts that need no escapes: everything printable but quotes and backslashes, and no half of a pair. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
