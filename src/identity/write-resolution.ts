import type { Queryable } from '../store/store.ts';
import { applyResolution, type Applied } from './apply-resolution.ts';
import { latestChange, type ChangeOrigin } from './change-log.ts';
import type { CustomerKind } from './identity.ts';
import type { MatchingModel } from './matching/matching-model.ts';
import type { ChangedClusters } from './matching/resolve-one.ts';
import { saveModel } from './model-table.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';

/** What the matching found. */
export interface Finding {
  readonly resolution: ChangedClusters;
  /** Kinds of the records it is about, by name. */
  readonly kinds: ReadonlyMap<string, CustomerKind>;
  /** The last change of records it takes into account. */
  readonly revision: number;
  /** What was learnt on the way. */
  readonly learnt?: MatchingModel;
}

export interface Written {
  readonly applied: Applied;
  /** The number of what was learnt. */
  readonly modelId?: number;
}

export interface WriteOptions {
  readonly origin: ChangeOrigin;
  /** The change of the partition after which the finding was computed. */
  readonly seen: number;
}

/** Writes a finding; undefined when the partition is no longer the one that was seen. */
export async function writeResolution(
  { store, vault, newId, matching }: Spine,
  { resolution, kinds, revision, learnt }: Finding,
  { origin, seen }: WriteOptions,
): Promise<Written | undefined> {
  return store.transaction(
    async (tx) => {
      if ((await latestChange(tx)) !== seen) return undefined;
      const gone = (await goneMembers(tx, revision)).filter((key) => !kinds.has(key));
      const applied = await applyResolution(tx, { kinds, gone, resolution, origin, newId });
      await tx.run('update identity_record set resolved = 1 where resolved = 0 and revision <= ?', [revision]);
      if (!learnt) return { applied };
      return { applied, modelId: await saveModel(tx, vault, { model: learnt, config: matching }) };
    },
    { lock: PARTITION_LOCK },
  );
}

/** Records that were gone at change `revision` of records and still count as somebody's. */
export async function goneMembers(on: Queryable, revision: number): Promise<string[]> {
  const sql = `select record_key from identity_member where record_key in (
    select record_key from identity_record where resolved = 0 and gone_at is not null and revision <= ?)`;
  return (await on.all<{ record_key: string }>(sql, [revision])).map((row) => row.record_key);
}
