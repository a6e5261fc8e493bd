import { toPostgresAddress, toSqlitePath } from '../open-store.ts';
import { openPostgresSnapshot } from './postgres-snapshot.ts';
import { openSqliteSnapshot } from './sqlite-snapshot.ts';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** Every table of a store as it was at one moment, while others go on writing. */
export interface Snapshot {
  /** In the order they were made: a table comes after those it refers to. */
  readonly tables: readonly string[];
  /** In batches. A batch is never empty. */
  rows(table: string): AsyncIterable<readonly Row[]>;
  close(): Promise<void>;
}

/** A moment of the store at `url`. STORE_UNAVAILABLE when it cannot be read, SETUP_INVALID for a store in memory. */
export async function openSnapshot(url: string): Promise<Snapshot> {
  const path = toSqlitePath(url);
  return path === undefined ? openPostgresSnapshot(toPostgresAddress(url)) : openSqliteSnapshot(path);
}
