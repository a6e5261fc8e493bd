import type { CustomerRecord } from '../domain/customer-record.ts';
import { needsProfile, profileKeys, recordKeys } from '../federation/keys.ts';
import { loadPartsOfAll, type Part } from '../federation/parts.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import type { Profile, ProfileRecord } from '../profile/profile.ts';
import type { RequestContext } from './request-context.ts';

/** A customer in one answer: who it is, and the parts of it that this answer has asked for. */
export interface CustomerNode {
  readonly __typename: 'Customer';
  readonly identity: CustomerIdentity;
  /** Only data read within this time will do. */
  readonly maxAgeMs: number | undefined;
  /** By coordinate; what `sections` reports on. */
  readonly parts: Map<string, Promise<readonly Part[]>>;
  /** Sources that are missing in the merged record and have been reported. */
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
    absent: new Set(),
    withheld: new Set(),
    asked: new Set(),
  };
}

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
export function customersParts(
  nodes: readonly CustomerNode[],
  coordinate: string,
  context: RequestContext,
): Promise<(readonly Part[])[]> {
  // Customers of one list are asked for with one age.
  for (const group of Map.groupBy(
    nodes.filter(({ parts }) => !parts.has(coordinate)),
    ({ maxAgeMs }) => maxAgeMs,
  ).values()) {
    const parts = readParts(group, coordinate, context);
    for (const [index, node] of group.entries()) {
      node.parts.set(
        coordinate,
        parts.then((all) => all[index] ?? []),
      );
    }
  }
  return Promise.all(nodes.map(async ({ parts }) => (await parts.get(coordinate)) ?? []));
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

  const customers = await customersParts(nodes, 'Customer', context);
  const derived = await loadPartsOfAll(byProfile, context.loaders, {
    parents: customers.map((parts) => toProfile(parts, context)),
    keysOf: (live, profile) => profileKeys(profile, live),
    maxAgeMs,
  });
  const known = await direct;
  return nodes.map((_, index) => [
    ...(known[index] ?? []),
    ...(derived[index] ?? []),
    ...failedParts(customers[index] ?? []),
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
}

export async function customerProfile(node: CustomerNode, context: RequestContext): Promise<LoadedProfile> {
  const parts = await customerParts(node, 'Customer', context);
  return { profile: toProfile(parts, context), parts };
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
