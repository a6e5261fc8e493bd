import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import { assignCustomers, type Assignment, type RecordPast } from './assign-customers.ts';
import { appendChange, appendEvents, type ChangeOrigin, type SpineEvent } from './change-log.ts';
import type { CustomerId, CustomerKind } from './identity.ts';
import { diffLinks, writeLinks } from './link-table.ts';
import type { Resolution } from './matching/resolve-records.ts';
import { refOf } from './record-table.ts';

export interface ApplyInput {
  /** Kinds of the records that were resolved, by key: whole customers, or all of them. */
  readonly kinds: ReadonlyMap<string, CustomerKind>;
  /** Records that left their source and still count as somebody's. */
  readonly gone: readonly string[];
  readonly resolution: Pick<Resolution, 'clusters' | 'links' | 'quarantined'>;
  readonly origin: ChangeOrigin;
  readonly newId: () => CustomerId;
}

export interface Applied {
  readonly created: number;
  readonly merged: number;
  readonly split: number;
}

const NOTHING: Applied = { created: 0, merged: 0, split: 0 };

interface Change extends ApplyInput {
  readonly seq: number;
  /** The customer of each record of the clusters and of records that are gone. */
  readonly before: ReadonlyMap<string, CustomerId>;
  readonly clusters: readonly (readonly string[])[];
  readonly assignment: Assignment;
}

/**
 * Writes a resolution as changes to what is there: what stays the same is not touched, and when all does, no change is
 * recorded. To be called under the partition's lock.
 */
export async function applyResolution(tx: Queryable, input: ApplyInput): Promise<Applied> {
  const keys = [...input.kinds.keys()];
  const before = await currentCustomers(tx, [...keys, ...input.gone]);
  const clusters = changedClusters(input.resolution.clusters, before);
  const links = await diffLinks(tx, { ...input.resolution, keys });
  if (clusters.length + input.gone.length + links.opened.length + links.closed.length === 0) return NOTHING;

  const seq = await appendChange(tx, input.origin);
  await writeLinks(tx, seq, links);
  const assignment = await assign(tx, { clusters, before, newId: input.newId });
  const change = { ...input, seq, before, clusters, assignment };
  await writeCustomers(tx, change);
  await writeMembers(tx, change);
  await writeRedirects(tx, change);
  await appendEvents(tx, seq, eventsOf(change));
  const { created, merged, split } = assignment;
  return { created: created.size, merged: merged.length, split: split.length };
}

async function currentCustomers(tx: Queryable, keys: readonly string[]): Promise<Map<string, CustomerId>> {
  const sql = 'select record_key, customer_id from identity_member where record_key = any(?)';
  const rows = await tx.all<{ record_key: string; customer_id: CustomerId }>(sql, [keys]);
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

type AssignOptions = Pick<Change, 'clusters' | 'before' | 'newId'>;

async function assign(tx: Queryable, { clusters, before, newId }: AssignOptions): Promise<Assignment> {
  const keys = clusters.flat();
  const former = await formerCustomers(tx, keys);
  const pasts = new Map<string, RecordPast>(keys.map((key) => [key, toPast(before.get(key), former.get(key))]));
  const ids = new Set([...before.values(), ...[...former.values()].flat()]);
  const { redirects, retired } = await loadRedirects(tx, ids);
  return assignCustomers({ clusters, pasts, redirects, isRetired: (id) => retired.has(id), newId });
}

function toPast(current: CustomerId | undefined, former: readonly CustomerId[] = []): RecordPast {
  return current === undefined ? { former } : { current, former };
}

/** Customers the records have left, the latest first. */
async function formerCustomers(tx: Queryable, keys: readonly string[]): Promise<Map<string, CustomerId[]>> {
  const sql = `select record_key, customer_id from identity_membership
    where until is not null and record_key = any(?) order by since desc`;
  const former = new Map<string, CustomerId[]>();
  for (const row of await tx.all<{ record_key: string; customer_id: CustomerId }>(sql, [keys])) {
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

async function loadRedirects(tx: Queryable, ids: ReadonlySet<CustomerId>): Promise<Redirects> {
  const sql = 'select id, records, redirect_to from identity_customer where id = any(?)';
  const redirects = new Map<CustomerId, CustomerId>();
  const retired = new Set<CustomerId>();
  for (let next = [...ids]; next.length > 0;) {
    const rows = await tx.all<{ id: CustomerId; records: number; redirect_to: CustomerId | null }>(sql, [next]);
    for (const { id, records, redirect_to: to } of rows) {
      if (to !== null) redirects.set(id, to);
      else if (records === 0) retired.add(id);
    }
    next = rows.flatMap(({ redirect_to: to }) => (to === null || redirects.has(to) || ids.has(to) ? [] : [to]));
  }
  return { redirects, retired };
}

async function writeCustomers(tx: Queryable, { clusters, assignment, kinds, before, origin }: Change): Promise<void> {
  const rows = clusters.map((cluster, at) => [
    assignment.ids[at] ?? '',
    kindOf(cluster, kinds),
    cluster.length,
    origin.at,
  ]);
  const living = new Set(assignment.ids);
  const emptied = new Set([...before.values()].filter((id) => !living.has(id)));
  const touched = new Set(clusters.flat());
  const kept = new Set([...before].flatMap(([key, id]) => (touched.has(key) || !kinds.has(key) ? [] : [id])));
  await tx.run('update identity_customer set records = 0 where id = any(?)', [
    [...emptied].filter((id) => !kept.has(id)),
  ]);
  await insertRows(tx, {
    into: 'identity_customer',
    columns: ['id', 'kind', 'records', 'created_at'],
    rows,
    onConflict: 'on conflict (id) do update set kind = excluded.kind, records = excluded.records, redirect_to = null',
  });
}

/** The kind most records have; a person, who needs more protection, on a tie. */
function kindOf(cluster: readonly string[], kinds: ReadonlyMap<string, CustomerKind>): CustomerKind {
  const organisations = cluster.filter((key) => kinds.get(key) === 'ORGANIZATION').length;
  return organisations * 2 > cluster.length ? 'ORGANIZATION' : 'PERSON';
}

async function writeMembers(tx: Queryable, { seq, clusters, assignment, before, gone, origin }: Change): Promise<void> {
  const moved = clusters.flatMap((cluster, at) =>
    cluster
      .map((key): [string, CustomerId] => [key, assignment.ids[at] ?? ''])
      .filter(([key, id]) => before.get(key) !== id),
  );
  const closed = [...gone, ...moved.map(([key]) => key)];
  await tx.run('update identity_membership set until = ? where until is null and record_key = any(?)', [seq, closed]);
  await tx.run('delete from identity_member where record_key = any(?)', [gone]);
  await insertRows(tx, {
    into: 'identity_membership',
    columns: ['record_key', 'customer_id', 'since'],
    rows: moved.map(([key, id]) => [key, id, seq]),
  });
  await insertRows(tx, {
    into: 'identity_member',
    columns: ['record_key', 'source', 'customer_id', 'linked_at'],
    rows: moved.map(([key, id]) => [key, refOf(key).source, id, origin.at]),
    onConflict:
      'on conflict (record_key) do update set customer_id = excluded.customer_id, linked_at = excluded.linked_at',
  });
}

async function writeRedirects(tx: Queryable, { seq, assignment }: Change): Promise<void> {
  const { revived, redirects } = assignment;
  const ended = [...revived, ...redirects.map(({ from }) => from)];
  await tx.run('update identity_redirect set until = ? where until is null and from_id = any(?)', [seq, ended]);
  await insertRows(tx, {
    into: 'identity_redirect',
    columns: ['from_id', 'to_id', 'since'],
    rows: redirects.map(({ from, to }) => [from, to, seq]),
  });
  for (const { from, to } of redirects) {
    await tx.run('update identity_customer set redirect_to = ?, records = 0 where id = ?', [to, from]);
  }
}

function eventsOf({ assignment, clusters, before, gone }: Change): SpineEvent[] {
  const { ids, created, revived, merged, split } = assignment;
  const living = new Set(ids);
  const lost = new Set(merged.map(({ from }) => from));
  const emptied = new Set(
    gone.map((key) => before.get(key)).filter((id) => id !== undefined && !living.has(id) && !lost.has(id)),
  );
  const joined = clusters.flatMap((cluster, at) =>
    cluster.filter((key) => before.get(key) !== ids[at]).map((key) => eventOf('linked', ids[at], { recordKey: key })),
  );
  return [
    ...[...created].map((id) => eventOf('created', id)),
    ...[...revived].map((id) => eventOf('revived', id)),
    ...merged.map(({ from, to }) => eventOf('merged', from, { otherId: to })),
    ...split.map(({ from, to }) => eventOf('split', from, { otherId: to })),
    ...gone.map((key) => eventOf('gone', before.get(key), { recordKey: key })),
    ...joined,
    ...[...emptied].map((id) => eventOf('retired', id)),
  ];
}

function eventOf(
  type: SpineEvent['type'],
  customerId: CustomerId | undefined,
  more: Pick<SpineEvent, 'otherId' | 'recordKey'> = {},
): SpineEvent {
  return customerId === undefined ? { type, ...more } : { type, customerId, ...more };
}
