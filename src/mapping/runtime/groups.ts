import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import type { Step } from './paths.ts';
import { append, isList, setOwn, type List, type Plain } from './sequences.ts';

/** A name and a value, both evaluated per context; the value sees all contexts that gave the same name. */
export type Pair = readonly [name: Step, value: Step];

interface Entry {
  data: unknown;
  readonly pair: number;
}

/** An object constructor over contexts: groups them by name, then evaluates each name's value once. */
export function groupBy(input: unknown, pairs: readonly Pair[]): Plain {
  const items: List = isList(input) ? input : [input];
  const groups = collect(items.length === 0 ? [undefined] : items, pairs, (item) => item);
  const result: Plain = {};
  for (const [name, { data, pair }] of inObjectOrder(groups)) {
    const value = pairs[pair]?.[1](data);
    if (value !== undefined) setOwn(result, name, value);
  }
  return result;
}

/** Which contexts belong to which name. Throws T1003, D1009 and D1013 for names that cannot be. */
export function collect(items: List, pairs: readonly Pair[], contextOf: Step): Map<string, Entry> {
  const groups = new Map<string, Entry>();
  for (let index = 0; index < items.length; index += 1) {
    spend(pairs.length);
    for (const [pair, [nameOf]] of pairs.entries()) {
      const name = toMemberName(nameOf(contextOf(items[index])));
      if (name === undefined) continue;
      const entry = groups.get(name);
      if (entry === undefined) groups.set(name, { data: items[index], pair });
      else if (entry.pair !== pair) fail('D1009', { value: name });
      else entry.data = append(entry.data, items[index]);
    }
  }
  return groups;
}

/** Names the reference keeps for itself; here they could mean nothing, but mappings must run alike. */
const RESERVED = new Set(['_jsonata_lambda', '_jsonata_function']);

export function toMemberName(name: unknown): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== 'string') return fail('T1003', { value: name });
  return RESERVED.has(name) ? fail('D1013', { value: name }) : name;
}

const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** Number-like names come first, as they will in the object. */
export function inObjectOrder(groups: ReadonlyMap<string, Entry>): Iterable<[string, Entry]> {
  const names = [...groups.keys()];
  if (!names.some((name) => INDEX.test(name))) return groups.entries();
  const indices = names.filter((name) => INDEX.test(name)).sort((left, right) => Number(left) - Number(right));
  const ordered = new Map<string, Entry>();
  for (const name of [...indices, ...names]) {
    const entry = groups.get(name);
    if (entry) ordered.set(name, entry);
  }
  return ordered.entries();
}
