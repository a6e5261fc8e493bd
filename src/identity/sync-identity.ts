import { isUnderOtherSettings } from './model-table.ts';
import { readSource, type SyncMode } from './read-source.ts';
import { isUnresolved, type Resolver } from './resolver.ts';
import type { Spine } from './spine.ts';
import type { SyncProgress, SyncReport, SyncSource } from './sync-source.ts';

export interface SyncOptions {
  readonly sources: readonly SyncSource[];
  /** `incremental` asks each source for what changed since its last listing began; `full` by default. */
  readonly mode?: SyncMode;
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Brings the spine up to date with its sources: reads them side by side, then resolves what came, changed or went.
 * May be stopped at any time and run again; a second run over the same records changes nothing.
 */
export async function syncIdentity(spine: Spine, resolver: Resolver, options: SyncOptions): Promise<SyncReport> {
  const { sources, mode = 'full', onProgress = () => undefined, signal } = options;
  const reading = { mode, onProgress, ...(signal && { signal }) };
  const outcomes = await Promise.allSettled(sources.map((source) => readSource(spine, source, reading)));
  const reports = outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value;
    throw outcome.reason;
  });
  const before = await totals(spine);
  onProgress({ source: ALL_SOURCES, records: 0, total: before.records, phase: 'resolving' });
  const applied = (await isOutOfDate(spine)) ? await resolver.resolveRecords(ORIGIN) : NOTHING;
  const after = await totals(spine);
  onProgress({ source: ALL_SOURCES, records: before.records, total: before.records, phase: 'resolved' });
  return { sources: reports, ...after, ...applied, quarantined: await quarantined(spine) };
}

/** What progress names as its source while all records are resolved. */
const ALL_SOURCES = 'all sources';
const ORIGIN = { cause: 'sync', actor: 'system', reason: 'sync' } as const;
const NOTHING = { created: 0, merged: 0, split: 0 };

async function isOutOfDate({ store, matching }: Spine): Promise<boolean> {
  return (await isUnresolved(store)) || isUnderOtherSettings(store, matching);
}

async function totals({ store }: Spine): Promise<{ customers: number; records: number }> {
  const sql = `select (select count(*) from identity_customer where records > 0) as customers,
    (select count(*) from identity_record where gone_at is null) as records`;
  return (await store.get<{ customers: number; records: number }>(sql)) ?? { customers: 0, records: 0 };
}

async function quarantined({ store }: Spine): Promise<number> {
  const sql = `select count(*) as pairs from identity_link where state = 'quarantined' and until is null`;
  return (await store.get<{ pairs: number }>(sql))?.pairs ?? 0;
}
