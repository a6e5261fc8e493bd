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
      if (keys.every(({ length }) => length === 0)) return undefined;
      const outcomes = await loaders.load(live, keys.length === 1 ? (keys[0] ?? []) : keys.flat(), maxAgeMs);
      return { live, keys, outcomes };
    }),
  );
  return parents.map((_, index) => {
    const parts: Part[] = [];
    for (const each of asked) {
      const keys = each?.keys[index] ?? [];
      if (each && keys.length > 0)
        parts.push({ live: each.live, outcomes: keys.flatMap((key) => each.outcomes.get(key) ?? []) });
    }
    return parts;
  });
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

/** Its source and number; a record without a number is only itself. */
function identityOf(record: object): unknown {
  if (!('id' in record && 'source' in record)) return record;
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
