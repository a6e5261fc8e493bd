import type { CacheEntry, CacheStore, CacheWrite } from '../cache/cache-store.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import { AppError } from '../errors.ts';
import type { CallObserver } from '../source/source.ts';
import { problemsBelow, rememberProblems, type PlacedProblem } from './field-problems.ts';
import { Flights } from './flights.ts';
import type { LiveRoute } from './live-route.ts';
import { mapRows } from './map-rows.ts';
import type { Outcome, RecipeObserver } from './outcome.ts';

export interface LoadContext {
  /** Fires when the caller has gone or the request's time is up. */
  readonly signal?: AbortSignal;
  /** Cached answers older than this are read again. */
  readonly maxAgeMs?: number;
  /** Told what this request cost. */
  readonly observer?: RequestObserver;
}

/** Sees one request's source calls and cache reads. */
export interface RequestObserver extends CallObserver {
  onCache?(routeId: string, counts: CacheCounts): void;
}

/** How many keys the cache answered freshly, with an older copy, or not at all. */
export interface CacheCounts {
  readonly hit: number;
  readonly stale: number;
  readonly miss: number;
}

export interface EntityLoader {
  /** Never rejects: each key gets an outcome. */
  load(live: LiveRoute, keys: readonly string[], context: LoadContext): Promise<Map<string, Outcome>>;
}

interface Dependencies {
  readonly cache: CacheStore;
  readonly observer: RecipeObserver;
  readonly now?: () => number;
}

/** What a cache entry holds beside the time: undefined content is "no such key". */
interface Content {
  readonly value: unknown;
  readonly lost: readonly RecordProblem[];
  /** Kept because a shared cache loses what is remembered by object. */
  readonly problems: readonly PlacedProblem[];
}

/** The one recipe every entity follows: cache -> fetch the misses -> match by key -> map -> check -> cache. */
export function createEntityLoader(dependencies: Dependencies): EntityLoader {
  return new Recipe(dependencies);
}

class Recipe implements EntityLoader {
  readonly #cache: CacheStore;
  readonly #observer: RecipeObserver;
  readonly #now: () => number;
  readonly #flights = new Flights<Outcome>();

  constructor({ cache, observer, now = Date.now }: Dependencies) {
    this.#cache = cache;
    this.#observer = observer;
    this.#now = now;
  }

  async load(live: LiveRoute, keys: readonly string[], context: LoadContext): Promise<Map<string, Outcome>> {
    const cached = await this.#readCache(live, keys);
    const now = this.#now();
    const ages = keys.map((key) => ageOf(live, cached.get(key), { now, maxAgeMs: context.maxAgeMs }));
    this.#countCache(live, ages, context.observer);

    const stale = keys.filter((_, index) => ages[index] !== 'fresh');
    if (!context.signal?.aborted) this.#launch(live, stale, context.observer);
    const outcomes = await Promise.all(
      keys.map(async (key, index): Promise<[string, Outcome]> => {
        const entry = cached.get(key);
        if (entry && ages[index] !== 'expired') return [key, toOutcome(entry)];
        const fetched = await this.#flights.join(nameOf(live, key), context.signal);
        return [key, this.#settle(live, fetched ?? timedOut(live), entry)];
      }),
    );
    return new Map(outcomes);
  }

  /** Starts the calls for the keys that nobody is fetching yet. */
  #launch(live: LiveRoute, keys: readonly string[], observer: RequestObserver | undefined): void {
    const idle = keys.filter((key) => !this.#flights.has(nameOf(live, key)));
    for (let start = 0; start < idle.length; start += live.route.batchSize) {
      const batch = idle.slice(start, start + live.route.batchSize);
      const controller = new AbortController();
      // Not the request's own signal and deadline: others may join, and it must not end the call for them.
      const work = this.#fetchBatch(live, batch, { signal: controller.signal, ...(observer && { observer }) });
      const named = work.then(
        (outcomes) => new Map([...outcomes].map(([key, outcome]) => [nameOf(live, key), outcome])),
      );
      this.#flights.start(
        batch.map((key) => nameOf(live, key)),
        named,
        controller,
      );
    }
  }

  async #fetchBatch(
    live: LiveRoute,
    keys: readonly string[],
    context: Pick<LoadContext, 'signal' | 'observer'>,
  ): Promise<Map<string, Outcome>> {
    const { route } = live;
    try {
      const rows = await route.fetchRows(keys, { ...context, coordinate: route.coordinate, keys: keys.length });
      const outcomes = await mapRows(live, keys, { rows, fetchedAt: this.#now(), observer: this.#observer });
      await this.#writeCache(live, outcomes);
      return outcomes;
    } catch (error) {
      const failure =
        error instanceof AppError ? error : new AppError('INTERNAL', { source: route.source, cause: error });
      return new Map(keys.map((key) => [key, { status: 'failed', error: failure }]));
    }
  }

  #settle(live: LiveRoute, fetched: Outcome, entry: CacheEntry | undefined): Outcome {
    if (fetched.status !== 'failed' || !entry) return fetched;
    if (!mayStandIn(live, fetched.error, this.#now() - entry.storedAt)) return fetched;
    const copy = toOutcome(entry);
    return copy.status === 'found' ? { ...copy, staleBecause: fetched.error } : fetched;
  }

  async #readCache(live: LiveRoute, keys: readonly string[]): Promise<Map<string, CacheEntry>> {
    if (keepMs(live) === 0) return new Map();
    const entries = await this.#cache.getMany(keys.map((key) => nameOf(live, key)));
    return new Map(keys.flatMap((key, index) => (entries[index] ? [[key, entries[index]] as const] : [])));
  }

  async #writeCache(live: LiveRoute, outcomes: ReadonlyMap<string, Outcome>): Promise<void> {
    const writes = [...outcomes].flatMap(([key, outcome]) => toWrite(live, key, outcome));
    if (writes.length > 0) await this.#cache.setMany(writes);
  }

  #countCache({ route }: LiveRoute, ages: readonly Age[], request: RequestObserver | undefined): void {
    const count = (age: Age) => ages.filter((each) => each === age).length;
    const counts = { hit: count('fresh'), stale: count('revalidate'), miss: count('expired') };
    this.#observer.onCache(route, counts);
    request?.onCache?.(route.id, counts);
  }
}

type Age = 'fresh' | 'revalidate' | 'expired';

function ageOf(
  { route }: LiveRoute,
  entry: CacheEntry | undefined,
  { now, maxAgeMs }: { now: number; maxAgeMs: number | undefined },
): Age {
  if (!entry) return 'expired';
  const ageMs = Math.max(0, now - entry.storedAt);
  if (maxAgeMs !== undefined && ageMs > maxAgeMs) return 'expired';
  const { ttlMs, negativeTtlMs, staleWhileRevalidateMs } = route.cache;
  const freshMs = entry.content === undefined ? negativeTtlMs : ttlMs;
  if (ageMs < freshMs) return 'fresh';
  return entry.content !== undefined && ageMs < freshMs + staleWhileRevalidateMs ? 'revalidate' : 'expired';
}

/** A source that refuses us must not be answered from memory; everything else an older copy may cover. */
function mayStandIn({ route }: LiveRoute, error: AppError, ageMs: number): boolean {
  const covered = error.fault === 'source' && error.code !== 'SOURCE_REJECTED';
  return covered && ageMs < route.cache.ttlMs + route.cache.staleIfErrorMs;
}

function toOutcome(entry: CacheEntry): Outcome {
  if (entry.content === undefined) return { status: 'missing', fetchedAt: entry.storedAt };
  const { value, lost, problems } = entry.content as Content;
  if (problems.length > 0) rememberProblems(value, problems);
  return { status: 'found', value, lost, fetchedAt: entry.storedAt };
}

function toWrite(live: LiveRoute, key: string, outcome: Outcome): CacheWrite[] {
  const write = (content: Content | undefined, keep: number, storedAt: number) =>
    keep > 0 ? [{ key: nameOf(live, key), entry: { storedAt, content }, keepMs: keep }] : [];
  if (outcome.status === 'failed') return [];
  if (outcome.status === 'missing') return write(undefined, live.route.cache.negativeTtlMs, outcome.fetchedAt);
  const { value, lost, fetchedAt } = outcome;
  return write({ value, lost, problems: problemsBelow(value) }, keepMs(live), fetchedAt);
}

function keepMs({ route: { cache } }: LiveRoute): number {
  return cache.ttlMs + Math.max(cache.staleWhileRevalidateMs, cache.staleIfErrorMs);
}

/** One name for a key in the cache and in flight: the hash keeps answers of another mapping apart. */
function nameOf({ route }: LiveRoute, key: string): string {
  return `${route.id}/${route.hash}/${key}`;
}

function timedOut({ route }: LiveRoute): Outcome {
  return { status: 'failed', error: new AppError('SOURCE_TIMEOUT', { source: route.source }) };
}
