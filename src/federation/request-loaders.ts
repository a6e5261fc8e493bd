import { AppError } from '../errors.ts';
import type { EntityLoader, LoadContext } from './load-entity.ts';
import type { LiveRoute } from './live-route.ts';
import type { Found, Outcome } from './outcome.ts';

/** One request's way to the recipe: keys asked for in the same step travel together, and each is asked for once. */
export interface RequestLoaders {
  /** Outcomes by key; others that the request asked the route for may stand beside the keys. */
  load(live: LiveRoute, keys: readonly string[], maxAgeMs?: number): Promise<ReadonlyMap<string, Outcome>>;
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

/** Keys that leave together, and what becomes of them. */
interface Batch {
  readonly keys: string[];
  readonly settled: Promise<void>;
}

/** What a request has asked of one route. */
interface RouteLoads {
  readonly outcomes: Map<string, Outcome>;
  readonly batchOf: Map<string, Batch>;
  /** Still takes keys. */
  open: Batch | undefined;
}

export function createRequestLoaders({ entities, context, fedBy, typeOf, onStale }: Options): RequestLoaders {
  const byRoute = new Map<string, RouteLoads>();
  const underWay = createUnderWay();

  function openBatch(live: LiveRoute, loads: RouteLoads, maxAgeMs: number | undefined): Batch {
    const keys: string[] = [];
    const batch = { keys, settled: dispatch(live, loads, { keys, maxAgeMs }) };
    loads.open = batch;
    return batch;
  }

  async function dispatch(
    live: LiveRoute,
    loads: RouteLoads,
    { keys, maxAgeMs }: { keys: readonly string[]; maxAgeMs: number | undefined },
  ): Promise<void> {
    await underWay.idle(fedBy(live));
    loads.open = undefined;
    const recipeContext = maxAgeMs === undefined ? context : { ...context, maxAgeMs };
    const outcomes = await underWay.during(typeOf(live), entities.load(live, keys, recipeContext));
    for (const key of keys) {
      const outcome = outcomes.get(key) ?? lost(live);
      if (outcome.status === 'found' && outcome.staleBecause) onStale?.(live, outcome);
      loads.outcomes.set(key, outcome);
    }
  }

  return {
    async load(live, keys, maxAgeMs) {
      const name = maxAgeMs === undefined ? live.route.id : `${live.route.id}@${maxAgeMs}`;
      const loads = byRoute.get(name) ?? { outcomes: new Map(), batchOf: new Map(), open: undefined };
      byRoute.set(name, loads);
      const batches = new Set<Batch>();
      for (const key of keys) {
        const known = loads.batchOf.get(key);
        const batch = known ?? loads.open ?? openBatch(live, loads, maxAgeMs);
        batches.add(batch);
        if (known) continue;
        batch.keys.push(key);
        loads.batchOf.set(key, batch);
      }
      for (const { settled } of batches) await settled;
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
    await nextTurn();
    while (types.some((type) => (counts.get(type) ?? 0) > 0)) {
      await wake.promise;
      await nextTurn();
    }
  }

  return { during, idle };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function lost({ route }: LiveRoute): Outcome {
  return {
    status: 'failed',
    error: new AppError('INTERNAL', { source: route.source, detail: 'no outcome for a key' }),
  };
}
