import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { startGateway, type TestGateway } from '../start-gateway.ts';
import { START_TIMEOUT_MS } from './failing-gateway.ts';

/** Hands bytes on to a source until told to hold: then it takes them and answers nothing. */
async function startHoldingProxy() {
  let target: URL | undefined;
  let holding = false;
  const held = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const upstream = connect(Number(target?.port), target?.hostname).on('error', () => socket.destroy());
    upstream.pipe(socket);
    socket.on('data', (bytes) => (holding ? held.resolve(socket) : upstream.write(bytes)));
    socket.on('close', () => upstream.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    /** The connection whose request is being held. */
    held: held.promise,
    to: (url: string) => void (target = new URL(url)),
    hold: () => void (holding = true),
    stop: () => void server.close(),
  };
}

describe('a client that goes away', () => {
  let proxy: Awaited<ReturnType<typeof startHoldingProxy>>;
  let gateway: TestGateway;
  beforeAll(async () => {
    proxy = await startHoldingProxy();
    gateway = await startGateway({ sync: false, env: { SCM_BASE_URL: proxy.url } });
    proxy.to(gateway.sources.scm.baseUrl);
    await gateway.app.syncIdentity();
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await gateway.stop();
    proxy.stop();
  });

  it('takes its requests to the sources with it', async () => {
    proxy.hold();
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

    const { data } = await gateway.query('{ sources { name health lastError } }');
    expect(data?.['sources']).toContainEqual(expect.objectContaining({ name: 'scm' }));
  });
});
