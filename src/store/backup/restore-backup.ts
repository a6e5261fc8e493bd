import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { Secret } from '../../config/secret.ts';
import { setupInvalid } from '../../errors.ts';
import { insertRows } from '../insert-rows.ts';
import { MIGRATIONS, migrate } from '../migrations.ts';
import { connectStore } from '../open-store.ts';
import type { Queryable, Store } from '../store.ts';
import type { BackupSummary } from './create-backup.ts';
import { readSealed } from './sealed-file.ts';
import type { Cell } from './snapshot.ts';

const ROWS_AT_ONCE = 1_000;
const MIGRATION_TABLE = 'c360_migration';

export interface RestoreOptions {
  /** Of a store that nobody has used yet. */
  readonly url: string;
  /** Any of them may have sealed the file. */
  readonly secrets: readonly Secret[];
  readonly file: string;
}

/**
 * Fills an empty store from a backup, brings it to the newest shape, and gives back what was in it. All or nothing: fails
 * with SETUP_INVALID, and leaves the store empty, when the file is damaged, cut off, of a newer program or of another
 * secret, and when the store is not empty.
 */
export async function restoreBackup({ url, secrets, file }: RestoreOptions): Promise<BackupSummary> {
  const handle = await openFile(file);
  const store = await connectStore(url);
  try {
    const done = await readMigrations(handle, { file, secrets });
    await prepare(store, done, file);
    const again = await openFile(file);
    try {
      const summary = await store.transaction((tx) => fill(tx, readLines(again, { file, secrets })), {
        lock: 'restore',
      });
      await migrate(store);
      return summary;
    } finally {
      await again.close();
    }
  } finally {
    await handle.close();
    await store.close();
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch {
    throw setupInvalid([{ file, message: 'cannot be read' }]);
  }
}

interface Sealed {
  readonly file: string;
  readonly secrets: readonly Secret[];
}

const line = z.union([
  z.strictObject({ table: z.string().regex(/^\w+$/), columns: z.array(z.string().regex(/^\w+$/)) }),
  z.strictObject({ tables: z.int(), rows: z.int() }),
  z.array(z.union([z.string(), z.number(), z.null()])),
]);
type Line = z.output<typeof line>;

async function* readLines(handle: FileHandle, sealed: Sealed): AsyncGenerator<Line> {
  // A piece ends with a line.
  for await (const piece of readSealed(handle, sealed)) {
    for (const text of piece.toString('utf8').split('\n')) if (text !== '') yield line.parse(JSON.parse(text));
  }
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Reads the whole file before anything is touched: it is intact from here on. Gives the migrations it had seen. */
async function readMigrations(handle: FileHandle, sealed: Sealed): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  let table = '';
  for await (const each of readLines(handle, sealed)) {
    if ('table' in each) ({ table } = each);
    else if (Array.isArray(each) && table === MIGRATION_TABLE) seen.add(Number(each[0]));
  }
  return seen;
}

/** Empty tables of the shape the backup was made of. */
async function prepare(store: Store, seen: ReadonlySet<number>, file: string): Promise<void> {
  const known = MIGRATIONS.filter(({ id }) => seen.has(id));
  if (known.length < seen.size)
    throw setupInvalid([{ file, message: 'was made by a newer program', hint: 'restore it with that program' }]);
  const hint = 'restore into a new file, database or schema';
  if (await isInUse(store, seen)) throw setupInvalid([{ file: 'storeUrl', message: 'the store is not empty', hint }]);
  await migrate(store, known);
}

/** Whether there is a row, or a shape newer than the backup's. */
async function isInUse(store: Store, seen: ReadonlySet<number>): Promise<boolean> {
  for (const { name } of await store.all<{ name: string }>(TABLES[store.dialect])) {
    const rows = await store.all<{ id?: number }>(`select * from "${name}" limit 1000`);
    if (name === MIGRATION_TABLE ? rows.some(({ id = 0 }) => !seen.has(id)) : rows.length > 0) return true;
  }
  return false;
}

const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  postgres: `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
} as const;

async function fill(tx: Queryable, lines: AsyncIterable<Line>): Promise<BackupSummary> {
  let table: Table = { name: '', columns: [] };
  let rows: Cell[][] = [];
  let count = 0;
  const flush = async () => {
    if (table.name !== MIGRATION_TABLE) await insertRows(tx, { into: table.name, columns: table.columns, rows });
    count += rows.length;
    rows = [];
  };
  for await (const each of lines) {
    if (Array.isArray(each)) {
      rows.push(each);
      if (rows.length >= ROWS_AT_ONCE) await flush();
      continue;
    }
    await flush();
    if ('tables' in each) return { tables: each.tables, rows: count };
    table = { name: each.table, columns: each.columns };
  }
  throw setupInvalid([{ file: 'backup', message: 'has no end' }]);
}
