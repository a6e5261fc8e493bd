import type { CacheStore } from '../../../src/cache/cache-store.ts';
import { createMemoryCache } from '../../../src/cache/memory-cache.ts';
import type { CachePolicy, KeyedRow, Route } from '../../../src/connector/route.ts';
import { order } from '../../../src/domain/commerce.ts';
import { customerRecord } from '../../../src/domain/customer-record.ts';
import type { LiveRoute } from '../../../src/federation/live-route.ts';
import { createEntityLoader } from '../../../src/federation/load-entity.ts';
import type { MappingProblem } from '../../../src/mapping/mapping-problem.ts';

const NO_CACHE: CachePolicy = { ttlMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0, negativeTtlMs: 0 };

interface InventedRoute {
  readonly fetchRows?: Route['fetchRows'];
  readonly many?: boolean;
  readonly batchSize?: number;
  readonly cache?: Partial<CachePolicy>;
  readonly hash?: string;
  /** What the mapping refuses in every row. */
  readonly problems?: readonly MappingProblem[];
}

/** A route whose rows are canonical already: customers, or orders where a key may have many. */
export function createInventedRoute(invented: InventedRoute = {}): LiveRoute {
  const { fetchRows = knowsAll, many = false, batchSize = 100, cache = {}, hash = 'h1', problems = [] } = invented;
  const coordinate = many ? 'Customer.orders' : 'Customer';
  return {
    schema: many ? order : customerRecord,
    route: {
      id: `erp/${coordinate}`,
      source: 'erp',
      coordinate,
      by: 'record',
      many,
      batchSize,
      hash,
      mapping: { file: 'm', source: '$', run: (value) => ({ value: structuredClone(value), problems }) },
      cache: { ...NO_CACHE, ...cache },
      bindings: {},
      fetchRows,
    },
  };
}

/** A source that has a customer for every key. */
export async function knowsAll(keys: readonly string[]): Promise<KeyedRow[]> {
  return keys.map((key) => ({ key, row: { id: key, displayName: `Customer ${key}` } }));
}

/** The recipe over a clock that stands until it is moved, with a record of what it told. */
export function createInventedLoader(cache: CacheStore = createMemoryCache()) {
  let now = 1_700_000_000_000;
  const rows: Record<string, number> = { missing: 0, duplicate: 0, unasked: 0 };
  const reads: { hit: number; stale: number; miss: number }[] = [];
  const problems: string[] = [];
  const loader = createEntityLoader({
    cache,
    now: () => now,
    observer: {
      onCall: () => undefined,
      onCache: (_route, counts) => void reads.push(counts),
      onRows: (_route, kind, count) => void (rows[kind] = (rows[kind] ?? 0) + count),
      onProblem: (_route, { path, code }) => void problems.push(`${path}: ${code}`),
    },
  });
  return { loader, rows, reads, problems, later: (ms: number) => void (now += ms), now: () => now };
}
