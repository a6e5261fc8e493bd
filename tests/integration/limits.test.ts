import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewKey } from '../../src/access/new-key.ts';
import { toOperationHash } from '../../src/access/operations/load-operations.ts';
import { startGateway, type TestGateway } from '../start-gateway.ts';

const REGISTERED = 'query Me { viewer { name } }';
const OTHER = '{ viewer { id } }';

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'c360-operations-'));
  writeFileSync(join(folder, 'me.graphql'), REGISTERED);
  gateway = await startGateway({ flags: { 'operations.folder': folder, 'operations.registeredOnly': true } });
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

const makeKey = (grant: Partial<NewKey> = {}) =>
  gateway.app.access.createKey({ name: 'partner', scopes: ['customer:read'], kind: 'user', ...grant });

async function post(key: string, body: object) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
}

describe('a key', () => {
  it('with a rate is told when to come again', async () => {
    const { key } = await makeKey({ limits: { requestsPerMinute: 3 } });
    const answers = [];
    for (let asked = 0; asked < 5; asked += 1) answers.push(await post(key, { query: OTHER }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers[3]?.retryAfter)).toBeGreaterThan(0);
    expect(answers[3]?.body).toMatchObject({
      errors: [{ extensions: { code: 'QUOTA_EXCEEDED', retryable: true, retryAfterMs: expect.any(Number) } }],
    });
  });

  it('with a budget pays for what its operations cost', async () => {
    const { key } = await makeKey({ limits: { costPerMinute: 250 } });
    const page = { query: '{ customers(first: 100) { nodes { id } } }' };
    expect((await post(key, page)).status).toBe(200);
    expect((await post(key, page)).status).toBe(200);
    expect((await post(key, page)).status).toBe(429);
    expect((await post(key, { query: OTHER })).status).toBe(200);
  });

  it('with a highest cost is refused dearer operations, whatever the gateway allows', async () => {
    const { key } = await makeKey({ limits: { maxCost: 50 } });
    expect((await post(key, { query: '{ customers(first: 10) { nodes { id } } }' })).status).toBe(200);
    const { status, body } = await post(key, { query: '{ customers(first: 100) { nodes { id } } }' });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'QUERY_TOO_COSTLY' } }] },
    });
  });

  it('with one request at a time is refused the second, and served again afterwards', async () => {
    const { key } = await makeKey({ limits: { concurrent: 1 } });
    gateway.sources.erp.setFault({ kind: 'slow', delayMs: 300 });
    const page = '{ customers(first: 5) { nodes { displayName orders(first: 1) { totalCount } } } }';
    const slow = { query: page };
    const statuses = (await Promise.all([post(key, slow), post(key, slow), post(key, slow)])).map(
      ({ status }) => status,
    );
    gateway.sources.erp.setFault(undefined);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 429, 429]);
    expect((await post(key, { query: OTHER })).status).toBe(200);
  });

  it('of a partner sends registered operations, by text or by hash, and no others', async () => {
    const { key } = await makeKey({ kind: 'partner' });
    const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: toOperationHash(REGISTERED) } } };
    expect((await post(key, { query: REGISTERED })).body).toMatchObject({ data: { viewer: { name: 'partner' } } });
    expect((await post(key, byHash)).body).toMatchObject({ data: { viewer: { name: 'partner' } } });
    expect((await post(key, { query: OTHER })).body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
