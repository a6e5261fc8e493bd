import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import { refOf, type RecordNames } from './record-names.ts';

const RECORDS_A_STEP = 1_000;

/** Every column that held `source:id` in clear. */
const COLUMNS = [
  ['identity_member', 'record_key'],
  ['identity_identifier', 'record_key'],
  ['identity_event', 'record_key'],
  ['identity_membership', 'record_key'],
  ['identity_link', 'a'],
  ['identity_link', 'b'],
  ['identity_ruling', 'a'],
  ['identity_ruling', 'b'],
  ['identity_record', 'record_key'],
] as const;

/** Puts names in place of the record keys that a store from before there were names holds in clear. */
export async function renameRecords(tx: Queryable, names: RecordNames): Promise<void> {
  await collectNames(tx, names);
  for (const [table, column] of COLUMNS) {
    await tx.run(`update ${table} set ${column} = (select r.new from identity_rename r where r.old = ${table}.${column})
      where ${column} in (select old from identity_rename)`);
  }
  await tx.run(`update identity_record set ref = (select r.ref from identity_rename r where r.new = identity_record.record_key)
    where record_key in (select new from identity_rename)`);
  await tx.run('delete from identity_rename');
  // Where a listing was left may name a record; it begins anew.
  await tx.run('update identity_sync set resume_at = null');
}

async function collectNames(tx: Queryable, names: RecordNames): Promise<void> {
  const sql = `select record_key from identity_record where record_key > ? order by record_key limit ${RECORDS_A_STEP}`;
  for (let after = ''; ;) {
    const keys = (await tx.all<{ record_key: string }>(sql, [after])).map((row) => row.record_key);
    const refs = keys.map((key) => ({ key, ref: refOf(key) }));
    await insertRows(tx, {
      into: 'identity_rename',
      columns: ['old', 'new', 'ref'],
      rows: refs.map(({ key, ref }) => [key, names.nameOf(ref), names.seal(ref)]),
    });
    if (keys.length < RECORDS_A_STEP) return;
    after = keys.at(-1) ?? after;
  }
}
