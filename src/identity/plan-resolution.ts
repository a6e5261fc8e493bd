import type { Queryable } from '../store/store.ts';
import { assignCustomers, type Assignment, type RecordPast } from './assign-customers.ts';
import type { CustomerId } from './identity.ts';
import { diffLinks, type LinkDiff } from './link-table.ts';
import type { Resolution } from './matching/resolve-records.ts';

export interface PlanInput {
  /** The records that were resolved: those of whole customers, or all there are. */
  readonly keys: readonly string[];
  /** Records that left their source and still count as somebody's. */
  readonly gone: readonly string[];
  readonly resolution: Pick<Resolution, 'clusters' | 'links' | 'quarantined'>;
  readonly newId: () => CustomerId;
}

/** What a resolution changes in what is there. */
export interface Plan {
  /** The customer that each of the records, and each that is gone, has now. */
  readonly before: ReadonlyMap<string, CustomerId>;
  /** Clusters that are not exactly one customer's records. */
  readonly clusters: readonly (readonly string[])[];
  readonly gone: readonly string[];
  /** The customers of those clusters. */
  readonly assignment: Assignment;
  readonly links: LinkDiff;
}

/** Compares a resolution with what is there; writes nothing. */
export async function planResolution(on: Queryable, { keys, gone, resolution, newId }: PlanInput): Promise<Plan> {
  const before = await currentCustomers(on, [...keys, ...gone]);
  const clusters = changedClusters(resolution.clusters, before);
  const links = await diffLinks(on, { ...resolution, keys });
  const assignment = await assign(on, { clusters, before, newId });
  return { before, clusters, gone, assignment, links };
}

async function currentCustomers(on: Queryable, keys: readonly string[]): Promise<Map<string, CustomerId>> {
  const sql = 'select record_key, customer_id from identity_member where record_key = any(?)';
  const rows = await on.all<{ record_key: string; customer_id: CustomerId }>(sql, [keys]);
  return new Map(rows.map((row) => [row.record_key, row.customer_id]));
}

/** Clusters that are not exactly the records of one customer. */
function changedClusters(
  clusters: Resolution['clusters'],
  before: ReadonlyMap<string, CustomerId>,
): Resolution['clusters'] {
  const sizes = new Map<CustomerId, number>();
  for (const id of before.values()) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  return clusters.filter((cluster) => {
    const owner = before.get(cluster[0] ?? '');
    return (
      owner === undefined || sizes.get(owner) !== cluster.length || cluster.some((key) => before.get(key) !== owner)
    );
  });
}

type AssignOptions = Pick<Plan, 'clusters' | 'before'> & Pick<PlanInput, 'newId'>;

async function assign(on: Queryable, { clusters, before, newId }: AssignOptions): Promise<Assignment> {
  const keys = clusters.flat();
  const former = await formerCustomers(on, keys);
  const pasts = new Map<string, RecordPast>(keys.map((key) => [key, toPast(before.get(key), former.get(key))]));
  const ids = new Set([...before.values(), ...[...former.values()].flat()]);
  const { redirects, retired } = await loadRedirects(on, ids);
  return assignCustomers({ clusters, pasts, redirects, isRetired: (id) => retired.has(id), newId });
}

function toPast(current: CustomerId | undefined, former: readonly CustomerId[] = []): RecordPast {
  return current === undefined ? { former } : { current, former };
}

/** Customers the records have left, the latest first. */
async function formerCustomers(on: Queryable, keys: readonly string[]): Promise<Map<string, CustomerId[]>> {
  const sql = `select record_key, customer_id from identity_membership
    where until is not null and record_key = any(?) order by since desc`;
  const former = new Map<string, CustomerId[]>();
  for (const row of await on.all<{ record_key: string; customer_id: CustomerId }>(sql, [keys])) {
    const ids = former.get(row.record_key) ?? [];
    if (!ids.includes(row.customer_id)) former.set(row.record_key, [...ids, row.customer_id]);
  }
  return former;
}

interface Redirects {
  readonly redirects: ReadonlyMap<CustomerId, CustomerId>;
  /** Customers without records and without a redirect. */
  readonly retired: ReadonlySet<CustomerId>;
}

async function loadRedirects(on: Queryable, ids: ReadonlySet<CustomerId>): Promise<Redirects> {
  const sql = 'select id, records, redirect_to from identity_customer where id = any(?)';
  const redirects = new Map<CustomerId, CustomerId>();
  const retired = new Set<CustomerId>();
  for (let next = [...ids]; next.length > 0;) {
    const rows = await on.all<{ id: CustomerId; records: number; redirect_to: CustomerId | null }>(sql, [next]);
    for (const { id, records, redirect_to: to } of rows) {
      if (to !== null) redirects.set(id, to);
      else if (records === 0) retired.add(id);
    }
    next = rows.flatMap(({ redirect_to: to }) => (to === null || redirects.has(to) || ids.has(to) ? [] : [to]));
  }
  return { redirects, retired };
}
