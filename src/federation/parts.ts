import type { RecordProblem } from '../domain/check-record.ts';
import type { AppError } from '../errors.ts';
import type { LiveRoute } from './live-route.ts';
import type { Outcome } from './outcome.ts';
import type { RequestLoaders } from './request-loaders.ts';

/** What one route gave for one place of the graph. */
export interface Part {
  readonly live: LiveRoute;
  readonly outcomes: readonly Outcome[];
}

/** A canonical record in the graph: the recipe stamps the source on it. */
export type Sourced<T> = T & { readonly source: string };

/** Asks every route that has keys; a route without keys knows nothing about the parent and gives no part. */
export async function loadParts(
  routes: readonly LiveRoute[],
  loaders: RequestLoaders,
  { keysOf, maxAgeMs }: { keysOf: (live: LiveRoute) => readonly string[]; maxAgeMs?: number | undefined },
): Promise<readonly Part[]> {
  const [parts] = await loadPartsOfAll(routes, loaders, { parents: [undefined], keysOf, maxAgeMs });
  return parts ?? [];
}

/** The parts of many parents, in their order: each route is asked once for the keys of all of them. */
export async function loadPartsOfAll<Parent>(
  routes: readonly LiveRoute[],
  loaders: RequestLoaders,
  {
    parents,
    keysOf,
    maxAgeMs,
  }: {
    parents: readonly Parent[];
    keysOf: (live: LiveRoute, parent: Parent) => readonly string[];
    maxAgeMs?: number | undefined;
  },
): Promise<Part[][]> {
  const asked = await Promise.all(
    routes.map(async (live) => {
      const keys = parents.map((parent) => withoutRepetitions(keysOf(live, parent)));
      const all = keys.length === 1 ? (keys[0] ?? []) : keys.flat();
      return { live, keys, outcomes: all.length === 0 ? undefined : await loaders.load(live, all, maxAgeMs) };
    }),
  );
  return parents.map((_, index) => {
    const parts: Part[] = [];
    for (const { live, keys, outcomes } of asked) {
      const own = keys[index];
      if (outcomes && own && own.length > 0) parts.push({ live, outcomes: outcomesOf(own, outcomes) });
    }
    return parts;
  });
}

function outcomesOf(keys: readonly string[], outcomes: ReadonlyMap<string, Outcome>): Outcome[] {
  const own: Outcome[] = [];
  for (const key of keys) {
    const outcome = outcomes.get(key);
    if (outcome) own.push(outcome);
  }
  return own;
}

function withoutRepetitions(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys : [...new Set(keys)];
}

/** The records of all parts, the most trusted source first; a record that several keys lead to stands once. */
export function recordsIn<T>(parts: readonly Part[]): Sourced<T>[] {
  const found = parts.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => (outcome.status === 'found' ? (outcome.value as Sourced<T> | Sourced<T>[]) : [])),
  );
  return found.length < 2 ? found : [...new Map(found.map((record) => [identityOf(record), record])).values()];
}

/** The records of the usual case, in which one source was asked by one key and nothing is wrong; undefined in any other. */
export function onlyRecords<T>(parts: readonly Part[]): readonly Sourced<T>[] | undefined {
  const [part] = parts;
  if (!part || parts.length > 1 || part.outcomes.length !== 1) return undefined;
  const [outcome] = part.outcomes;
  if (outcome?.status !== 'found' || outcome.lost.length > 0) return undefined;
  return Array.isArray(outcome.value) ? (outcome.value as Sourced<T>[]) : [outcome.value as Sourced<T>];
}

/** Its source and number; a record without a number is only itself. */
function identityOf(record: unknown): unknown {
  if (typeof record !== 'object' || record === null || !('id' in record && 'source' in record)) return record;
  return `${String(record.source)}:${String(record.id)}`;
}

/** One error per source that failed. */
export function failuresIn(parts: readonly Part[]): AppError[] {
  const bySource = new Map<string, AppError>();
  for (const { live, outcomes } of parts) {
    const failed = outcomes.find((outcome) => outcome.status === 'failed');
    if (failed && !bySource.has(live.route.source)) bySource.set(live.route.source, failed.error);
  }
  return [...bySource.values()];
}

/** Rows that could not be kept, with the source that sent them. */
export function lostIn(parts: readonly Part[]): { source: string; problem: RecordProblem }[] {
  return parts.flatMap(({ live, outcomes }) =>
    outcomes.flatMap((outcome) =>
      outcome.status === 'found' ? outcome.lost.map((problem) => ({ source: live.route.source, problem })) : [],
    ),
  );
}

export function anyFound(parts: readonly Part[]): boolean {
  return parts.some(({ outcomes }) => outcomes.some(({ status }) => status === 'found'));
}
