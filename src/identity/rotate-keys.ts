import type { SourceName } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import { recordKey } from '../domain/record-ref.ts';
import { rotateNameKey } from './load-record-names.ts';
import { rotateModel } from './model-table.ts';
import { openRecord, replaceIdentifiers, toSealedRow, type Keeping } from './record-table.ts';
import { listingLock, PARTITION_LOCK, type Spine } from './spine.ts';

const RECORDS_A_STEP = 200;

/**
 * Seals every value that is under a former secret anew under the current one, a few at a time, while everything else
 * goes on; gives how many records that were. Afterwards the spine no longer needs the former secret. May be stopped at
 * any time and run again.
 */
export async function rotateKeys(spine: Spine, signal?: AbortSignal): Promise<number> {
  const { store, vault } = spine;
  const keeping = { vault, names: await spine.names() };
  for (let rotated = 0; ;) {
    signal?.throwIfAborted();
    const next = await store.get<{ source: SourceName }>(
      `select source from identity_record where key_id <> ? and gone_at is null limit 1`,
      [vault.keyId],
    );
    if (!next) {
      await store.transaction(
        async (tx) => {
          await rotateModel(tx, vault);
          await rotateNameKey(tx, vault);
        },
        { lock: PARTITION_LOCK },
      );
      return rotated;
    }
    const lock = listingLock(next.source); // A page of the same source must not be sealed over with what was there before.
    rotated += await store.transaction((tx) => rotateSome(tx, keeping, next.source), { lock });
  }
}

async function rotateSome(tx: Queryable, keeping: Keeping, source: SourceName): Promise<number> {
  const { vault } = keeping;
  const sql = `select record_key, ref, payload, key_id from identity_record where source = ? and key_id <> ? and gone_at is null limit ${RECORDS_A_STEP}`;
  const rows = await tx.all<Parameters<typeof openRecord>[1]>(sql, [source, vault.keyId]);
  const opened = rows.map((row) => ({ name: row.record_key, ...openRecord(keeping, row) }));
  for (const { name, ref, record } of opened) {
    const update = 'update identity_record set fingerprint = ?, payload = ?, key_id = ? where record_key = ?';
    await tx.run(update, [...toSealedRow(vault, recordKey(ref), JSON.stringify(record)), name]);
  }
  await replaceIdentifiers(
    tx,
    vault,
    opened.map(({ name, record }) => [name, record]),
  );
  return rows.length;
}
