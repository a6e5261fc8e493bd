import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import type { Queryable, SqlParam, Store } from './store.ts';
import { createTransactionGuard } from './transaction-guard.ts';

/** How long a writer waits for another process's transaction before it gives up. */
const BUSY_DEADLINE_MS = 5_000;
const BUSY_POLL_MS = 20;
const STATEMENTS_KEPT = 200;

/** SQLite result codes that say the database cannot be used now, not that the statement is wrong. */
const UNAVAILABLE = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);
const BUSY = 5;

/**
 * The embedded store. `path` is a file (its folder is made) or `:memory:`. Statements run on the calling thread; a
 * file has a second connection, so that reads never wait for a transaction of this process.
 */
export function openSqliteStore(path: string): Store {
  const writer = connect(path);
  const reader = path === ':memory:' ? undefined : connect(path);
  const write = toQueryable(writer);
  const read = reader && toQueryable(reader);
  const guard = createTransactionGuard();
  const exclusive = createQueue();

  const outside = <Result>(sql: string, ask: (on: Queryable) => Promise<Result>) => {
    guard.assertOutside();
    return read && isRead(sql) ? ask(read) : exclusive(() => untilFree(() => ask(write)));
  };

  return {
    dialect: 'sqlite',
    all: async (sql, params) => outside(sql, (on) => on.all(sql, params)),
    get: async (sql, params) => outside(sql, (on) => on.get(sql, params)),
    run: async (sql, params) => outside(sql, (on) => on.run(sql, params)),
    transaction: async (work) => {
      guard.assertOutside();
      return exclusive(() => guard.enter(() => inTransaction(write, work)));
    },
    close: async () => {
      guard.assertOutside();
      await exclusive(async () => {
        reader?.close();
        writer.close();
      });
    },
  };
}

function connect(path: string): DatabaseSync {
  return orFailure('open', () => {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: BUSY_POLL_MS });
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    return database;
  });
}

async function inTransaction<Result>(write: Queryable, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  await untilFree(() => write.run('begin immediate'));
  try {
    const result = await work(write);
    await write.run('commit');
    return result;
  } catch (error) {
    await write.run('rollback');
    throw error;
  }
}

function toQueryable(database: DatabaseSync): Queryable {
  const statements = new LRUCache<string, StatementSync>({ max: STATEMENTS_KEPT });
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql.replaceAll(/=\s*any\s*\(\?\)/gi, 'in (select value from json_each(?))'));
    statements.set(sql, statement);
    return statement;
  };
  return {
    dialect: 'sqlite',
    all: async <Row extends object>(sql: string, params?: readonly SqlParam[]): Promise<Row[]> =>
      orFailure(sql, () => call(prepare(sql), 'all', params)),
    get: async <Row extends object>(sql: string, params?: readonly SqlParam[]): Promise<Row | undefined> =>
      orFailure(sql, () => call(prepare(sql), 'get', params)),
    run: async (sql, params = []) =>
      orFailure(sql, () => ({ changes: Number(prepare(sql).run(...params.map(toSqliteValue)).changes) })),
  };
}

/** Untyped on purpose: which columns a statement yields is its writer's word, the compiler cannot read SQL. */
function call(statement: StatementSync, method: 'all' | 'get', params: readonly SqlParam[] = []) {
  return Reflect.apply(statement[method], statement, params.map(toSqliteValue));
}

function toSqliteValue(param: SqlParam): string | number | null {
  return typeof param === 'object' && param !== null ? JSON.stringify(param) : param;
}

function isRead(sql: string): boolean {
  return /^\s*(select|with)\b/i.test(sql);
}

/** Calls one after the other, in the order they came. */
function createQueue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    tail = result.catch(() => undefined);
    return result;
  };
}

/** SQLite's own busy timeout would block the event loop; this waits without. */
async function untilFree<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + BUSY_DEADLINE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
    }
    await delay(BUSY_POLL_MS);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof AppError && error.detail?.startsWith(`sqlite ${BUSY} `) === true;
}

function orFailure<Result>(sql: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toFailure(sql, error);
  }
}

/** Neither the driver's message nor its error travels on: both may quote values. */
function toFailure(sql: string, error: unknown): AppError {
  const code = resultCode(error);
  const unavailable = code === undefined || UNAVAILABLE.has(code);
  return new AppError(unavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL', {
    detail: `sqlite ${code ?? 'failed'} in: ${sql}`,
  });
}

function resultCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return Number(error.errcode) & 0xff;
}
