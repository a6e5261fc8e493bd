import type { SourceName } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import { rotateModel } from './model-table.ts';
import { openRecord, replaceIdentifiers, toSealedRow } from './record-table.ts';
import { listingLock, PARTITION_LOCK, type Spine } from './spine.ts';
import type { Vault } from './vault.ts';

const RECORDS_A_STEP = 200;

/**
 * Seals every value that is under a former secret anew under the current one, a few at a time, while everything else
 * goes on; gives how many records that were. Afterwards the spine no longer needs the former secret. May be stopped at
 * any time and run again.
 */
export async function rotateKeys({ store, vault }: Spine, signal?: AbortSignal): Promise<number> {
  for (let rotated = 0; ;) {
    signal?.throwIfAborted();
    const next = await store.get<{ source: SourceName }>(
      `select source from identity_record where key_id <> ? and gone_at is null limit 1`,
      [vault.keyId],
    );
    if (!next) {
      await store.transaction((tx) => rotateModel(tx, vault), { lock: PARTITION_LOCK });
      return rotated;
    }
    const lock = listingLock(next.source); // A page of the same source must not be sealed over with what was there before.
    rotated += await store.transaction((tx) => rotateSome(tx, vault, next.source), { lock });
  }
}

async function rotateSome(tx: Queryable, vault: Vault, source: SourceName): Promise<number> {
  const sql = `select record_key, payload, key_id from identity_record where source = ? and key_id <> ? and gone_at is null limit ${RECORDS_A_STEP}`;
  const rows = await tx.all<{ record_key: string; payload: string; key_id: string }>(sql, [source, vault.keyId]);
  const records = rows.map((row) => [row.record_key, openRecord(vault, row)] as const);
  for (const [key, record] of records) {
    const update = 'update identity_record set fingerprint = ?, payload = ?, key_id = ? where record_key = ?';
    await tx.run(update, [...toSealedRow(vault, key, JSON.stringify(record)), key]);
  }
  await replaceIdentifiers(tx, vault, records);
  return rows.length;
}
