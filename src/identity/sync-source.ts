import type { CustomerRecord } from '../domain/customer-record.ts';
import type { SourceName } from '../domain/record-ref.ts';

/** A page of a source's customer records. */
export interface SyncPage {
  readonly records: readonly CustomerRecord[];
  /** How many records the whole listing has, where the source says. */
  readonly total?: number;
  /** Where to go on after this page, where the source can; handed back to `list` after an interruption. */
  readonly cursor?: string;
}

/** A source that can list its customer records. */
export interface SyncSource {
  readonly name: SourceName;
  /** Declared free of duplicates by its owner: two of its records are never one customer. */
  readonly deduplicated?: boolean;
  /** All records, or those changed `since` (RFC 3339), from `cursor` on when one is given. */
  list(since?: string, cursor?: string): AsyncIterable<SyncPage>;
}

export interface SyncProgress {
  readonly source: SourceName;
  /** Records read so far in this phase. */
  readonly records: number;
  readonly total?: number;
  readonly phase: 'reading' | 'done' | 'failed' | 'resolving' | 'resolved';
}

export interface SyncSourceReport {
  readonly source: SourceName;
  readonly status: 'ok' | 'failed';
  /** The code of the error that stopped it; its records stay as they were. */
  readonly code?: string;
  readonly read: number;
  readonly changed: number;
  /** Records the source no longer has. */
  readonly gone: number;
}

export interface SyncReport {
  readonly sources: readonly SyncSourceReport[];
  /** Customers and records known after the run. */
  readonly customers: number;
  readonly records: number;
  readonly created: number;
  readonly merged: number;
  readonly split: number;
  /** Pairs that look alike but await a ruling. */
  readonly quarantined: number;
}
