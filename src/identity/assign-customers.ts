import type { CustomerId } from './identity.ts';

/** The past of a record, as far as it matters for the ids of customers. */
export interface RecordPast {
  /** The customer it belongs to now; absent for a record that is new, or back after it was gone. */
  readonly current?: CustomerId;
  /** Customers it belonged to before, the latest first. */
  readonly former: readonly CustomerId[];
}

export interface AssignmentInput {
  /** Record keys of each customer to be. Every record of an affected customer is in one of them, or gone. */
  readonly clusters: readonly (readonly string[])[];
  readonly pasts: ReadonlyMap<string, RecordPast>;
  /** Where customers that lost a merge answer now. */
  readonly redirects: ReadonlyMap<CustomerId, CustomerId>;
  /** Whether a customer has no record left and no redirect: its id may be taken up again by a record that is back. */
  readonly isRetired: (id: CustomerId) => boolean;
  readonly newId: () => CustomerId;
}

export interface Assignment {
  /** The customer of each cluster, by its position. */
  readonly ids: readonly CustomerId[];
  readonly created: ReadonlySet<CustomerId>;
  /** Ids that redirected and are customers of their own again. */
  readonly revived: ReadonlySet<CustomerId>;
  readonly merged: readonly Redirect[];
  /** Customers that gave records to another: `from` kept its id, `to` is the other side. */
  readonly split: readonly Redirect[];
  /** Redirects to change: merged customers, and older ids whose records went with a split. */
  readonly redirects: readonly Redirect[];
}

export interface Redirect {
  readonly from: CustomerId;
  readonly to: CustomerId;
}

interface Side {
  readonly at: number;
  readonly keys: readonly string[];
}

/**
 * Which customer each cluster is. A customer that falls apart stays with the records that did not come by a merge, else
 * with most of them; a merge keeps the id with most records, the oldest on a tie; records that leave a merge together
 * take back the id they came with. Pure, and the same for any order of clusters.
 */
export function assignCustomers(input: AssignmentInput): Assignment {
  const claims = collectClaims(input);
  const returning = new Map<CustomerId, number>();
  const keepers = new Map<CustomerId, number>();
  for (const [id, sides] of claims) {
    keepers.set(id, keeperOf(id, sides, input).at);
    for (const [former, at] of returningIds(id, sides, input)) returning.set(former, at);
  }
  const kept = groupByCluster(keepers);
  const back = groupByCluster(returning);
  const outcome = { created: new Set<CustomerId>(), revived: new Set<CustomerId>(), merged: [] as Redirect[] };
  const ids = input.clusters.map((_, at) => {
    const owners = kept.get(at) ?? [];
    if (owners.length === 0) return takeId(back.get(at) ?? [], { input, outcome });
    const winner = strongest(owners, (id) => claimSize(claims, id, at));
    outcome.merged.push(...owners.filter((id) => id !== winner).map((from) => ({ from, to: winner })));
    return winner;
  });
  const moved = [...returning].flatMap(([former, at]) => redirectTo(former, ids[at], outcome.revived));
  return { ids, ...outcome, split: splitsOf(claims, keepers, ids), redirects: [...outcome.merged, ...moved] };
}

/** For each customer, the clusters its records are in now. */
function collectClaims({ clusters, pasts, isRetired }: AssignmentInput): Map<CustomerId, Side[]> {
  const claims = new Map<CustomerId, Side[]>();
  for (const [at, cluster] of clusters.entries()) {
    for (const [id, keys] of Map.groupBy(cluster, (key) => claimOf(pasts.get(key), isRetired))) {
      if (id !== undefined) claims.set(id, [...(claims.get(id) ?? []), { at, keys }]);
    }
  }
  return claims;
}

function claimOf(past: RecordPast | undefined, isRetired: (id: CustomerId) => boolean): CustomerId | undefined {
  if (past?.current !== undefined) return past.current;
  const last = past?.former[0];
  return last !== undefined && isRetired(last) ? last : undefined;
}

/** The side that keeps the id of a customer whose records are in several clusters. */
function keeperOf(id: CustomerId, sides: readonly Side[], input: AssignmentInput): Side {
  const [first, ...others] = sides;
  if (first === undefined) throw new RangeError('a claim has at least one side');
  if (others.length === 0) return first;
  const native = sides.filter((side) => side.keys.some((key) => mergedFrom(id, key, input).length === 0));
  const [home, ...more] = native;
  if (home && more.length === 0) return home;
  return [...sides].sort((a, b) => b.keys.length - a.keys.length || compareText(firstKey(a), firstKey(b)))[0] ?? first;
}

/** Ids that came into a customer by merges, all of whose records now leave it together: with where they go. */
function returningIds(id: CustomerId, sides: readonly Side[], input: AssignmentInput): [CustomerId, number][] {
  if (sides.length < 2) return [];
  const places = new Map<CustomerId, Set<number>>();
  for (const { at, keys } of sides) {
    for (const former of keys.flatMap((key) => mergedFrom(id, key, input))) {
      places.set(former, (places.get(former) ?? new Set()).add(at));
    }
  }
  const together = [...places].filter(([, at]) => at.size === 1);
  return together.flatMap(([former, ats]) => [...ats].map((at): [CustomerId, number] => [former, at]));
}

/** The former customers of a record that redirect, directly or not, to the one it is in. */
function mergedFrom(id: CustomerId, key: string, { pasts, redirects }: AssignmentInput): CustomerId[] {
  const former = pasts.get(key)?.former ?? [];
  return former.filter((each) => each !== id && leadsTo(each, id, redirects));
}

function leadsTo(from: CustomerId, to: CustomerId, redirects: ReadonlyMap<CustomerId, CustomerId>): boolean {
  const seen = new Set<CustomerId>();
  let at: CustomerId | undefined = from;
  while (at !== undefined && at !== to && !seen.has(at)) {
    seen.add(at);
    at = redirects.get(at);
  }
  return at === to;
}

interface Outcome {
  readonly created: Set<CustomerId>;
  readonly revived: Set<CustomerId>;
}

function takeId(
  back: readonly CustomerId[],
  { input, outcome }: { input: AssignmentInput; outcome: Outcome },
): CustomerId {
  const revived = back.length === 0 ? undefined : outermost(back, input.redirects);
  const id = revived ?? input.newId();
  (revived === undefined ? outcome.created : outcome.revived).add(id);
  return id;
}

/** Of ids merged into each other one after the other, the one that was left in the end; the oldest of several. */
function outermost(ids: readonly CustomerId[], redirects: ReadonlyMap<CustomerId, CustomerId>): CustomerId | undefined {
  const inner = (id: CustomerId) => ids.some((other) => other !== id && leadsTo(id, other, redirects));
  return [...ids].filter((id) => !inner(id)).sort(compareText)[0];
}

/** Ids whose records went with a split follow them, except where they are customers again. */
function redirectTo(from: CustomerId, to: CustomerId | undefined, revived: ReadonlySet<CustomerId>): Redirect[] {
  return to === undefined || from === to || revived.has(from) ? [] : [{ from, to }];
}

function splitsOf(
  claims: ReadonlyMap<CustomerId, readonly Side[]>,
  keepers: ReadonlyMap<CustomerId, number>,
  ids: readonly CustomerId[],
): Redirect[] {
  return [...claims].flatMap(([from, sides]) =>
    sides.filter(({ at }) => at !== keepers.get(from)).flatMap(({ at }) => redirectTo(from, ids[at], new Set())),
  );
}

function claimSize(claims: ReadonlyMap<CustomerId, readonly Side[]>, id: CustomerId, at: number): number {
  return claims.get(id)?.find((side) => side.at === at)?.keys.length ?? 0;
}

/** Ids are ordered by age. */
function strongest(ids: readonly CustomerId[], size: (id: CustomerId) => number): CustomerId {
  const [best = ''] = [...ids].sort((a, b) => size(b) - size(a) || compareText(a, b));
  return best;
}

function groupByCluster(places: ReadonlyMap<CustomerId, number>): Map<number, CustomerId[]> {
  const groups = Map.groupBy(places, ([, at]) => at);
  return new Map([...groups].map(([at, entries]) => [at, entries.map(([id]) => id)]));
}

function firstKey({ keys }: Side): string {
  return [...keys].sort(compareText)[0] ?? '';
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
