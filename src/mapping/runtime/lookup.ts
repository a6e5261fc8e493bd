import { asSequence, isList, pushAll, type List } from './sequences.ts';

/** A member by name; of a list, the members of all its members. Only own properties of plain data are read. */
export function lookup(input: unknown, name: string): unknown {
  if (typeof input !== 'object' || input === null) return undefined;
  if (isList(input)) return lookupAll(input, name);
  return memberOf(input, name);
}

/** Own property only, so names like `constructor` reach nothing. */
export function memberOf(input: object, name: string): unknown {
  return Object.hasOwn(input, name) ? Reflect.get(input, name) : undefined;
}

function lookupAll(input: List, name: string): List {
  const result: List = [];
  for (let index = 0; index < input.length; index += 1) {
    const member = lookup(input[index], name);
    if (member === undefined) continue;
    if (isList(member)) pushAll(result, member);
    else result.push(member);
  }
  return asSequence(result);
}
