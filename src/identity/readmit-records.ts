import type { RecordRef } from '../domain/record-ref.ts';
import { appendChange } from './change-log.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';
import { checkedSteward, type Steward } from './steward.ts';

export interface Readmission extends Steward {
  readonly records: readonly RecordRef[];
}

/** Lets sources bring erased records again; see `IdentitySpine.readmit`. */
export async function readmitRecords(spine: Spine, { records, ...steward }: Readmission): Promise<number> {
  const { actor, reason } = checkedSteward(steward);
  const names = await spine.names();
  return spine.store.transaction(
    async (tx) => {
      const sql = 'delete from identity_tombstone where record_key = any(?)';
      const { changes } = await tx.run(sql, [records.map(names.nameOf)]);
      if (changes > 0) await appendChange(tx, { cause: 'readmission', actor, reason, at: spine.clock() });
      return changes;
    },
    { lock: PARTITION_LOCK },
  );
}
