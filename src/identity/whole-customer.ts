import type { Queryable } from '../store/store.ts';
import type { CustomerId } from './identity.ts';
import { currentIds } from './read-customers.ts';

/** A customer with everything that was ever it. */
export interface WholeCustomer {
  readonly id: CustomerId;
  /** `id`, and every id that redirects to it. */
  readonly ids: readonly CustomerId[];
  /** Names of its records, those that left their source included. */
  readonly names: readonly string[];
}

/** The customer of an id, which may be a former one; undefined for an id nobody knows. */
export async function readWholeCustomer(on: Queryable, asked: CustomerId): Promise<WholeCustomer | undefined> {
  const id = (await currentIds(on, [asked])).get(asked);
  if (id === undefined) return undefined;
  const ids = await idsLeadingTo(on, id);
  return { id, ids, names: await namesOf(on, ids) };
}

async function idsLeadingTo(on: Queryable, id: CustomerId): Promise<CustomerId[]> {
  const ids = new Set([id]);
  const sql = 'select id from identity_customer where redirect_to = any(?)';
  for (let last = [id]; last.length > 0;) {
    const found = (await on.all<{ id: CustomerId }>(sql, [last])).map((row) => row.id);
    last = found.filter((each) => !ids.has(each));
    for (const each of last) ids.add(each);
  }
  return [...ids];
}

/** Records that are the customer's now, or were it last and are nobody's now. */
async function namesOf(on: Queryable, ids: readonly CustomerId[]): Promise<string[]> {
  const sql = `select record_key from identity_member where customer_id = any(?) union
    select m.record_key from identity_membership m where m.customer_id = any(?)
      and not exists (select 1 from identity_member o where o.record_key = m.record_key)
      and m.since = (select max(l.since) from identity_membership l where l.record_key = m.record_key)`;
  return (await on.all<{ record_key: string }>(sql, [ids, ids])).map((row) => row.record_key);
}
