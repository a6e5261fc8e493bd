import type { Store } from '../../../src/store/store.ts';

const TABLES = {
  sqlite: `select name from sqlite_master where type = 'table'`,
  postgres: 'select table_name as name from information_schema.tables where table_schema = current_schema()',
};

/** Every row of every table there is, as one text. */
export async function dumpTables(store: Store): Promise<string> {
  const tables = await store.all<{ name: string }>(TABLES[store.dialect]);
  const dump = tables.map(async ({ name }) => [name, await store.all(`select * from ${name}`)]);
  return JSON.stringify(await Promise.all(dump));
}
