import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError, setupInvalid } from '../../errors.ts';
import type { Row, Snapshot } from './snapshot.ts';

const ROWS_A_BATCH = 500;

/** A read transaction on a connection of its own: in WAL mode it sees one moment and keeps no writer waiting. */
export function openSqliteSnapshot(path: string): Snapshot {
  if (!existsSync(path))
    throw setupInvalid([{ file: 'storeUrl', message: 'there is no such store', hint: 'only a file can be backed up' }]);
  const database = open(path);
  // The moment is that of the first read.
  const tables = database
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid`)
    .all()
    .map(({ name }) => String(name));
  return {
    tables,
    async *rows(table) {
      let batch: Row[] = [];
      for (const row of database.prepare(`select * from "${table}"`).iterate()) {
        batch.push(toRow(row, table));
        if (batch.length < ROWS_A_BATCH) continue;
        yield batch;
        batch = [];
        await yieldToOthers();
      }
      if (batch.length > 0) yield batch;
    },
    close: () => Promise.resolve(database.close()),
  };
}

function open(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    database.exec('begin');
    return database;
  } catch {
    throw new AppError('STORE_UNAVAILABLE', { detail: 'sqlite: the store cannot be read' });
  }
}

function toRow(row: Record<string, unknown>, table: string): Row {
  for (const [column, value] of Object.entries(row)) {
    if (value === null || typeof value === 'string' || typeof value === 'number') continue;
    throw new AppError('INTERNAL', { detail: `backup: ${table}.${column} is neither text nor number` });
  }
  return { ...(row as Row) };
}
