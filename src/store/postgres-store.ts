import { Pool, types, type ClientConfig, type CustomTypesConfig, type PoolClient } from 'pg';
import { AppError } from '../errors.ts';
import type { Queryable, SqlParam, Store, TransactionOptions } from './store.ts';
import { createTransactionGuard } from './transaction-guard.ts';

const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 10;
const OID_INT8 = 20;

/** SQLSTATE classes that say the server cannot serve now: connection, transaction conflict, resources, operator, system. */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '3D', '40', '53', '55', '57', '58']);

/**
 * The store on a PostgreSQL server. `schema` in the address's query names the schema to use, made when absent.
 * STORE_UNAVAILABLE when the server does not answer.
 */
export async function openPostgresStore(address: string): Promise<Store> {
  const { schema, ...config } = toClientConfig(address);
  const pool = createPool(config);
  await makeSchema(pool, schema);
  const guard = createTransactionGuard();
  const outside = toQueryable(pool);

  return {
    dialect: 'postgres',
    all: async (sql, params) => {
      guard.assertOutside();
      return outside.all(sql, params);
    },
    get: async (sql, params) => {
      guard.assertOutside();
      return outside.get(sql, params);
    },
    run: async (sql, params) => {
      guard.assertOutside();
      return outside.run(sql, params);
    },
    transaction: async (work, options) => {
      guard.assertOutside();
      const client = await connect(pool);
      return guard.enter(() => inTransaction(client, work, { ...options, schema }));
    },
    close: () => pool.end(),
  };
}

/** How a connection to the store is made, and the schema its tables are in. */
export function toClientConfig(address: string): ClientConfig & { readonly schema: string } {
  const url = new URL(address);
  const schema = url.searchParams.get('schema') ?? 'public';
  url.searchParams.delete('schema');
  return {
    schema,
    connectionString: url.href,
    options: `-c search_path=${quoted(schema)}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
    application_name: 'c360',
    types: TYPES,
  };
}

function createPool(config: ClientConfig): Pool {
  const pool = new Pool({ ...config, max: MAX_CONNECTIONS });
  // An idle connection that breaks is replaced at the next statement; without a listener it would end the process.
  pool.on('error', ignore);
  return pool;
}

/** Counts and times are numbers here; all of ours are below 2^53. */
const TYPES: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === OID_INT8 ? Number : types.getTypeParser(oid, format),
};

/** Two gateways may make it at once, which `if not exists` alone does not survive. */
async function makeSchema(pool: Pool, schema: string): Promise<void> {
  try {
    const client = await connect(pool);
    const make = (tx: Queryable) => tx.run(`create schema if not exists ${quoted(schema)}`);
    await inTransaction(client, make, { lock: 'schema', schema });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '')}"`;
}

function ignore(): void {
  return undefined;
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw toFailure('connect', error);
  }
}

async function inTransaction<Result>(
  client: PoolClient,
  work: (tx: Queryable) => Promise<Result>,
  { lock, schema }: TransactionOptions & { readonly schema: string },
): Promise<Result> {
  const tx = toQueryable(client);
  let broken = false;
  client.on('error', ignore); // A connection lost between two statements fails the next one; unheard, it ends the process.
  try {
    await tx.run('begin');
    if (lock) await tx.run('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`c360:${schema}:${lock}`]);
    const result = await work(tx);
    await tx.run('commit');
    return result;
  } catch (error) {
    broken = await tx.run('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

function toQueryable(on: Pool | PoolClient): Queryable {
  const query = async <Row extends object>(sql: string, params: readonly SqlParam[] = []) => {
    try {
      return await on.query<Row>(toNumbered(sql), [...params]);
    } catch (error) {
      throw toFailure(sql, error);
    }
  };
  return {
    dialect: 'postgres',
    all: async <Row extends object>(sql: string, params?: readonly SqlParam[]) => (await query<Row>(sql, params)).rows,
    get: async <Row extends object>(sql: string, params?: readonly SqlParam[]) =>
      (await query<Row>(sql, params)).rows[0],
    run: async (sql, params) => ({ changes: (await query(sql, params)).rowCount ?? 0 }),
  };
}

/** `?` to `$1`, `$2` …, except within quotes. */
function toNumbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(/'[^']*'|\?/g, (part) => (part === '?' ? `$${(count += 1)}` : part));
}

/** Neither the server's message nor its error travels on: both may quote values. */
function toFailure(sql: string, error: unknown): AppError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  const unavailable = !isSqlState || UNAVAILABLE_CLASSES.has(code.slice(0, 2));
  return new AppError(unavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL', {
    detail: `postgres ${code || 'failed'} in: ${sql}`,
  });
}
