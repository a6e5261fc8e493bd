import DataLoader from 'dataloader';
import { AppError } from '../errors.ts';
import type { EntityLoader, LoadContext } from './load-entity.ts';
import type { LiveRoute } from './live-route.ts';
import type { Found, Outcome } from './outcome.ts';

/** One request's way to the recipe: keys asked for in the same step travel together, and each is asked for once. */
export interface RequestLoaders {
  load(live: LiveRoute, key: string, maxAgeMs?: number): Promise<Outcome>;
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

export function createRequestLoaders({ entities, context, fedBy, typeOf, onStale }: Options): RequestLoaders {
  const loaders = new Map<string, DataLoader<string, Outcome>>();
  const underWay = createUnderWay();

  function createLoader(live: LiveRoute, maxAgeMs: number | undefined): DataLoader<string, Outcome> {
    const recipeContext = maxAgeMs === undefined ? context : { ...context, maxAgeMs };
    const batch = async (keys: readonly string[]) => {
      const outcomes = await underWay.during(typeOf(live), entities.load(live, keys, recipeContext));
      for (const outcome of outcomes.values()) {
        if (outcome.status === 'found' && outcome.staleBecause) onStale?.(live, outcome);
      }
      return keys.map((key) => outcomes.get(key) ?? lost(live));
    };
    const whenComplete = (dispatch: () => void) => void underWay.idle(fedBy(live)).then(dispatch);
    return new DataLoader(batch, { batchScheduleFn: whenComplete });
  }

  return {
    load(live, key, maxAgeMs) {
      const name = `${live.route.id}@${maxAgeMs ?? ''}`;
      const loader = loaders.get(name) ?? createLoader(live, maxAgeMs);
      loaders.set(name, loader);
      return loader.load(key);
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
