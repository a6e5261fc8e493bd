import type { Connector } from '../src/connector/connector.ts';
import { manifest } from '../src/connector/manifest.ts';
import type { CachePolicy, Route } from '../src/connector/route.ts';

interface InventedConnector {
  readonly name: string;
  readonly trust?: number;
  readonly routes: readonly Route[];
  readonly search?: Connector['search'];
  readonly schema?: string;
}

/** A connector without a system behind it: its routes answer. */
export function createInventedConnector(invented: InventedConnector): Connector {
  const { name, trust = 50, routes, search, schema } = invented;
  const source = { kind: 'rest', baseUrl: 'https://example.com' };
  return {
    name,
    title: `The ${name} system`,
    owner: 'nobody@example.com',
    manifest: manifest.parse({ connector: name, title: name, owner: name, trust, source, provides: {} }),
    source: {
      name,
      kind: 'rest',
      send: () => Promise.reject(new Error('there is no system')),
      health: () => ({ state: 'up', breaker: 'closed' }),
      close: () => Promise.resolve(),
    },
    routes,
    ...(search && { search }),
    ...(schema !== undefined && { schema }),
    close: () => Promise.resolve(),
  };
}

const NO_CACHE: CachePolicy = { ttlMs: 0, staleWhileRevalidateMs: 0, staleIfErrorMs: 0, negativeTtlMs: 0 };

type InventedRoute = Pick<Route, 'source' | 'coordinate' | 'fetchRows'> & Partial<Route>;

/** A route whose rows are canonical already. */
export function createInventedConnectorRoute(invented: InventedRoute): Route {
  const { source, coordinate, by = 'record' } = invented;
  return {
    id: `${source}/${coordinate}:${by}`,
    by,
    many: false,
    batchSize: 100,
    hash: 'invented-mapping',
    mapping: { file: 'm', source: '$', run: (value: unknown) => ({ value, problems: [] }) },
    cache: NO_CACHE,
    bindings: {},
    ...invented,
  };
}
