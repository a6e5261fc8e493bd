import DataLoader from 'dataloader';
import type { Principal } from '../access/principal.ts';
import type { EntityLoader, RequestWatcher } from '../federation/load-entity.ts';
import type { LiveRoute } from '../federation/live-route.ts';
import type { Found } from '../federation/outcome.ts';
import { createRequestLoaders } from '../federation/request-loaders.ts';
import type { IdentitySpine } from '../identity/create-identity.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import type { CallObserver } from '../source/source.ts';
import type { Generation } from './generation.ts';
import { ReadLog } from './read-log.ts';
import { createRelease, type Privacy } from './release.ts';
import type { KeptConsents, RequestContext, RequestTrace, StalePart } from './request-context.ts';
import { createCustomers } from './visible-customers.ts';

interface Gateway {
  readonly entities: EntityLoader;
  readonly identity: IdentitySpine;
  /** Sees the source calls that a request makes past the recipe. */
  readonly observer: CallObserver;
  readonly privacy: Privacy;
}

interface Request {
  readonly requestId: string;
  readonly principal: Principal;
  readonly signal: AbortSignal;
  readonly wantsTrace: boolean;
}

/** What one request carries through one generation of the graph. */
export function createContext(
  { entities, identity, observer, privacy }: Gateway,
  generation: Generation,
  request: Request,
): RequestContext {
  const { routing, connectors, policies } = generation;
  const filter = privacy.rows.filterFor(request.principal);
  // Calls and ages would tell of customers that do not exist for the caller.
  const trace: RequestTrace | undefined =
    request.wantsTrace && !filter ? { startedAt: performance.now(), calls: [], cache: [] } : undefined;
  const stale = new Map<string, StalePart>();
  const loaders = createRequestLoaders({
    entities,
    context: { signal: request.signal, ...(trace && { watcher: watcherOf(trace) }) },
    fedBy: (live) => routing.fedBy(live),
    typeOf: ({ route }) => routing.typeOf(route.coordinate),
    onStale: (live, copy) => (filter ? undefined : noteStale(stale, live, copy)),
  });
  const itself = (): RequestContext => context;
  const context: RequestContext = {
    requestId: request.requestId,
    principal: request.principal,
    purpose: request.principal.purpose,
    signal: request.signal,
    routing,
    connectors,
    policies,
    loaders,
    identity,
    customers: createCustomers(identity, { filter, principal: request.principal }, itself),
    consents: createConsentLoader(privacy),
    forget: (live, keys) => entities.forget(live, keys),
    release: generation.needsRelease ? createRelease(privacy, generation.rulesOf, itself) : undefined,
    owners: new WeakMap(),
    reads: new ReadLog(),
    faults: [],
    stale,
    trace,
    calls: trace ? both(observer, watcherOf(trace)) : observer,
  };
  return context;
}

function noteStale(stale: Map<string, StalePart>, { route }: LiveRoute, { fetchedAt, staleBecause }: Found): void {
  if (!staleBecause) return;
  const { source, coordinate, id } = route;
  const ageSeconds = Math.max(0, Math.floor((Date.now() - fetchedAt) / 1000));
  const oldest = Math.max(ageSeconds, stale.get(id)?.ageSeconds ?? 0);
  stale.set(id, { source, coordinate, stale: true, ageSeconds: oldest, reason: staleBecause.code });
}

function createConsentLoader({ consents }: Privacy): KeptConsents {
  const loader = new DataLoader<CustomerIdentity, Awaited<ReturnType<KeptConsents['load']>>>((customers) =>
    consents.of(customers.map(({ records }) => records)),
  );
  return {
    load: (customer) => loader.load(customer),
    async record(customer, consent, by) {
      const kept = await consents.record(customer.records, consent, by);
      loader.clear(customer);
      return kept;
    },
    erase: ({ records }) => consents.erase(records),
  };
}

function watcherOf({ calls, cache }: RequestTrace): RequestWatcher {
  return {
    onCall: (call) => void calls.push(call),
    onCache: (route, counts) => void cache.push({ route, ...counts }),
  };
}

function both(one: CallObserver, other: CallObserver): CallObserver {
  return {
    onCall(call) {
      one.onCall(call);
      other.onCall(call);
    },
  };
}
