import { Client } from 'pg';
import { AppError } from '../../errors.ts';
import { toClientConfig } from '../postgres-store.ts';
import type { Row, Snapshot } from './snapshot.ts';

const ROWS_A_BATCH = 500;
const TABLES = `select relname as name from pg_class where relnamespace = $1::regnamespace and relkind = 'r' order by oid`;

/** One REPEATABLE READ transaction: it sees one moment and keeps no writer waiting. */
export async function openPostgresSnapshot(address: string): Promise<Snapshot> {
  const { schema, ...config } = toClientConfig(address);
  const client = new Client(config);
  client.on('error', () => undefined); // The next statement fails by itself.
  const ask = async (sql: string, values: readonly string[] = []): Promise<Row[]> => {
    try {
      return (await client.query<Row>(sql, [...values])).rows;
    } catch {
      throw new AppError('STORE_UNAVAILABLE', { detail: 'postgres: the store cannot be read' });
    }
  };
  try {
    await client
      .connect()
      .catch(() => Promise.reject(new AppError('STORE_UNAVAILABLE', { detail: 'postgres connect' })));
    await ask('begin isolation level repeatable read read only');
    const tables = (await ask(TABLES, [`"${schema}"`])).map(({ name }) => String(name));
    return { tables, rows: (table) => readRows(ask, table), close: () => client.end() };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

async function* readRows(ask: (sql: string) => Promise<Row[]>, table: string): AsyncGenerator<Row[]> {
  await ask(`declare backup no scroll cursor for select * from "${table}"`);
  for (let batch = await fetchMore(ask); batch.length > 0; batch = await fetchMore(ask)) {
    assertPlain(batch, table);
    yield batch;
  }
  await ask('close backup');
}

function fetchMore(ask: (sql: string) => Promise<Row[]>): Promise<Row[]> {
  return ask(`fetch ${ROWS_A_BATCH} from backup`);
}

function assertPlain(batch: readonly Record<string, unknown>[], table: string): void {
  for (const [column, value] of batch.flatMap(Object.entries<unknown>)) {
    if (value === null || typeof value === 'string' || typeof value === 'number') continue;
    throw new AppError('INTERNAL', { detail: `backup: ${table}.${column} is neither text nor number` });
  }
}
