import type { SourceName } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import type { RecordNames } from './record-names.ts';
import { keepRecords, markGone } from './record-table.ts';
import { listingLock, type Spine } from './spine.ts';
import type { SyncPage, SyncProgress, SyncSource, SyncSourceReport } from './sync-source.ts';

/** A listing left unfinished is taken up again within this time; later it is begun anew. */
const RESUME_WITHIN_MS = 24 * 60 * 60 * 1_000;

/** Clocks differ, and sources publish a change some time after its time stamp: what was read already does no harm. */
const OVERLAP_MS = 10 * 60 * 1_000;

export type SyncMode = 'full' | 'incremental';

export interface ReadOptions {
  readonly mode: SyncMode;
  readonly onProgress: (progress: SyncProgress) => void;
  readonly signal?: AbortSignal;
}

interface ListingRow {
  readonly epoch: number;
  readonly state: 'reading' | 'done' | 'failed';
  readonly mode: SyncMode;
  readonly resume_at: string | null;
  readonly started_at: number;
  readonly changed_since: string | null;
}

interface Listing {
  readonly epoch: number;
  readonly mode: SyncMode;
  readonly startedAt: number;
  /** RFC 3339. */
  readonly since?: string;
  /** The source's cursor, sealed: it may name a record. */
  readonly resumeAt?: string;
}

/**
 * Reads one source's records into the spine, page by page, each in a transaction of its own. A source that fails is
 * reported and keeps the records it had; a failing store or the signal ends the whole sync.
 */
export async function readSource(spine: Spine, source: SyncSource, options: ReadOptions): Promise<SyncSourceReport> {
  const listing = await beginListing(spine, source, options.mode);
  const { name } = source;
  const report = { source: name, status: 'ok' as const, read: 0, changed: 0, gone: 0 };
  for await (const page of pagesOf(source, listing, cursorOf(listing, name, await spine.names()))) {
    options.signal?.throwIfAborted();
    if (page instanceof SourceFailure) return fail(spine, { ...report, code: page.code }, options);
    report.read += page.records.length;
    report.changed += await keepPage(spine, source, { listing, page });
    options.onProgress(progressOf(report, 'reading', page.total));
  }
  report.gone = await endListing(spine, source, listing);
  options.onProgress(progressOf(report, 'done', report.read));
  return report;
}

class SourceFailure {
  readonly code: string;

  constructor(error: unknown) {
    this.code = error instanceof AppError ? error.code : 'INTERNAL';
  }
}

function cursorOf({ resumeAt }: Listing, source: SourceName, names: RecordNames): string | undefined {
  return resumeAt === undefined ? undefined : names.openText(resumeAt, listingLock(source));
}

/** What a source throws becomes its last page, so that it is not taken for a failure of ours. */
async function* pagesOf(
  source: SyncSource,
  { since }: Listing,
  cursor: string | undefined,
): AsyncGenerator<SyncPage | SourceFailure> {
  try {
    yield* source.list(since, cursor);
  } catch (error) {
    yield new SourceFailure(error);
  }
}

async function fail(spine: Spine, report: SyncSourceReport, options: ReadOptions): Promise<SyncSourceReport> {
  await spine.store.run(`update identity_sync set state = 'failed', resume_at = null where source = ?`, [
    report.source,
  ]);
  options.onProgress(progressOf(report, 'failed'));
  return { ...report, status: 'failed' };
}

function progressOf({ source, read }: SyncSourceReport, phase: SyncProgress['phase'], total?: number): SyncProgress {
  return { source, records: read, phase, ...(total !== undefined && { total }) };
}

async function beginListing({ store, clock }: Spine, source: SyncSource, mode: SyncMode): Promise<Listing> {
  const now = clock();
  return store.transaction(
    async (tx) => {
      const row = await tx.get<ListingRow>('select * from identity_sync where source = ?', [source.name]);
      const listing = row && isResumable(row, mode, now) ? resumed(row) : begun(row, mode, now);
      await saveListing(tx, source, listing);
      return listing;
    },
    { lock: listingLock(source.name) },
  );
}

function isResumable(row: ListingRow, mode: SyncMode, now: number): boolean {
  return row.state === 'reading' && row.mode === mode && now - row.started_at < RESUME_WITHIN_MS;
}

function resumed(row: ListingRow): Listing {
  const { epoch, mode, started_at: startedAt, resume_at: resumeAt } = row;
  return { epoch, mode, startedAt, ...sinceOf(row, mode), ...(resumeAt !== null && { resumeAt }) };
}

function begun(row: ListingRow | undefined, mode: SyncMode, now: number): Listing {
  return { epoch: (row?.epoch ?? 0) + 1, mode, startedAt: now, ...sinceOf(row, mode) };
}

/** The first listing of a source is full whatever was asked for. */
function sinceOf(row: ListingRow | undefined, mode: SyncMode): { since?: string } {
  const last = row?.changed_since ?? null;
  if (mode === 'full' || last === null) return {};
  return { since: new Date(Date.parse(last) - OVERLAP_MS).toISOString() };
}

async function saveListing(
  tx: Queryable,
  source: SyncSource,
  { epoch, mode, startedAt, resumeAt }: Listing,
): Promise<void> {
  await tx.run(
    `insert into identity_sync (source, epoch, state, mode, started_at, resume_at, deduplicated)
      values (?, ?, 'reading', ?, ?, ?, ?)
      on conflict (source) do update set epoch = excluded.epoch, state = 'reading', mode = excluded.mode,
        started_at = excluded.started_at, resume_at = excluded.resume_at, deduplicated = excluded.deduplicated`,
    [source.name, epoch, mode, startedAt, resumeAt ?? null, source.deduplicated === true ? 1 : 0],
  );
}

interface PageOf {
  readonly listing: Listing;
  readonly page: SyncPage;
}

async function keepPage(spine: Spine, source: SyncSource, { listing, page }: PageOf): Promise<number> {
  const { store, vault } = spine;
  const { epoch } = listing;
  const names = await spine.names();
  const resumeAt = page.cursor === undefined ? null : names.sealText(page.cursor, listingLock(source.name));
  return store.transaction(
    async (tx) => {
      const changed = await keepRecords(tx, page.records, { vault, names, source: source.name, epoch });
      const sql = 'update identity_sync set resume_at = ? where source = ? and epoch = ?';
      await tx.run(sql, [resumeAt, source.name, epoch]);
      return changed;
    },
    { lock: listingLock(source.name) },
  );
}

/** Marks the records a full listing did not show as gone, and gives their number. */
async function endListing({ store, clock }: Spine, source: SyncSource, listing: Listing): Promise<number> {
  const isFull = listing.since === undefined;
  return store.transaction(
    async (tx) => {
      const gone = isFull ? await markGone(tx, await unseenKeys(tx, source.name, listing.epoch), clock()) : 0;
      const end = `update identity_sync set state = 'done', resume_at = null, changed_since = ? where source = ? and epoch = ?`;
      await tx.run(end, [new Date(listing.startedAt).toISOString(), source.name, listing.epoch]);
      return gone;
    },
    { lock: listingLock(source.name) },
  );
}

async function unseenKeys(tx: Queryable, source: SourceName, epoch: number): Promise<string[]> {
  const sql = 'select record_key from identity_record where source = ? and epoch < ? and gone_at is null';
  return (await tx.all<{ record_key: string }>(sql, [source, epoch])).map((row) => row.record_key);
}
