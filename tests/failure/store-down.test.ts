import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const POSTGRES_URL = process.env['C360_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function askPostgres(statement: string): Promise<boolean> {
  const client = new Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const isPostgresHere = await askPostgres('select 1');
const wherePostgresIs = isPostgresHere ? describe : describe.skip;
const reason = isPostgresHere ? '' : ' (skipped: no server at C360_TEST_POSTGRES_URL nor on 127.0.0.1:5432)';

wherePostgresIs(`a store that fails${reason}`, () => {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  let proxy: TcpProxy;
  let gateway: FailingGateway;
  beforeAll(async () => {
    proxy = await startTcpProxy();
    proxy.to(POSTGRES_URL);
    const storeUrl = new URL(POSTGRES_URL);
    storeUrl.port = String(proxy.port);
    storeUrl.searchParams.set('schema', schema);
    gateway = await startFailingGateway({ flags: { storeUrl: storeUrl.href } });
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await gateway.stop();
    proxy.stop();
    await askPostgres(`drop schema if exists ${schema} cascade`);
  });

  const statusOf = async (path: string) => (await fetch(new URL(path, gateway.url))).status;

  it('says so, to callers and to whoever asks whether it is ready, and lives on', async () => {
    proxy.set('cut');
    const answer = await gateway.askPage();
    expect(answer.errors).not.toEqual([]);
    for (const { message, extensions } of answer.errors ?? []) {
      expect(message).toBe('The gateway cannot reach its own store.');
      expect(extensions).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    }
    expect(answer.text).not.toMatch(/postgres|ECONN|select|127\.0\.0\.1|\.ts\b/i);
    expect([await statusOf('/health/ready'), await statusOf('/health/live')]).toEqual([503, 200]);
  });

  it('answers as before once it is back', async () => {
    proxy.set('pass');
    const { page, errors, status } = await gateway.askPage();
    expect({ status, errors, page }).toEqual({ status: 200, errors: undefined, page: gateway.healthy.page });
    expect(await statusOf('/health/ready')).toBe(200);
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});
