import DataLoader from 'dataloader';
import type { Principal } from '../access/principal.ts';
import type { EntityLoader } from '../federation/load-entity.ts';
import { createRequestLoaders } from '../federation/request-loaders.ts';
import type { IdentitySpine } from '../identity/create-identity.ts';
import type { CustomerIdentity, Identity } from '../identity/identity.ts';
import type { CallObserver } from '../source/source.ts';
import type { Generation } from './generation.ts';
import type { RequestContext, RequestTrace } from './request-context.ts';

interface Gateway {
  readonly entities: EntityLoader;
  readonly identity: IdentitySpine;
  /** Sees every source call of every request. */
  readonly observer: CallObserver;
}

interface Request {
  readonly requestId: string;
  readonly principal: Principal;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly wantsTrace: boolean;
}

/** What one request carries through one generation of the graph. */
export function createContext(
  { entities, identity, observer }: Gateway,
  generation: Generation,
  request: Request,
): RequestContext {
  const { routing, connectors, policies } = generation;
  const trace: RequestTrace | undefined = request.wantsTrace
    ? { startedAt: performance.now(), calls: [], cache: [] }
    : undefined;
  const loaders = createRequestLoaders({
    entities,
    context: { signal: request.signal, observer: withTrace(observer, trace) },
    fedBy: (live) => routing.fedBy(live),
    typeOf: ({ route }) => routing.typeOf(route.coordinate),
  });
  return {
    requestId: request.requestId,
    principal: request.principal,
    signal: request.signal,
    routing,
    connectors,
    policies,
    loaders,
    identity,
    customers: createCustomerLoader(identity),
    faults: [],
    trace,
  };
}

function createCustomerLoader(identity: Identity): DataLoader<string, CustomerIdentity | undefined> {
  return new DataLoader(async (ids) => {
    const found = await identity.recordsOf(ids);
    return ids.map((id) => found.get(id));
  });
}

function withTrace(observer: CallObserver, trace: RequestTrace | undefined) {
  if (!trace) return observer;
  return {
    onCall(call: Parameters<CallObserver['onCall']>[0]) {
      trace.calls.push(call);
      observer.onCall(call);
    },
    onCache: (route: string, counts: { hit: number; stale: number; miss: number }) =>
      void trace.cache.push({ route, ...counts }),
  };
}
