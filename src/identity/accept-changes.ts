import type { CustomerRecord } from '../domain/customer-record.ts';
import type { SourceName } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import type { Applied } from './apply-resolution.ts';
import { keepRecords, markGone } from './record-table.ts';
import { isUnresolved, type Resolver } from './resolver.ts';
import { listingLock, type Spine } from './spine.ts';

/** What a source says has changed. */
export interface SourceChanges {
  readonly source: SourceName;
  /** New and changed records, whole. */
  readonly records: readonly CustomerRecord[];
  /** The source's ids of records it no longer has. */
  readonly gone?: readonly string[];
}

const ORIGIN = { cause: 'resolve', actor: 'system', reason: 'a source told of changes' } as const;
const NOTHING: Applied = { created: 0, merged: 0, split: 0 };

/** Takes changes in and resolves only what they concern. Telling of the same change twice does no harm. */
export async function acceptChanges(spine: Spine, resolver: Resolver, changes: SourceChanges): Promise<Applied> {
  const { source, records, gone = [] } = changes;
  const names = await spine.names();
  await spine.store.transaction(
    async (tx) => {
      const epoch = await currentEpoch(tx, source);
      await keepRecords(tx, records, { vault: spine.vault, names, source, epoch });
      await markGone(
        tx,
        gone.map((id) => names.nameOf({ source, id })),
        spine.clock(),
      );
    },
    { lock: listingLock(source) },
  );
  return (await isUnresolved(spine.store)) ? resolver.resolveChanges(ORIGIN) : NOTHING;
}

/** Records taken in while a listing is under way count as seen by it. */
async function currentEpoch(tx: Queryable, source: SourceName): Promise<number> {
  return (await tx.get<{ epoch: number }>('select epoch from identity_sync where source = ?', [source]))?.epoch ?? 0;
}
