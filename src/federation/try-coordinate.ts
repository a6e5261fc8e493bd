import { AppError } from '../errors.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import { problemsBelow } from './field-problems.ts';
import { mapRows } from './map-rows.ts';
import type { Outcome } from './outcome.ts';
import type { Routing } from './routing.ts';

export interface TrialRequest {
  readonly source: string;
  readonly coordinate: string;
  readonly keys: readonly string[];
}

/** One step by step run of a route, past the cache. */
export interface Trial {
  readonly route: string;
  /** What the keys are, such as `record` or `sku`. */
  readonly by: string;
  readonly durationMs: number;
  /** As the source sent them, beside the key each answers. */
  readonly rows: readonly { readonly key: string; readonly row: unknown }[];
  readonly keys: readonly TriedKey[];
}

export interface TriedKey {
  readonly key: string;
  readonly status: Outcome['status'];
  readonly value?: unknown;
  /** The code of what went wrong. */
  readonly code?: string;
  readonly problems: readonly RecordProblem[];
}

/** Runs every route the source has for the coordinate. Rejects with SETUP_INVALID when it has none, or with the source's error. */
export async function tryCoordinate(routing: Routing, { source, coordinate, keys }: TrialRequest): Promise<Trial> {
  const live = routing.of(coordinate).find(({ route }) => route.source === source);
  if (!live) throw noSuchRoute(routing, { source, coordinate });
  const { route } = live;
  const startedAt = performance.now();
  const rows = await route.fetchRows(keys, { coordinate, keys: keys.length });
  const durationMs = performance.now() - startedAt;
  const outcomes = mapRows(live, keys, { rows, fetchedAt: Date.now(), observer: SILENT });
  return {
    route: route.id,
    by: route.by,
    durationMs,
    rows,
    keys: keys.map((key) => toTriedKey(key, outcomes.get(key))),
  };
}

const SILENT = {
  onCall: () => undefined,
  onCache: () => undefined,
  onRows: () => undefined,
  onProblem: () => undefined,
};

function toTriedKey(key: string, outcome: Outcome | undefined): TriedKey {
  if (!outcome || outcome.status === 'missing') return { key, status: 'missing', problems: [] };
  if (outcome.status === 'failed') return { key, status: 'failed', code: outcome.error.code, problems: [] };
  const { value, lost } = outcome;
  return { key, status: 'found', value, problems: [...lost, ...problemsBelow(value).map(({ problem }) => problem)] };
}

function noSuchRoute(routing: Routing, { source, coordinate }: Pick<TrialRequest, 'source' | 'coordinate'>): AppError {
  const offered = routing.coordinates.filter((name) => routing.of(name).some(({ route }) => route.source === source));
  const hint = offered.length > 0 ? `it provides ${offered.join(', ')}` : 'there is no such connector';
  return new AppError('SETUP_INVALID', { message: `${source} does not provide ${coordinate}; ${hint}` });
}
