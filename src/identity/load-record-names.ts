import { randomBytes } from 'node:crypto';
import type { Queryable, Store } from '../store/store.ts';
import { createRecordNames, type RecordNames } from './record-names.ts';
import { renameRecords } from './rename-records.ts';
import { PARTITION_LOCK } from './spine.ts';
import type { Vault } from './vault.ts';

const NAME_KEY = 'record names';
const KEY_BYTES = 32;

/** The store's names; the first to ask makes their key, and renames what was kept before there was one. */
export async function loadRecordNames(store: Store, vault: Vault): Promise<RecordNames> {
  const kept = await readNameKey(store, vault);
  if (kept !== undefined) return createRecordNames(kept);
  return store.transaction(
    async (tx) => {
      const other = await readNameKey(tx, vault);
      if (other !== undefined) return createRecordNames(other);
      const names = createRecordNames(await makeNameKey(tx, vault));
      await renameRecords(tx, names);
      return names;
    },
    { lock: PARTITION_LOCK },
  );
}

async function readNameKey(on: Queryable, vault: Vault): Promise<string | undefined> {
  const sql = 'select payload, key_id from identity_name_key where id = ?';
  const row = await on.get<{ payload: string; key_id: string }>(sql, [NAME_KEY]);
  return row && vault.open({ payload: row.payload, keyId: row.key_id }, NAME_KEY);
}

async function makeNameKey(tx: Queryable, vault: Vault): Promise<string> {
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const { payload, keyId } = vault.seal(key, NAME_KEY);
  await tx.run('insert into identity_name_key (id, payload, key_id) values (?, ?, ?)', [NAME_KEY, payload, keyId]);
  return key;
}

/** Seals the key to the names anew when it is under a former secret. */
export async function rotateNameKey(tx: Queryable, vault: Vault): Promise<void> {
  const key = await readNameKey(tx, vault);
  if (key === undefined) return;
  const { payload, keyId } = vault.seal(key, NAME_KEY);
  await tx.run('update identity_name_key set payload = ?, key_id = ? where key_id <> ?', [payload, keyId, keyId]);
}
