import { once } from 'node:events';
import { startGateway, type TestGateway } from '../start-gateway.ts';
import { START_TIMEOUT_MS } from './failing-gateway.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

describe('a client that goes away', () => {
  let proxy: TcpProxy;
  let gateway: TestGateway;
  beforeAll(async () => {
    proxy = await startTcpProxy();
    gateway = await startGateway({ sync: false, env: { SCM_BASE_URL: `http://127.0.0.1:${proxy.port}` } });
    proxy.to(gateway.sources.scm.baseUrl);
    await gateway.app.syncIdentity();
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await gateway.stop();
    proxy.stop();
  });

  it('takes its requests to the sources with it', async () => {
    proxy.set('hold');
    const client = new AbortController();
    const answer = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.key}` },
      body: JSON.stringify({ query: '{ customers(first: 20) { nodes { shipments { totalCount } } } }' }),
      signal: client.signal,
    });
    const upstream = await proxy.held;
    expect(upstream.destroyed).toBe(false);
    const closed = once(upstream, 'close');
    client.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await closed;
    expect(upstream.destroyed).toBe(true);
  });
});
