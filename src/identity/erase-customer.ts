import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import { AppError } from '../errors.ts';
import { appendChange, appendEvents } from './change-log.ts';
import { checkedSteward, type Steward } from './steward.ts';
import type { CustomerId } from './identity.ts';
import { unlearnRecords } from './matching/unlearn-records.ts';
import { loadModel, replaceModel } from './model-table.ts';
import { nextRevision, openRecords, type Keeping } from './record-table.ts';
import type { Resolver } from './resolver.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';
import { readWholeCustomer, type WholeCustomer } from './whole-customer.ts';

export interface Erased {
  /** How many records were erased; 0 when it had been done before. */
  readonly records: number;
  /** The ids that are answered as not found from now on. */
  readonly customers: readonly CustomerId[];
}

/**
 * Removes everything the spine knows of a customer's records, in one transaction; see `IdentitySpine.erase`. What stays is
 * that it happened, and a tombstone for each record.
 */
export async function eraseCustomer(
  spine: Spine,
  resolver: Resolver,
  { customer, ...steward }: Steward & { readonly customer: CustomerId },
): Promise<Erased> {
  const { actor, reason } = checkedSteward(steward);
  const keeping = { vault: spine.vault, names: await spine.names() };
  const erased = await spine.store.transaction(
    async (tx) => {
      const whole = await readWholeCustomer(tx, customer);
      if (!whole) return wasErased(tx, customer);
      const revision = await nextRevision(tx);
      await unlearn(tx, spine, { keeping, names: whole.names });
      await bury(tx, whole.names, revision);
      await forgetReasons(tx, whole);
      await forgetRecords(tx, whole.names);
      await forgetCustomer(tx, whole.ids);
      const seq = await appendChange(tx, { cause: 'erasure', actor, reason, at: spine.clock() });
      const events = whole.ids.map((customerId) => ({ type: 'erased' as const, customerId }));
      await appendEvents(tx, seq, events);
      return { records: whole.names.length, customers: whole.ids };
    },
    { lock: PARTITION_LOCK },
  );
  spine.onChange();
  await resolver.catchUp();
  return erased;
}

/** Erasing again does nothing. CUSTOMER_NOT_FOUND for an id that never was. */
async function wasErased(tx: Queryable, customer: CustomerId): Promise<Erased> {
  const sql = `select 1 as yes from identity_event where type = 'erased' and customer_id = ?`;
  if (await tx.get(sql, [customer])) return { records: 0, customers: [customer] };
  throw new AppError('CUSTOMER_NOT_FOUND');
}

interface Unlearning {
  readonly keeping: Keeping;
  readonly names: readonly string[];
}

/** The model counts values, and one that only this customer's records hold would stay in it. */
async function unlearn(tx: Queryable, { vault, matching }: Spine, { keeping, names }: Unlearning): Promise<void> {
  const kept = await loadModel(tx, vault);
  if (!kept) return;
  const model = unlearnRecords(kept.model, await openRecords(tx, keeping, names), matching);
  await replaceModel(tx, vault, { id: kept.id, model });
}

async function bury(tx: Queryable, names: readonly string[], revision: number): Promise<void> {
  await insertRows(tx, {
    into: 'identity_tombstone',
    columns: ['record_key', 'revision'],
    rows: names.map((name) => [name, revision]),
    onConflict: 'on conflict (record_key) do update set revision = excluded.revision',
  });
}

/** What people wrote when they ruled on these records may say who they are. */
async function forgetReasons(tx: Queryable, { ids, names }: WholeCustomer): Promise<void> {
  const sql = `update identity_change set reason = '' where cause in ('ruling', 'withdrawal', 'restriction') and (
    seq in (select seq from identity_ruling where a = any(?) or b = any(?))
    or seq in (select seq from identity_event where customer_id = any(?) or other_id = any(?)))`;
  await tx.run(sql, [names, names, ids, ids]);
}

async function forgetRecords(tx: Queryable, names: readonly string[]): Promise<void> {
  for (const table of ['record', 'identifier', 'member', 'membership']) {
    await tx.run(`delete from identity_${table} where record_key = any(?)`, [names]);
  }
  await tx.run('delete from identity_link where a = any(?) or b = any(?)', [names, names]);
  await tx.run('delete from identity_ruling where a = any(?) or b = any(?)', [names, names]);
  await tx.run('update identity_event set record_key = null where record_key = any(?)', [names]);
}

async function forgetCustomer(tx: Queryable, ids: readonly CustomerId[]): Promise<void> {
  await tx.run('delete from identity_membership where customer_id = any(?)', [ids]);
  await tx.run('delete from identity_redirect where from_id = any(?) or to_id = any(?)', [ids, ids]);
  await tx.run('delete from identity_customer where id = any(?)', [ids]);
}
