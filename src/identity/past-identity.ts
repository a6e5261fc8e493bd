import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerId, CustomerIdentity, Identity } from './identity.ts';
import { heldAt } from './link-table.ts';
import { endOf, readLinked, toCustomers, type MemberRow } from './read-customers.ts';
import type { RecordNames } from './record-names.ts';
import type { Spine } from './spine.ts';

/** The partition as it was at a moment of the past. */
export type PastIdentity = Pick<Identity, 'recordsOf' | 'customersOf'>;

/** Who was who at `instant` (RFC 3339). BAD_REQUEST when that is no time. */
export function createPastIdentity(
  { store: on, names }: Pick<Spine, 'store' | 'names'>,
  instant: string,
): PastIdentity {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new AppError('BAD_REQUEST', { message: 'asOf must be an RFC 3339 time' });
  return {
    recordsOf: async (ids) => recordsThen({ on, names: await names() }, await changeAt(on, at), ids),
    customersOf: async (records) => customersThen({ on, names: await names() }, await changeAt(on, at), records),
  };
}

/** The latest change up to `at`; 0 before the first. */
async function changeAt(on: Queryable, at: number): Promise<number> {
  const row = await on.get<{ seq: number | null }>('select max(seq) as seq from identity_change where at <= ?', [at]);
  return row?.seq ?? 0;
}

interface Past {
  readonly on: Queryable;
  readonly names: RecordNames;
}

async function recordsThen(
  { on, names }: Past,
  seq: number,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerIdentity>> {
  const current = await redirectsThen(on, seq, ids);
  const held = heldAt(seq);
  const sql = `select m.record_key, m.customer_id, n.at as linked_at, c.kind, r.restricted from identity_membership m
    join identity_customer c on c.id = m.customer_id join identity_change n on n.seq = m.since
    join identity_record r on r.record_key = m.record_key
    where ${held.sql} and m.customer_id = any(?)`;
  const members = await on.all<MemberRow>(sql, [...held.params, [...new Set(current.values())]]);
  return toCustomers(current, members, await readLinked(on, names, members, seq));
}

async function redirectsThen(
  on: Queryable,
  seq: number,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerId>> {
  const held = heldAt(seq);
  const sql = `select from_id, to_id from identity_redirect where ${held.sql} and from_id = any(?)`;
  const next = new Map<CustomerId, CustomerId>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0;) {
    const rows = await on.all<{ from_id: CustomerId; to_id: CustomerId }>(sql, [...held.params, wanted]);
    for (const row of rows) next.set(row.from_id, row.to_id);
    wanted = rows.map((row) => row.to_id).filter((id) => !next.has(id));
  }
  return new Map(ids.map((id) => [id, endOf(id, next)]));
}

async function customersThen(
  { on, names }: Past,
  seq: number,
  records: readonly RecordRef[],
): Promise<Map<string, CustomerId>> {
  const held = heldAt(seq);
  const sql = `select record_key, customer_id from identity_membership where ${held.sql} and record_key = any(?)`;
  const keys = new Map(records.map((record) => [names.nameOf(record), recordKey(record)]));
  const params = [...held.params, [...keys.keys()]];
  const rows = await on.all<{ record_key: string; customer_id: CustomerId }>(sql, params);
  return new Map(rows.map((row) => [keys.get(row.record_key) ?? '', row.customer_id]));
}
