import { spend } from './evaluation.ts';
import { fail } from './failure.ts';
import type { Step } from './paths.ts';
import { append, isList, pushAll, setOwn, type List, type Plain } from './sequences.ts';

/** A name and a value, both evaluated per context; the value sees all contexts that gave the same name. */
export type Pair = readonly [name: Step, value: Step];

interface Entry {
  data: unknown;
  readonly pair: number;
  /** `data` is a list made here, which may grow. */
  isOwn: boolean;
}

/** An object constructor over contexts: groups them by name, then evaluates each name's value once. */
export function groupBy(input: unknown, pairs: readonly Pair[]): Plain {
  const items: List = isList(input) ? input : [input];
  const groups = collect(items.length === 0 ? [undefined] : items, pairs, undefined);
  const result: Plain = {};
  for (const [name, { data, pair }] of inObjectOrder(groups)) {
    const value = pairs[pair]?.[1](data);
    if (value !== undefined) setOwn(result, name, value);
  }
  return result;
}

/** Which contexts belong to which name. Throws T1003, D1009 and D1013 for names that cannot be. */
export function collect(items: List, pairs: readonly Pair[], contextOf: Step | undefined): Map<string, Entry> {
  const groups = new Map<string, Entry>();
  spend(items.length * pairs.length);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const context = contextOf ? contextOf(item) : item;
    for (let pair = 0; pair < pairs.length; pair += 1) {
      const name = toMemberName(pairs[pair]?.[0](context));
      if (name === undefined) continue;
      const entry = groups.get(name);
      if (entry === undefined) groups.set(name, { data: item, pair, isOwn: false });
      else if (entry.pair !== pair) fail('D1009', { value: name });
      else addTo(entry, item);
    }
  }
  return groups;
}

function addTo(entry: Entry, item: unknown): void {
  if (entry.isOwn && isList(entry.data)) {
    if (isList(item)) pushAll(entry.data, item);
    else if (item !== undefined) entry.data.push(item);
    return;
  }
  if (item === undefined) return;
  entry.isOwn = entry.data !== undefined;
  entry.data = entry.isOwn && !isList(entry.data) && !isList(item) ? [entry.data, item] : append(entry.data, item);
}

/** Names the reference keeps for itself; here they could mean nothing, but mappings must run alike. */
const RESERVED = new Set(['_jsonata_lambda', '_jsonata_function']);

function toMemberName(name: unknown): string | undefined {
  if (name === undefined) return undefined;
  if (typeof name !== 'string') return fail('T1003', { value: name });
  return name.startsWith('_jsonata_') && RESERVED.has(name) ? fail('D1013', { value: name }) : name;
}

const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** Number-like names come first, as they will in the object. */
export function inObjectOrder(groups: ReadonlyMap<string, Entry>): Iterable<[string, Entry]> {
  if (!hasIndex(groups)) return groups.entries();
  const names = [...groups.keys()];
  const indices = names.filter((name) => INDEX.test(name)).sort((left, right) => Number(left) - Number(right));
  const ordered = new Map<string, Entry>();
  for (const name of [...indices, ...names]) {
    const entry = groups.get(name);
    if (entry) ordered.set(name, entry);
  }
  return ordered.entries();
}

function hasIndex(groups: ReadonlyMap<string, Entry>): boolean {
  for (const name of groups.keys()) if (name.charCodeAt(0) <= 57 && INDEX.test(name)) return true;
  return false;
}
