import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { AppError } from '../../../src/errors.ts';
import { migrate } from '../../../src/store/migrations.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnPostgres, describeOnStores } from './test-stores.ts';

/** The AppError a call rejects with. */
async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof AppError) return outcome;
  throw new Error(`expected an AppError, got ${inspect(outcome)}`);
}

const codeOf = async (work: Promise<unknown>): Promise<string> => (await failureOf(work)).code;

describeOnStores('store', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await store.run('create table pet (id text primary key, age bigint, weight double precision)');
  });
  afterEach(() => store.close());

  it('gives back what it was given, null, quotes and other scripts included', async () => {
    const odd = `o'Neill "?" 张伟 \\ %`;
    await store.run('insert into pet (id, age, weight) values (?, ?, ?)', [odd, 9_007_199_254_740_991, null]);
    expect(await store.all('select * from pet')).toEqual([{ id: odd, age: 9_007_199_254_740_991, weight: null }]);
  });

  it('reads no row as undefined and counts as numbers', async () => {
    expect(await store.get('select * from pet where id = ?', ['none'])).toBeUndefined();
    expect(await store.get('select count(*) as pets from pet')).toEqual({ pets: 0 });
  });

  it('leaves question marks within quotes alone', async () => {
    expect(await store.get(`select '?' as mark, ? as value`, ['x'])).toEqual({ mark: '?', value: 'x' });
  });

  it('upserts, returns rows and tells how many changed', async () => {
    const upsert =
      'insert into pet (id, age) values (?, ?) on conflict (id) do update set age = excluded.age returning age';
    expect(await store.all(upsert, ['a', 1])).toEqual([{ age: 1 }]);
    expect(await store.get(upsert, ['a', 2])).toEqual({ age: 2 });
    expect(await store.run('update pet set age = age + 1')).toEqual({ changes: 1 });
  });

  it.each([
    [[], []],
    [
      ['b', 'c', 'none', `'`],
      ['b', 'c'],
    ],
  ])('finds any of the list %j', async (list, found) => {
    for (const id of ['a', 'b', 'c']) await store.run('insert into pet (id) values (?)', [id]);
    const rows = await store.all<{ id: string }>('select id from pet where id = any(?) order by id', [list]);
    expect(rows.map((row) => row.id)).toEqual(found);
  });

  it('commits a transaction that resolves and rolls back one that rejects', async () => {
    await store.transaction((tx) => tx.run(`insert into pet (id) values ('kept')`));
    const failing = store.transaction(async (tx) => {
      await tx.run(`insert into pet (id) values ('lost')`);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await store.all('select id from pet')).toEqual([{ id: 'kept' }]);
  });

  it('keeps a statement that fails within a transaction from breaking the store', async () => {
    const failing = store.transaction(async (tx) => tx.run('insert into nowhere values (1)'));
    expect(await codeOf(failing)).toBe('INTERNAL');
    await store.run(`insert into pet (id) values ('after')`);
    expect(await store.all('select id from pet')).toEqual([{ id: 'after' }]);
  });

  it('loses no update of transactions that hold the same lock', async () => {
    await store.run(`insert into pet (id, age) values ('a', 0)`);
    const grow = (): Promise<unknown> =>
      store.transaction(
        async (tx) => {
          const row = await tx.get<{ age: number }>(`select age from pet where id = 'a'`);
          await new Promise((resolve) => {
            setImmediate(resolve);
          });
          await tx.run(`update pet set age = ? where id = 'a'`, [(row?.age ?? 0) + 1]);
        },
        { lock: 'pets' },
      );
    await Promise.all(Array.from({ length: 20 }, grow));
    expect(await store.get('select age from pet')).toEqual({ age: 20 });
  });

  it('refuses to be used in place of the transaction it is in', async () => {
    const nested = store.transaction(() => store.run('delete from pet'));
    expect(await codeOf(nested)).toBe('INTERNAL');
  });

  it('says nothing of the values in a failure', async () => {
    await store.run('insert into pet (id) values (?)', ['canary']);
    const error = await failureOf(store.run('insert into pet (id) values (?)', ['canary']));
    expect(error.code).toBe('INTERNAL');
    expect(inspect(error, { showHidden: true })).not.toContain('canary');
  });

  it('migrates once, in order, and again without effect', async () => {
    await store.run('delete from c360_migration');
    const statements = ['create table step (id bigint)', 'insert into step values (1)'];
    const steps = [{ id: 7, name: 'seven', statements }];
    await Promise.all([migrate(store, steps), migrate(store, steps)]);
    expect(await store.all('select id from step')).toEqual([{ id: 1 }]);
  });

  it('catches up on a migration that another branch of work numbered lower', async () => {
    await store.run('delete from c360_migration');
    const late = { id: 3, name: 'three', statements: ['create table late (id bigint)'] };
    const early = { id: 20, name: 'twenty', statements: ['create table early (id bigint)'] };
    await migrate(store, [early]);
    await migrate(store, [late, early]);
    expect(await store.all('select * from late')).toEqual([]);
  });

  it('leaves nothing of a migration that fails half way', async () => {
    await store.run('delete from c360_migration');
    const broken = [1, 2, 3].map((id) => ({
      id,
      name: `${id}`,
      statements: ['create table half (id bigint)', 'oops'],
    }));
    expect(await codeOf(migrate(store, broken))).toBe('INTERNAL');
    expect(await codeOf(store.all('select * from half'))).toBe('INTERNAL');
  });

  it('refuses a store that a newer program has migrated', async () => {
    await store.run(`insert into c360_migration (id, name) values (99, 'future')`);
    expect(await codeOf(migrate(store))).toBe('SETUP_INVALID');
  });
});

describeOnPostgres('a lost connection', (open) => {
  it('fails its transaction, and the next statement finds another', async () => {
    const [store, other] = await Promise.all([open(), open()]);
    const broken = store.transaction(async (tx) => {
      const backend = await tx.get<{ pid: number }>('select pg_backend_pid() as pid');
      await other.run('select pg_terminate_backend(?)', [backend?.pid ?? 0]);
      await delay(50);
      return tx.get('select 1 as one');
    });
    expect(await codeOf(broken)).toBe('STORE_UNAVAILABLE');
    expect(await store.get('select 1 as one')).toEqual({ one: 1 });
    await Promise.all([store.close(), other.close()]);
  });

  it('is a statement that takes too long, too', async () => {
    const store = await open();
    await store.run(`set statement_timeout = 50`);
    expect(await codeOf(store.run('select pg_sleep(5)'))).toBe('STORE_UNAVAILABLE');
    await store.close();
  });
});

describe('sqlite files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'c360-store-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keep their rows, and let two processes write at the same time', async () => {
    const url = `sqlite:${join(folder, 'deep', 'c360.db')}`;
    const [one, two] = await Promise.all([openStore({ url }), openStore({ url })]);
    await one.run('create table pet (id text primary key)');
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 ? one : two).transaction((tx) => tx.run('insert into pet (id) values (?)', [`${at}`])),
      ),
    );
    await one.close();
    expect(await two.get('select count(*) as pets from pet')).toEqual({ pets: 40 });
    await two.close();
  });

  it('let reads pass while a transaction is open', async () => {
    const store = await openStore({ url: `sqlite:${join(folder, 'reads.db')}` });
    await store.run('create table pet (id text primary key)');
    let seen: unknown;
    let finish = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const writing = store.transaction(async (tx) => {
      await tx.run(`insert into pet (id) values ('a')`);
      await gate;
    });
    seen = await store.all('select id from pet');
    finish();
    await writing;
    expect(seen).toEqual([]);
    expect(await store.all('select id from pet')).toEqual([{ id: 'a' }]);
    await store.close();
  });

  it('that are no database are reported as unavailable', async () => {
    expect(await codeOf(openStore({ url: `sqlite:${folder}` }))).toBe('STORE_UNAVAILABLE');
  });
});

describe('openStore', () => {
  it.each(['', 'sqlite:', 'mysql://u:secret@h/db'])(
    'explains the address %j, and keeps its password to itself',
    async (url) => {
      const error = await failureOf(openStore({ url }));
      expect(error.code).toBe('SETUP_INVALID');
      expect(error.message).not.toContain('secret');
    },
  );

  it('reports a server that is not there as unavailable', async () => {
    expect(await codeOf(openStore({ url: 'postgres://u:secret@127.0.0.1:9/none' }))).toBe('STORE_UNAVAILABLE');
  });
});
