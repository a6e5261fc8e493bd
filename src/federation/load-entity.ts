import type { CacheEntry, CacheStore, CacheWrite } from '../cache/cache-store.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import { AppError } from '../errors.ts';
import type { CallObserver } from '../source/source.ts';
import { problemsBelow, rememberProblems, type PlacedProblem } from './field-problems.ts';
import { Flights, type Flight } from './flights.ts';
import type { LiveRoute } from './live-route.ts';
import { mapRows } from './map-rows.ts';
import type { Outcome, RecipeObserver } from './outcome.ts';

export interface LoadContext {
  /** Fires when the caller has gone or the request's time is up. */
  readonly signal?: AbortSignal;
  /** Cached answers older than this are read again. */
  readonly maxAgeMs?: number;
  /** Told what this request took part in. */
  readonly watcher?: RequestWatcher;
}

/** Sees the source calls a request waits for, others' included, and its cache reads. */
export interface RequestWatcher extends CallObserver {
  onCache(routeId: string, counts: CacheCounts): void;
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
  /** Drops the copies that the cache keeps of these keys. */
  forget(live: LiveRoute, keys: readonly string[]): Promise<void>;
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

type RouteFlights = Flights<Outcome, RequestWatcher>;

class Recipe implements EntityLoader {
  readonly #cache: CacheStore;
  readonly #observer: RecipeObserver;
  readonly #now: () => number;
  /** Live as long as the routes, which a new generation replaces. */
  readonly #flights = new WeakMap<LiveRoute, RouteFlights>();

  constructor({ cache, observer, now = Date.now }: Dependencies) {
    this.#cache = cache;
    this.#observer = observer;
    this.#now = now;
  }

  async forget(live: LiveRoute, keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#cache.deleteMany(keys.map((key) => nameOf(live, key)));
  }

  async load(live: LiveRoute, keys: readonly string[], context: LoadContext): Promise<Map<string, Outcome>> {
    const cached = keepMs(live) === 0 ? [] : await this.#cache.getMany(keys.map((key) => nameOf(live, key)));
    const now = this.#now();
    const counts = { hit: 0, stale: 0, miss: 0 };
    const outcomes = new Map<string, Outcome>();
    const [older, missing]: [string[], string[]] = [[], []];
    for (const [index, key] of keys.entries()) {
      const entry = cached[index];
      const age = ageOf(live, entry, { now, maxAgeMs: context.maxAgeMs });
      counts[age] += 1;
      if (entry && age !== 'miss') outcomes.set(key, toOutcome(entry));
      if (age === 'stale') older.push(key);
      if (age === 'miss') missing.push(key);
    }
    this.#observer.onCache(live.route, counts);
    context.watcher?.onCache(live.route.id, counts);

    if (older.length > 0 && !context.signal?.aborted) this.#flightsOf(live).board(older, context.watcher);
    if (missing.length === 0) return outcomes;
    const fetched = await this.#fetch(live, missing, context);
    for (const [index, key] of keys.entries()) {
      if (!outcomes.has(key)) outcomes.set(key, this.#settle(live, fetched.get(key) ?? timedOut(live), cached[index]));
    }
    return outcomes;
  }

  async #fetch(
    live: LiveRoute,
    keys: readonly string[],
    { signal, watcher }: LoadContext,
  ): Promise<ReadonlyMap<string, Outcome>> {
    if (signal?.aborted) return new Map();
    const flights = this.#flightsOf(live);
    const boarded = [...flights.board(keys, watcher)];
    const [only, ...others] = await Promise.all(boarded.map((flight) => flights.join(flight, signal)));
    if (others.length === 0) return only ?? new Map();
    return new Map([only, ...others].flatMap((outcomes) => [...(outcomes ?? [])]));
  }

  #flightsOf(live: LiveRoute): RouteFlights {
    const known = this.#flights.get(live);
    if (known) return known;
    const capacity = live.route.batchSize;
    const flights: RouteFlights = new Flights({ capacity, fly: (flight) => this.#fly(live, flight) });
    this.#flights.set(live, flights);
    return flights;
  }

  /** Asks for the keys of everybody on the flight at once. What one caller's keys break must not fail another's. */
  async #fly(live: LiveRoute, flight: Flight<Outcome, RequestWatcher>): Promise<ReadonlyMap<string, Outcome>> {
    const { groups } = flight;
    const together = await this.#fetchBatch(live, groups.flat(), flight);
    const isShared = groups.length > 1 && [...together.values()].some(isRefusal);
    if (!isShared) return together;
    const apart = await Promise.all(groups.map((keys) => this.#fetchBatch(live, keys, flight)));
    return new Map(apart.flatMap((outcomes) => [...outcomes]));
  }

  async #fetchBatch(
    live: LiveRoute,
    keys: readonly string[],
    { signal, watchers }: Flight<Outcome, RequestWatcher>,
  ): Promise<Map<string, Outcome>> {
    const { route } = live;
    const observer: CallObserver = {
      onCall: (call) => {
        this.#observer.onCall(call);
        for (const watcher of watchers) watcher.onCall(call);
      },
    };
    try {
      const context = { signal, observer, coordinate: route.coordinate, keys: keys.length };
      const rows = await route.fetchRows(keys, context);
      const outcomes = mapRows(live, keys, { rows, fetchedAt: this.#now(), observer: this.#observer });
      await this.#writeCache(live, outcomes);
      return outcomes;
    } catch (error) {
      const failure =
        error instanceof AppError ? error : new AppError('INTERNAL', { source: route.source, cause: error });
      return new Map(keys.map((key) => [key, { status: 'failed', error: failure, ofCall: true }]));
    }
  }

  #settle(live: LiveRoute, fetched: Outcome, entry: CacheEntry | undefined): Outcome {
    if (fetched.status !== 'failed' || !entry) return fetched;
    if (!mayStandIn(live, fetched.error, this.#now() - entry.storedAt)) return fetched;
    const copy = toOutcome(entry);
    return copy.status === 'found' ? { ...copy, staleBecause: fetched.error } : fetched;
  }

  async #writeCache(live: LiveRoute, outcomes: ReadonlyMap<string, Outcome>): Promise<void> {
    if (keepMs(live) === 0 && live.route.cache.negativeTtlMs === 0) return;
    const writes = [...outcomes].flatMap(([key, outcome]) => toWrite(live, key, outcome));
    if (writes.length > 0) await this.#cache.setMany(writes);
  }
}

/** The whole call failed, and would again: the keys may be why. */
function isRefusal(outcome: Outcome): boolean {
  return outcome.status === 'failed' && outcome.ofCall === true && !outcome.error.retry;
}

/** Of a cached answer: fresh, usable while a new one is fetched, or of no use. */
type Age = keyof CacheCounts;

function ageOf(
  { route }: LiveRoute,
  entry: CacheEntry | undefined,
  { now, maxAgeMs }: { now: number; maxAgeMs: number | undefined },
): Age {
  if (!entry) return 'miss';
  const ageMs = Math.max(0, now - entry.storedAt);
  if (maxAgeMs !== undefined && ageMs > maxAgeMs) return 'miss';
  const { ttlMs, negativeTtlMs, staleWhileRevalidateMs } = route.cache;
  const freshMs = entry.content === undefined ? negativeTtlMs : ttlMs;
  if (ageMs < freshMs) return 'hit';
  return entry.content !== undefined && ageMs < freshMs + staleWhileRevalidateMs ? 'stale' : 'miss';
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
