import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { chooseEncoding } from '../../../src/http/compress-answers.ts';
import { HEADERS, startFixtureGateway, type FixtureGateway } from './start-fixture-gateway.ts';

const OPEN: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  zstd: zstdDecompressSync,
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

const LARGE = 'ü'.repeat(1_500);

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Asks as a client does that opens nothing by itself. */
async function ask(url: string, headers: Record<string, string>, body?: object): Promise<Answer> {
  const answer = await new Promise<Omit<Answer, 'bytes'> & { bytes: Promise<Buffer> }>((resolve, reject) => {
    request(url, { method: body ? 'POST' : 'GET', headers }, (response) => {
      resolve({ status: response.statusCode, headers: response.headers, bytes: buffer(response) });
    })
      .once('error', reject)
      .end(body && JSON.stringify(body));
  });
  return { ...answer, bytes: await answer.bytes };
}

const hello = (name: string) => ({ query: 'query ($name: String) { hello(name: $name) }', variables: { name } });

describe('an answer', () => {
  let gateway: FixtureGateway;
  beforeAll(async () => {
    gateway = await startFixtureGateway();
  });
  afterAll(async () => gateway.stop());

  it.each([
    ['zstd', 'gzip, deflate, br, zstd'],
    ['br', 'gzip, deflate, br'],
    ['gzip', 'gzip'],
  ])('comes as %s when the caller accepts %s', async (encoding, accepted) => {
    const { status, headers, bytes } = await ask(
      gateway.graphql,
      { ...HEADERS, 'accept-encoding': accepted },
      hello(LARGE),
    );
    expect({ status, encoding: headers['content-encoding'], vary: headers.vary }).toEqual({
      status: 200,
      encoding,
      vary: 'accept-encoding',
    });
    expect(Number(headers['content-length'])).toBe(bytes.length);
    expect(bytes.length).toBeLessThan(200);
    expect(JSON.parse(OPEN[encoding]?.(bytes).toString() ?? '')).toEqual({ data: { hello: `Hello ${LARGE}` } });
  });

  it('that is large says that it depends on what is accepted, also when it comes as it is', async () => {
    const { headers, bytes } = await ask(gateway.graphql, HEADERS, hello(LARGE));
    expect(headers).toMatchObject({ vary: 'accept-encoding', 'content-length': String(bytes.length) });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(JSON.parse(bytes.toString())).toEqual({ data: { hello: `Hello ${LARGE}` } });
  });

  it('that is small comes as it is', async () => {
    const { headers } = await ask(gateway.graphql, { ...HEADERS, 'accept-encoding': 'gzip' }, hello('you'));
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).not.toHaveProperty('vary');
  });

  it('that is an error is compressed like any other', async () => {
    const query = `{ ${'a'.repeat(2_000)} }`;
    const { headers, bytes } = await ask(gateway.graphql, { ...HEADERS, 'accept-encoding': 'gzip' }, { query });
    expect(headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ errors: [{ message: expect.any(String) }] });
  });

  it('that is the page of metrics is compressed', async () => {
    await ask(`${gateway.url}/health/live`, {});
    const { headers, bytes } = await ask(`${gateway.url}/metrics`, { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(bytes).toString()).toContain('c360_http_request_duration_seconds');
  });
});

it('health is never compressed', async () => {
  const checks = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`check${index}`, { ok: true }]));
  const gateway = await startFixtureGateway({ readiness: async () => ({ ready: true, checks }) });
  const { headers, bytes } = await ask(`${gateway.url}/health/ready`, { 'accept-encoding': 'gzip' });
  await gateway.stop();
  expect(headers).not.toHaveProperty('content-encoding');
  expect(JSON.parse(bytes.toString())).toEqual({ ready: true, checks });
});

it('nothing is compressed where the setting says so', async () => {
  const gateway = await startFixtureGateway({ config: { compression: { enabled: false, minBytes: 1_000 } } });
  const { headers } = await ask(gateway.graphql, { ...HEADERS, 'accept-encoding': 'gzip' }, hello(LARGE));
  await gateway.stop();
  expect(headers).not.toHaveProperty('content-encoding');
  expect(headers).not.toHaveProperty('vary');
});

it('a browser of another origin is told of both reasons to differ', async () => {
  const gateway = await startFixtureGateway({ config: { cors: { origins: ['https://app.example.com'] } } });
  const headers = { ...HEADERS, 'accept-encoding': 'gzip', origin: 'https://app.example.com' };
  const answer = await ask(gateway.graphql, headers, hello(LARGE));
  await gateway.stop();
  expect(answer.headers.vary).toBe('Origin, accept-encoding');
});

describe('of what a caller accepts', () => {
  it.each([
    ['', 'identity'],
    ['identity', 'identity'],
    ['deflate', 'identity'],
    ['gzip;q=0', 'identity'],
    ['*', 'zstd'],
    ['*;q=0', 'identity'],
    ['zstd;q=0, *', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['GZIP', 'gzip'],
    ['br ; q = 0.8 , gzip;q=0.8', 'br'],
    ['gzip;q=high', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['gzip;level=9;q=0', 'identity'],
  ])('%j: %s', (accepted, encoding) => {
    expect(chooseEncoding(accepted)).toBe(encoding);
  });
});
