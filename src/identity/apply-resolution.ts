import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import { appendChange, appendEvents, type ChangeOrigin, type SpineEvent } from './change-log.ts';
import type { CustomerId, CustomerKind } from './identity.ts';
import { writeLinks } from './link-table.ts';
import { planResolution, type Plan, type PlanInput } from './plan-resolution.ts';
import { sourcesOf } from './record-table.ts';

export interface ApplyInput extends Omit<PlanInput, 'keys'> {
  /** Kinds of the records that were resolved, by name. */
  readonly kinds: ReadonlyMap<string, CustomerKind>;
  readonly origin: ChangeOrigin;
}

export interface Applied {
  readonly created: number;
  readonly merged: number;
  readonly split: number;
}

const NOTHING: Applied = { created: 0, merged: 0, split: 0 };

interface Change extends Plan, Pick<ApplyInput, 'kinds' | 'origin'> {
  readonly seq: number;
}

/**
 * Writes a resolution as changes to what is there: what stays the same is not touched, and when all does, no change is
 * recorded. To be called under the partition's lock.
 */
export async function applyResolution(tx: Queryable, input: ApplyInput): Promise<Applied> {
  const plan = await planResolution(tx, { ...input, keys: [...input.kinds.keys()] });
  const { clusters, gone, links, assignment } = plan;
  if (clusters.length + gone.length + links.opened.length + links.closed.length === 0) return NOTHING;

  const { kinds, origin } = input;
  const change = { ...plan, kinds, origin, seq: await appendChange(tx, origin) };
  await writeLinks(tx, change.seq, links);
  await writeCustomers(tx, change);
  await writeMembers(tx, change);
  await writeRedirects(tx, change);
  await appendEvents(tx, change.seq, eventsOf(change));
  const { created, merged, split } = assignment;
  return { created: created.size, merged: merged.length, split: split.length };
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
  const movedKeys = moved.map(([key]) => key);
  const closed = [...gone, ...movedKeys];
  const sources = await sourcesOf(tx, movedKeys);
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
    rows: moved.map(([key, id]) => [key, sources.get(key) ?? '', id, origin.at]),
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
