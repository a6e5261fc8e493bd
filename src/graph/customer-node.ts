import type { CustomerRecord } from '../domain/customer-record.ts';
import { needsProfile, profileKeys, recordKeys } from '../federation/keys.ts';
import { loadParts, type Part } from '../federation/parts.ts';
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
}

export function toCustomerNode(identity: CustomerIdentity, maxAgeMs?: number): CustomerNode {
  return { __typename: 'Customer', identity, maxAgeMs, parts: new Map(), absent: new Set(), withheld: new Set() };
}

/** What the sources give for one coordinate of the customer; asked for once in an answer. */
export function customerParts(
  node: CustomerNode,
  coordinate: string,
  context: RequestContext,
): Promise<readonly Part[]> {
  const known = node.parts.get(coordinate);
  if (known) return known;
  const parts = readParts(node, coordinate, context);
  node.parts.set(coordinate, parts);
  return parts;
}

async function readParts(node: CustomerNode, coordinate: string, context: RequestContext): Promise<readonly Part[]> {
  const routes = context.routing.of(coordinate);
  const { maxAgeMs, identity } = node;
  const [byProfile, byRecord] = [routes.filter(needsProfile), routes.filter((live) => !needsProfile(live))];
  const direct = loadParts(byRecord, context.loaders, { keysOf: (live) => recordKeys(identity, live), maxAgeMs });
  if (byProfile.length === 0) return direct;

  const { profile } = await customerProfile(node, context);
  const derived = loadParts(byProfile, context.loaders, { keysOf: (live) => profileKeys(profile, live), maxAgeMs });
  return [...(await direct), ...(await derived), ...failedParts(await customerParts(node, 'Customer', context))];
}

/** Sources that could have named more keys: what was found without them may be incomplete. */
function failedParts(parts: readonly Part[]): Part[] {
  return parts.flatMap(({ live, outcomes }) => {
    const failed = outcomes.filter(({ status }) => status === 'failed');
    return failed.length > 0 ? [{ live, outcomes: failed }] : [];
  });
}

/** The customer's records as far as they could be read, and the parts they came from. */
export async function customerProfile(
  node: CustomerNode,
  context: RequestContext,
): Promise<{ profile: Profile; parts: readonly Part[] }> {
  const parts = await customerParts(node, 'Customer', context);
  return { profile: { records: parts.flatMap(toProfileRecords), policies: context.policies }, parts };
}

function toProfileRecords({ live: { route }, outcomes }: Part): ProfileRecord[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status !== 'found') return [];
    const record = outcome.value as CustomerRecord;
    const ref = { source: route.source, id: record.id };
    return [{ ref, record, fetchedAt: outcome.fetchedAt, mappingVersion: route.hash.slice(0, 12) }];
  });
}
