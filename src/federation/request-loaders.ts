import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityLoader, LoadContext } from './load-entity.ts';
import type { LiveRoute } from './live-route.ts';
import type { Found, Outcome } from './outcome.ts';

/** One request's way to the recipe: each key is asked for once, and when no rows are on their way that may bring more keys. */
export interface RequestLoaders {
  /** Outcomes by key; others that the request asked the route for may stand beside the keys. */
  load(live: LiveRoute, keys: readonly string[], maxAgeMs?: number): Promise<ReadonlyMap<string, Outcome>>;
  /** The sources that gave something. */
  readonly sources: ReadonlySet<string>;
}

interface Options {
  readonly entities: EntityLoader;
  readonly context: LoadContext;
  /** The graph types whose rows may bring more keys for a route: its batch waits while such rows are on their way. */
  readonly fedBy: (live: LiveRoute) => readonly string[];
  readonly typeOf: (live: LiveRoute) => string;
  /** Told of every older copy that stood in for a source. */
  readonly onStale?: (live: LiveRoute, copy: Found) => void;
}

/** What a request has asked of one route: each key once. */
interface RouteLoads {
  readonly outcomes: Map<string, Outcome>;
  /** The load that brings a key. */
  readonly loadOf: Map<string, Promise<void>>;
}

export function createRequestLoaders({ entities, context, fedBy, typeOf, onStale }: Options): RequestLoaders {
  const sources = new Set<string>();
  const byRoute = new Map<string, RouteLoads>();
  const underWay = createUnderWay();

  async function loadNew(
    live: LiveRoute,
    { outcomes }: RouteLoads,
    { keys, maxAgeMs }: { keys: readonly string[]; maxAgeMs: number | undefined },
  ): Promise<void> {
    const feeders = fedBy(live);
    if (feeders.length > 0) await underWay.idle(feeders);
    const recipeContext = maxAgeMs === undefined ? context : { ...context, maxAgeMs };
    const loaded = await underWay.during(typeOf(live), entities.load(live, keys, recipeContext));
    for (const [key, outcome] of loaded) {
      if (outcome.status === 'found' && outcome.staleBecause) onStale?.(live, outcome);
      if (outcome.status === 'found') sources.add(live.route.source);
      outcomes.set(key, outcome);
    }
  }

  return {
    sources,
    async load(live, keys, maxAgeMs) {
      const name = maxAgeMs === undefined ? live.route.id : `${live.route.id}@${maxAgeMs}`;
      const loads = byRoute.get(name) ?? { outcomes: new Map(), loadOf: new Map() };
      byRoute.set(name, loads);
      const unasked = new Set<string>();
      const waited = new Set<Promise<void>>();
      for (const key of keys) {
        const load = loads.loadOf.get(key);
        if (load) waited.add(load);
        else unasked.add(key);
      }
      if (unasked.size > 0) {
        const load = loadNew(live, loads, { keys: [...unasked], maxAgeMs });
        for (const key of unasked) loads.loadOf.set(key, load);
        waited.add(load);
      }
      for (const load of waited) await load;
      return loads.outcomes;
    },
  };
}

/** Counts the loads of a request by the type of their rows. */
function createUnderWay() {
  const counts = new Map<string, number>();
  let wake = Promise.withResolvers<void>();

  async function during<T>(type: string, work: Promise<T>): Promise<T> {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    try {
      return await work;
    } finally {
      counts.set(type, (counts.get(type) ?? 1) - 1);
      wake.resolve();
      wake = Promise.withResolvers();
    }
  }

  /** Resolves once no rows of these types are on their way and what came back has had a turn to ask for more. */
  async function idle(types: readonly string[]): Promise<void> {
    while (types.some((type) => (counts.get(type) ?? 0) > 0)) {
      await wake.promise;
      await nextTurn();
    }
  }

  return { during, idle };
}
