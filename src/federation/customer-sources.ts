import type { ProfileField } from '../profile/policies.ts';
import { sourcesThatBear, type Provision } from '../profile/sources-that-can-change.ts';
import type { LiveRoute } from './live-route.ts';
import type { Routing } from './routing.ts';

/** Routing never changes, so neither does what is read out of it. */
const known = new WeakMap<Routing, readonly Provision[]>();

/** The fields that each source's customer records may have, the most trusted source first. */
export function provisionsOf(routing: Routing): readonly Provision[] {
  const provisions = known.get(routing) ?? readProvisions(routing);
  known.set(routing, provisions);
  return provisions;
}

function readProvisions(routing: Routing): readonly Provision[] {
  const bySource = Map.groupBy(routing.of('Customer'), ({ route }) => route.source);
  return [...bySource].map(([source, routes]) => ({ source, fields: unionOf(routes) }));
}

/** The routes of the customer records that can bear on the fields; all of them when none are named. */
export function routesThatBear(routing: Routing, fields: readonly ProfileField[]): readonly LiveRoute[] {
  const routes = routing.of('Customer');
  if (fields.length === 0) return routes;
  const bearing = new Set(sourcesThatBear({ fields, provisions: provisionsOf(routing) }));
  return routes.filter(({ route }) => bearing.has(route.source));
}

function unionOf(routes: readonly LiveRoute[]): Provision['fields'] {
  const told = routes.flatMap(({ route: { fields } }) => fields ?? []);
  return told.length < routes.length ? 'ANY' : new Set(told.flatMap((fields) => [...fields]));
}
