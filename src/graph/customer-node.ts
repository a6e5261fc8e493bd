import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CustomerRecord } from '../domain/customer-record.ts';
import { provisionsOf, routesThatBear } from '../federation/customer-sources.ts';
import { fieldsOfKeys, needsProfile, profileKeys, recordKeys } from '../federation/keys.ts';
import type { LiveRoute } from '../federation/live-route.ts';
import { loadPartsOfAll, type Part } from '../federation/parts.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import type { Profile, ProfileRecord } from '../profile/profile.ts';
import type { Provision } from '../profile/sources-that-can-change.ts';
import { mayEndEarly, sourcesToAwait, type ProfileAsk } from '../profile/sources-to-await.ts';
import type { RequestContext } from './request-context.ts';

/** A customer in one answer: who it is, and the parts of it that this answer has asked for. */
export interface CustomerNode {
  readonly __typename: 'Customer';
  readonly identity: CustomerIdentity;
  /** Only data read within this time will do. */
  readonly maxAgeMs: number | undefined;
  /** By coordinate; what `sections` reports on. */
  readonly parts: Map<string, () => Promise<readonly Part[]>>;
  /** The customer's own records, by source. */
  readonly records: Map<string, Promise<readonly Part[]>>;
  /** Sources that are missing in the merged record and have been reported, with the place. */
  readonly absent: Set<string>;
  /** Coordinates that were asked for and may not be seen. */
  readonly withheld: Set<string>;
  /** Fields of the customer that were asked for; kept only when there is a `release`. */
  readonly asked: Set<string>;
}

export function toCustomerNode(identity: CustomerIdentity, maxAgeMs?: number): CustomerNode {
  return {
    __typename: 'Customer',
    identity,
    maxAgeMs,
    parts: new Map(),
    records: new Map(),
    absent: new Set(),
    withheld: new Set(),
    asked: new Set(),
  };
}

/** All that any source says. */
const EVERYTHING: ProfileAsk = { fields: [] };

/** What the sources give for one coordinate of the customer; asked for once in an answer. */
export async function customerParts(
  node: CustomerNode,
  coordinate: string,
  context: RequestContext,
): Promise<readonly Part[]> {
  const [parts] = await customersParts([node], coordinate, context);
  return parts ?? [];
}

/** The same for many customers at once, in their order: each source is asked for all of them together. */
export async function customersParts(
  nodes: readonly CustomerNode[],
  coordinate: string,
  context: RequestContext,
): Promise<(readonly Part[])[]> {
  if (coordinate === 'Customer')
    return (await customersProfiles(nodes, [EVERYTHING], context)).map(({ parts }) => parts);
  for (const group of groupsOf(nodes, ({ parts }) => !parts.has(coordinate))) {
    const parts = readParts(group, coordinate, context);
    for (const [index, node] of group.entries()) {
      const own = parts.then((all) => all[index] ?? []);
      node.parts.set(coordinate, () => own);
    }
  }
  return Promise.all(nodes.map(async ({ parts }) => (await parts.get(coordinate)?.()) ?? []));
}

/** Those that pass, by the age they ask for: customers of one list ask for one. */
function groupsOf(nodes: readonly CustomerNode[], passes: (node: CustomerNode) => boolean): Iterable<CustomerNode[]> {
  return Map.groupBy(nodes.filter(passes), ({ maxAgeMs }) => maxAgeMs).values();
}

/** `nodes` ask for the same age. */
async function readParts(
  nodes: readonly CustomerNode[],
  coordinate: string,
  context: RequestContext,
): Promise<readonly (readonly Part[])[]> {
  const routes = context.routing.of(coordinate);
  const maxAgeMs = nodes[0]?.maxAgeMs;
  const [byProfile, byRecord] = [routes.filter(needsProfile), routes.filter((live) => !needsProfile(live))];
  const direct = loadPartsOfAll(byRecord, context.loaders, {
    parents: nodes,
    keysOf: (live, { identity }) => recordKeys(identity, live),
    maxAgeMs,
  });
  if (byProfile.length === 0) return direct;

  const customers = await customersProfiles(
    nodes,
    [{ fields: [...new Set(byProfile.flatMap(fieldsOfKeys))] }],
    context,
  );
  const derived = await loadPartsOfAll(byProfile, context.loaders, {
    parents: customers.map(({ profile }) => profile),
    keysOf: (live, profile) => profileKeys(profile, live),
    maxAgeMs,
  });
  const known = await direct;
  return nodes.map((_, index) => [
    ...(known[index] ?? []),
    ...(derived[index] ?? []),
    ...failedParts(customers[index]?.parts ?? []),
  ]);
}

/** Sources that could have named more keys: what was found without them may be incomplete. */
function failedParts(parts: readonly Part[]): Part[] {
  return parts.flatMap(({ live, outcomes }) => {
    const failed = outcomes.filter(({ status }) => status === 'failed');
    return failed.length > 0 ? [{ live, outcomes: failed }] : [];
  });
}

/** The customer's records as far as they could be read, and the parts they came from. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly parts: readonly Part[];
  /** Who could have had something to say. */
  readonly provisions: readonly Provision[];
}

/** As far as what is asked for takes it: see `customersProfiles`. */
export async function customerProfile(
  node: CustomerNode,
  asks: readonly ProfileAsk[],
  context: RequestContext,
): Promise<LoadedProfile> {
  const [loaded] = await customersProfiles([node], asks, context);
  return loaded ?? { profile: toProfile([], context), parts: [], provisions: [] };
}

/**
 * The records that bear on what is asked for. Sources are asked for all customers together; one that cannot change the
 * answer is not asked, or not waited for.
 */
export async function customersProfiles(
  nodes: readonly CustomerNode[],
  asks: readonly ProfileAsk[],
  context: RequestContext,
): Promise<LoadedProfile[]> {
  const { routing, policies } = context;
  const provisions = provisionsOf(routing);
  const fields = asks.some((ask) => ask.fields.length === 0) ? [] : asks.flatMap((ask) => ask.fields);
  const sources = Map.groupBy(routesThatBear(routing, fields), ({ route }) => route.source);
  const settled = new Map<string, readonly (readonly Part[])[]>();
  const pending = new Map(
    [...sources].map(([source, routes]) => [source, beginRecords({ nodes, source, routes, settled }, context)]),
  );
  const profilesNow = (): LoadedProfile[] =>
    nodes.map((_, index) => {
      const parts = [...sources.keys()].flatMap((source) => settled.get(source)?.[index] ?? []);
      return { profile: toProfile(parts, context), parts, provisions };
    });
  const isEnough = () => {
    const known = { provisions, policies, settled: new Set(settled.keys()) };
    return profilesNow().every(({ profile: { records } }) =>
      asks.every((ask) => sourcesToAwait(ask, { ...known, records }).length === 0),
    );
  };
  const all = Promise.all(pending.values());
  if (!asks.every((ask) => mayEndEarly(ask, policies))) await all;
  while (settled.size < pending.size) {
    const open = [...pending].flatMap(([source, records]) => (settled.has(source) ? [] : records));
    // What comes in the same turn, as from a cache, is taken along.
    await Promise.race([all, Promise.race(open).then(() => nextTurn())]);
    if (settled.size < pending.size && isEnough()) break;
  }
  return profilesNow();
}

/** Asks one source for the records of those customers that have not been asked for there. */
async function beginRecords(
  {
    nodes,
    source,
    routes,
    settled,
  }: {
    nodes: readonly CustomerNode[];
    source: string;
    routes: readonly LiveRoute[];
    settled: Map<string, readonly (readonly Part[])[]>;
  },
  { loaders }: RequestContext,
): Promise<void> {
  for (const group of groupsOf(nodes, ({ records }) => !records.has(source))) {
    const keysOf = (live: LiveRoute, { identity }: CustomerNode) => recordKeys(identity, live);
    const loaded = loadPartsOfAll(routes, loaders, { parents: group, keysOf, maxAgeMs: group[0]?.maxAgeMs });
    for (const [index, node] of group.entries()) {
      node.records.set(
        source,
        loaded.then((all) => all[index] ?? []),
      );
      node.parts.set('Customer', async () => (await Promise.all(node.records.values())).flat());
    }
  }
  settled.set(source, await Promise.all(nodes.map(async ({ records }) => (await records.get(source)) ?? [])));
}

export function toProfile(parts: readonly Part[], { policies }: RequestContext): Profile {
  return { records: parts.flatMap(toProfileRecords), policies };
}

function toProfileRecords({ live: { route }, outcomes }: Part): ProfileRecord[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status !== 'found') return [];
    const record = outcome.value as CustomerRecord;
    const ref = { source: route.source, id: record.id };
    return [{ ref, record, fetchedAt: outcome.fetchedAt, mappingVersion: route.hash.slice(0, 12) }];
  });
}
