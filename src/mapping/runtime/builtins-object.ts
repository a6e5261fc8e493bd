import { builtin } from './builtin.ts';
import { callWithPosition, type FunctionValue } from './calls.ts';
import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { lookup } from './lookup.ts';
import { isNumeric, isTruthy } from './operators.ts';
import { asSequence, isList, isPlain, namesOf, pushAll, setOwn, type List, type Plain } from './sequences.ts';
import { cloneData } from './clone-data.ts';

function keys(value: unknown): List {
  const names = new Set<string>();
  collectNames(value, names);
  // Through an object, because that is where the order of number-like names comes from.
  if (isList(value)) return asSequence(Object.keys(Object.fromEntries([...names].map((name) => [name, true]))));
  return asSequence([...names]);
}

function collectNames(value: unknown, names: Set<string>): void {
  spend(1);
  if (isList(value)) for (const member of value) collectNames(member, names);
  else for (const name of namesOf(value)) names.add(name);
}

function spread(value: unknown): unknown {
  if (isList(value)) {
    const result: List = [];
    let isPlainList = false;
    for (const member of value) {
      if (isPlain(member)) {
        isPlainList = true;
        pushAll(result, partsOf(member));
        continue;
      }
      const parts = spread(member);
      if (parts === undefined) continue;
      isPlainList = true;
      if (isList(parts)) pushAll(result, parts);
      else result.push(parts);
    }
    return isPlainList ? result : asSequence(result);
  }
  return isPlain(value) ? asSequence(partsOf(value)) : value;
}

/** An object of its own for each member. */
function partsOf(value: Plain): List {
  spend(1);
  return Object.keys(value).map((name) => {
    const single: Plain = {};
    setOwn(single, name, value[name]);
    return single;
  });
}

function merge(objects: readonly unknown[] | undefined): Plain | undefined {
  if (objects === undefined) return undefined;
  const result: Plain = {};
  for (const object of objects) {
    if (!isPlain(object)) continue;
    spend(1);
    for (const name of Object.keys(object)) setOwn(result, name, object[name]);
  }
  return result;
}

function each(value: unknown, callback: FunctionValue): List {
  const result: List = [];
  if (isPlain(value))
    for (const name of Object.keys(value)) {
      const member = callWithPosition(callback, value[name], name, value);
      if (member !== undefined) result.push(member);
    }
  return asSequence(result);
}

function sift(value: unknown, callback: FunctionValue): Plain | undefined {
  const result: Plain = {};
  let isEmpty = true;
  for (const name of namesOf(value)) {
    const member: unknown = isPlain(value) ? value[name] : undefined;
    if (!isTruthy(callWithPosition(callback, member, name, value))) continue;
    setOwn(result, name, member);
    isEmpty = false;
  }
  return isEmpty ? undefined : result;
}

function typeName(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (isNumeric(value)) return 'number';
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'function') return typeof value;
  return isList(value) ? 'array' : 'object';
}

function raise(message?: string): never {
  return fail('D3137', { message: message || '$error() function evaluated' });
}

function assert(condition: unknown, message?: string): void {
  if (!condition) fail('D3141', { message: message || '$assert() statement failed' });
}

export const objectBuiltins = {
  keys: builtin('<x-:a<s>>', keys),
  lookup: builtin('<x-s:x>', lookup),
  exists: builtin('<x:b>', (value: unknown) => value !== undefined),
  spread: builtin('<x-:a<o>>', spread),
  merge: builtin('<a<o>:o>', merge),
  each: builtin('<o-f:a>', each),
  sift: builtin('<o-f?:o>', sift),
  type: builtin('<x:s>', typeName),
  error: builtin('<s?:x>', raise, ['message']),
  assert: builtin('<bs?:x>', assert, ['condition', 'message']),
  clone: builtin('<(oa)-:o>', cloneData),
};
