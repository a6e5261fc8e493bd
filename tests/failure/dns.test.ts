import { gzipSync } from 'node:zlib';
import { createLookUp } from '../../src/source/look-up-address.ts';
import { createOutbound } from '../../src/source/outbound.ts';
import type { Source } from '../../src/source/source.ts';
import { type NameAnswer, type NameServer, startNameServer } from '../unit/source/name-server.ts';
import { startServer, type TestServer } from '../unit/source/start-server.ts';
import { CONTEXT, createTestSource, failureOf, ROWS } from '../unit/source/test-source.ts';

const TIMEOUT_MS = 800;

describe('the name of a source', () => {
  let names: NameServer;
  let server: TestServer;
  let zone: (name: string) => NameAnswer;
  const sources: Source[] = [];

  beforeEach(async () => {
    names = await startNameServer((name) => zone(name));
    server = await startServer((response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip', Connection: 'close' }).end(gzipSync('{"rows":[]}')),
    );
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.close()));
    await server.close();
    names.close();
  });

  function connect(host: string): Source {
    const lookUp = createLookUp({ servers: [names.address] });
    const outbound = createOutbound({ allow: ['127.0.0.1'], plainHttp: true, ports: [] }, lookUp);
    const { port } = new URL(server.url);
    const retry = { attempts: 1, budgetRatio: 0, baseDelayMs: 1 };
    const source = createTestSource({ baseUrl: `http://${host}:${port}`, timeoutMs: TIMEOUT_MS, outbound, retry });
    sources.push(source);
    return source;
  }

  it('is looked up', async () => {
    zone = () => ['127.0.0.1'];
    expect(await connect('erp.example').send(ROWS, CONTEXT)).toMatchObject({ body: { rows: [] } });
    expect(names.asked).toContain('erp.example');
  });

  it.each<[string, NameAnswer, string]>([
    ['does not exist', 'NXDOMAIN', 'DNS_ENOTFOUND'],
    ['cannot be resolved by its server', 'SERVFAIL', 'DNS_ESERVFAIL'],
    ['has no address', [], 'DNS_ENODATA'],
    ['gets no answer', 'silence', 'DNS_TIMEOUT'],
  ])('%s: unavailable before the source’s own time is over', async (_what, answer, detail) => {
    zone = () => answer;
    expect(await failureOf(connect('erp.example'))).toEqual({
      code: 'SOURCE_UNAVAILABLE',
      detail,
      message: 'A source system cannot be reached.',
      source: 'erp',
      attempts: 1,
    });
  });

  it('turns to a private address: refused', async () => {
    let address = '127.0.0.1';
    zone = () => [address];
    const source = connect('erp.example');
    await source.send(ROWS, CONTEXT);
    address = '10.0.0.7';
    expect(await failureOf(source)).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      detail: 'ADDRESS_REFUSED a private address; outbound.allow would allow it',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('stops only its own source when its server keeps silent', async () => {
    zone = (name) => (name === 'quick.example' ? ['127.0.0.1'] : 'silence');
    const ended: string[] = [];
    const silent = Array.from({ length: 12 }, (_, index) => connect(`silent-${index}.example`)).map((source) =>
      failureOf(source).then(({ detail }) => ended.push(String(detail))),
    );
    const quick = connect('quick.example');
    for (let count = 0; count < 5; count += 1) await quick.send(ROWS, CONTEXT).then(() => ended.push('quick'));
    await Promise.all(silent);
    expect(ended).toEqual([...Array(5).fill('quick'), ...Array(12).fill('DNS_TIMEOUT')]);
  });
});
