import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';

const POSTGRES_URL = process.env['C360_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

const isPostgresHere = await answers(POSTGRES_URL);

type Suite = (open: () => Promise<Store>) => void;
type UrlSuite = (newUrl: () => string) => void;

/** Runs one suite over an embedded store and over a PostgreSQL server, where one answers; each store is empty. */
export function describeOnStores(name: string, suite: Suite): void {
  describe(`${name} on SQLite`, () => suite(() => openStore({ url: 'sqlite::memory:' })));
  describeOnPostgres(name, suite);
}

/** The same with addresses of stores that nobody has opened yet, of files on SQLite. */
export function describeOnUrls(name: string, suite: UrlSuite): void {
  describe(`${name} on SQLite`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'c360-stores-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    suite(() => `sqlite:${join(folder, `${randomUUID()}.db`)}`);
  });
  describeOnPostgresUrls(name, suite);
}

/** Runs a suite over a PostgreSQL server, where one answers. */
export function describeOnPostgres(name: string, suite: Suite): void {
  describeOnPostgresUrls(name, (newUrl) => suite(() => openStore({ url: newUrl() })));
}

function describeOnPostgresUrls(name: string, suite: UrlSuite): void {
  const onPostgres = isPostgresHere ? describe : describe.skip;
  const reason = isPostgresHere ? '' : ' (skipped: no server at C360_TEST_POSTGRES_URL nor on 127.0.0.1:5432)';
  onPostgres(`${name} on PostgreSQL${reason}`, () => {
    const schemas: string[] = [];
    afterAll(() => dropSchemas(schemas));
    suite(() => {
      const schema = `test_${randomUUID().replaceAll('-', '')}`;
      schemas.push(schema);
      return `${POSTGRES_URL}?schema=${schema}`;
    });
  });
}

async function dropSchemas(schemas: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: POSTGRES_URL });
  await client.connect();
  for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`);
  await client.end();
}
