import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Queryable, SqlParam } from './store.ts';

const ROWS_A_STATEMENT = 200;

export interface InsertOptions {
  readonly into: string;
  readonly columns: readonly string[];
  /** Values in the order of the columns. */
  readonly rows: readonly (readonly SqlParam[])[];
  /** What follows the values, such as `on conflict (id) do nothing`. */
  readonly onConflict?: string;
}

/** Inserts any number of rows, several a statement, letting other work of this process run in between. */
export async function insertRows(
  on: Queryable,
  { into, columns, rows, onConflict = '' }: InsertOptions,
): Promise<void> {
  const placeholders = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const chunk = rows.slice(start, start + ROWS_A_STATEMENT);
    const values = chunk.map(() => placeholders).join(', ');
    await on.run(`insert into ${into} (${columns.join(', ')}) values ${values} ${onConflict}`, chunk.flat());
    if (start + ROWS_A_STATEMENT < rows.length) await yieldToOthers();
  }
}
