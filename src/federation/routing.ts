import type { z } from 'zod';
import type { Route } from '../connector/route.ts';
import { COORDINATES, isCoordinate } from '../domain/coordinates.ts';
import { setupInvalid } from '../errors.ts';
import type { LiveRoute } from './live-route.ts';

/** What a connector's own schema adds: the row type and graph type of a coordinate the core does not know. */
export interface ExtensionCoordinate {
  readonly type: string;
  readonly row: z.ZodType;
}

/** Which routes serve which coordinate; immutable, one per generation. */
export interface Routing {
  /** Routes of a coordinate, the most trusted source first; empty when no source provides it. */
  of(coordinate: string): readonly LiveRoute[];
  readonly coordinates: readonly string[];
  /** The graph type of the coordinate's rows. */
  typeOf(coordinate: string): string;
  /** Types whose rows may bring keys for the route. */
  fedBy(live: LiveRoute): readonly string[];
}

/** Rows that carry keys of other types: an order's lines name products, an invoice names its order. */
const KEYS_CARRIED_BY: Readonly<Record<string, readonly string[]>> = {
  Order: ['Order', 'Invoice'],
  Product: ['Order'],
};

/** `routes` come in the order of trust. Throws SETUP_INVALID for a coordinate that nothing defines. */
export function createRouting(routes: readonly Route[], extensions: ReadonlyMap<string, ExtensionCoordinate>): Routing {
  const byCoordinate = new Map<string, LiveRoute[]>();
  const unknown = routes.filter(({ coordinate }) => !isCoordinate(coordinate) && !extensions.has(coordinate));
  if (unknown.length > 0) throw setupInvalid(unknown.map(undefinedCoordinate));

  const specOf = (coordinate: string) =>
    isCoordinate(coordinate) ? COORDINATES[coordinate] : extensions.get(coordinate);
  for (const route of routes) {
    const spec = specOf(route.coordinate);
    if (!spec) continue;
    const group = byCoordinate.get(route.coordinate) ?? [];
    byCoordinate.set(route.coordinate, [...group, { route, schema: spec.row }]);
  }

  return {
    of: (coordinate) => byCoordinate.get(coordinate) ?? [],
    coordinates: [...byCoordinate.keys()],
    typeOf: (coordinate) => specOf(coordinate)?.type ?? coordinate,
    fedBy: ({ route }) => feeders(route),
  };
}

function feeders({ coordinate, by }: Route): readonly string[] {
  const parent = coordinate.split('.', 1)[0] ?? coordinate;
  if (parent === 'Customer') return by === 'record' ? [] : ['Customer'];
  return KEYS_CARRIED_BY[parent] ?? [parent];
}

function undefinedCoordinate({ source, coordinate }: Route) {
  return {
    file: `connectors/${source}/connector.yaml`,
    message: `provides "${coordinate}", which is no part of the graph`,
    hint: `use one of ${Object.keys(COORDINATES).join(', ')}, or define the field in connectors/${source}/schema.graphql`,
  };
}
