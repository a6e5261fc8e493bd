import { checkSequence, spend } from './evaluation.ts';
import { collect, groupBy, inObjectOrder } from './groups.ts';
import { filterBy, timesChosen } from './paths.ts';
import {
  append,
  asSequence,
  isList,
  mark,
  kindOf,
  SEQUENCE,
  setOwn,
  TUPLES,
  type List,
  type Plain,
} from './sequences.ts';

/** A context (`@`) with the names that were bound on the way to it (`@$v`, `#$i`, and the ancestors of `%`). */
export interface Tuple extends Plain {
  '@': unknown;
}

/** Evaluates something for a tuple: its context, and the tuple for the names it binds. */
export type TupleStep = (context: unknown, tuple: Tuple) => unknown;

export interface Binding {
  readonly focus?: string | undefined;
  readonly index?: string | undefined;
  readonly ancestor?: string | undefined;
}

function createTuple(names: object, context: unknown): Tuple {
  return Object.assign(Object.create(null) as Tuple, names, { '@': context });
}

export function asTuples(list: List): List {
  mark(list, SEQUENCE | TUPLES);
  return list;
}

export function isTuples(value: unknown): value is Tuple[] {
  return isList(value) && (kindOf(value) & TUPLES) !== 0;
}

/** Where a tuple stream begins: one tuple per item. */
export function startTuples(items: List): Tuple[] {
  return items.map((item) => createTuple({}, item));
}

/** One step of a tuple stream: a tuple for each value the step gives for each tuple. */
export function mapTuples(tuples: readonly Tuple[], step: TupleStep, binding: Binding): List {
  const result: List = [];
  for (const tuple of tuples) {
    spend(1);
    const value = step(tuple['@'], tuple);
    if (value === undefined) continue;
    const values: List = isList(value) ? value : [value];
    checkSequence(result.length + values.length);
    if (isTuples(values)) for (const inner of values) result.push(createTuple({ ...tuple, ...inner }, inner['@']));
    else for (let index = 0; index < values.length; index += 1) result.push(bind(tuple, values[index], index, binding));
  }
  return asTuples(result);
}

function bind(tuple: Tuple, value: unknown, index: number, binding: Binding): Tuple {
  const bound = createTuple(tuple, binding.focus === undefined ? value : tuple['@']);
  if (binding.focus !== undefined) bound[binding.focus] = value;
  if (binding.index !== undefined) bound[binding.index] = index;
  if (binding.ancestor !== undefined) bound[binding.ancestor] = tuple['@'];
  return bound;
}

export function filterTuples(tuples: readonly Tuple[], predicate: TupleStep): List {
  spend(tuples.length);
  const result: List = [];
  for (const [index, tuple] of tuples.entries())
    for (let times = timesChosen(predicate(tuple['@'], tuple), index, tuples.length); times > 0; times -= 1)
      result.push(tuple);
  return asTuples(result);
}

/** `#$i` after filters or an order: numbers the tuples in place. */
export function indexTuples(tuples: readonly Tuple[], name: string): void {
  for (const [index, tuple] of tuples.entries()) tuple[name] = index;
}

/** An order given before anything was bound. */
export function indexSorted(sorted: List, index: string | undefined): List {
  return asTuples(sorted.map((item, position) => createTuple(index === undefined ? {} : { [index]: position }, item)));
}

/** What a stream is worth once its names have gone out of sight. */
export function contextsOf(tuples: readonly Tuple[]): List {
  return asSequence(tuples.map((tuple) => tuple['@']));
}

export type TuplePair = readonly [name: TupleStep, value: TupleStep];

/** An object constructor over a stream: grouped tuples become one, each name bound to all their values. */
export function groupTuples(tuples: readonly Tuple[], pairs: readonly TuplePair[]): Plain {
  let current: Tuple = createTuple({}, undefined);
  const steps = pairs.map(([name]) => [(context: unknown) => name(context, current), () => undefined] as const);
  const groups = collect([...tuples], steps, (item) => {
    current = item as Tuple;
    return current['@'];
  });
  const result: Plain = {};
  for (const [name, { data, pair }] of inObjectOrder(groups)) {
    const merged = mergeTuples(data);
    const value = pairs[pair]?.[1](merged['@'], merged);
    if (value !== undefined) setOwn(result, name, value);
  }
  return result;
}

function mergeTuples(data: unknown): Tuple {
  if (!isList(data)) return data as Tuple;
  const [first, ...rest] = data as Tuple[];
  const merged = createTuple(first ?? {}, first?.['@']);
  for (const tuple of rest) for (const name of Object.keys(tuple)) merged[name] = append(merged[name], tuple[name]);
  return merged;
}

const NO_TUPLE = createTuple({}, undefined);

/** A filter on what may be a stream or not. */
export function filterStream(value: unknown, predicate: TupleStep): List {
  return isTuples(value) ? filterTuples(value, predicate) : filterBy(value, (item) => predicate(item, NO_TUPLE));
}

export function groupStream(value: unknown, pairs: readonly TuplePair[]): Plain {
  if (isTuples(value)) return groupTuples(value, pairs);
  const steps = pairs.map(
    ([name, member]) => [(item: unknown) => name(item, NO_TUPLE), (item: unknown) => member(item, NO_TUPLE)] as const,
  );
  return groupBy(value, steps);
}
