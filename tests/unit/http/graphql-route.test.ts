import { AppError } from '../../../src/errors.ts';
import { HEADERS, KEY, startFixtureGateway, type FixtureGateway } from './start-fixture-gateway.ts';

describe('the GraphQL route', () => {
  let gateway: FixtureGateway;
  beforeAll(async () => {
    gateway = await startFixtureGateway({
      door: {
        async authenticate({ authorization }) {
          if (authorization === 'Bearer used-up') throw new AppError('QUOTA_EXCEEDED', { retryAfterMs: 1_500 });
          if (authorization === 'Bearer crash') throw new Error('canary: connect to 10.0.0.1 refused');
          return authorization === `Bearer ${KEY}` ? 'fixture' : undefined;
        },
      },
    });
  });
  afterAll(async () => gateway.stop());

  async function ask(init: RequestInit & { path?: string } = {}) {
    const response = await fetch(`${gateway.url}${init.path ?? '/graphql'}`, {
      method: 'POST',
      headers: HEADERS,
      ...init,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  }

  it('answers a query with its request id', async () => {
    const requestId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const headers = { ...HEADERS, 'x-request-id': requestId };
    const answer = await ask({ headers, body: JSON.stringify({ query: '{ requestId }' }) });
    expect(answer).toMatchObject({ status: 200, body: { data: { requestId } } });
    expect(answer.headers.get('x-request-id')).toBe(requestId);
  });

  it('answers a GET, with variables', async () => {
    const search = new URLSearchParams({ query: 'query($n: String) { hello(name: $n) }', variables: '{"n":"you"}' });
    const { status, body } = await ask({ method: 'GET', path: `/graphql?${search.toString()}` });
    expect({ status, body }).toEqual({ status: 200, body: { data: { hello: 'Hello you' } } });
  });

  it('keeps browsers from storing, guessing and framing the answer', async () => {
    const { headers } = await ask({ body: '{"query":"{ hello }"}' });
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  const { authorization: _key, ...withoutKey } = HEADERS;
  const query = (text: string, rest: object = {}) => JSON.stringify({ query: text, ...rest });
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it.each<[string, RequestInit & { path?: string }, number, string]>([
    ['no credential', { headers: withoutKey, body: query('{ hello }') }, 401, 'UNAUTHENTICATED'],
    [
      'a credential nobody has',
      { headers: { ...HEADERS, authorization: 'Bearer x' }, body: '{' },
      401,
      'UNAUTHENTICATED',
    ],
    ['a used-up quota', { headers: { ...HEADERS, authorization: 'Bearer used-up' }, body: '{' }, 429, 'QUOTA_EXCEEDED'],
    ['a bug of ours', { headers: { ...HEADERS, authorization: 'Bearer crash' }, body: '{' }, 500, 'INTERNAL'],
    ['a costly query', { body: query(`{ ${'hello '.repeat(1_000)} }`) }, 400, 'QUERY_TOO_COSTLY'],
    ['a body over the limit', { body: query(' '.repeat(200_001)) }, 413, 'BAD_REQUEST'],
    ['an empty body', { body: '' }, 400, 'BAD_REQUEST'],
    ['a batch', { body: `[${query('{ hello }')}]` }, 400, 'BAD_REQUEST'],
    ['no query', { body: '{}' }, 400, 'BAD_REQUEST'],
    ['a poisoned body', { body: '{"query":"{ hello }","__proto__":{"a":1}}' }, 400, 'BAD_REQUEST'],
    [
      'variables nested 90,000 deep',
      { body: `{"query":"{ hello }","variables":{"a":${deep(90_000)}}}` },
      400,
      'BAD_REQUEST',
    ],
    [
      'another charset',
      { headers: { ...HEADERS, 'content-type': 'application/json; charset=utf-7' }, body: query('{ hello }') },
      415,
      'BAD_REQUEST',
    ],
    [
      'a second parameter',
      { headers: { ...HEADERS, 'content-type': 'application/json; charset=utf-8; a=b' }, body: query('{ hello }') },
      415,
      'BAD_REQUEST',
    ],
    [
      'a compressed body',
      { headers: { ...HEADERS, 'content-encoding': 'gzip' }, body: query('{ hello }') },
      415,
      'BAD_REQUEST',
    ],
    [
      'a form',
      { headers: { ...HEADERS, 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=a' },
      415,
      'BAD_REQUEST',
    ],
    ['a parameter given twice', { method: 'GET', path: '/graphql?query={hello}&query={hello}' }, 400, 'BAD_REQUEST'],
    ['variables that are no JSON', { method: 'GET', path: '/graphql?query={hello}&variables={' }, 400, 'BAD_REQUEST'],
    ['a mutation by GET', { method: 'GET', path: '/graphql?query=mutation{touch}' }, 405, 'BAD_REQUEST'],
    ['a wrong method', { method: 'DELETE' }, 405, 'BAD_REQUEST'],
    ['an unknown address', { method: 'GET', path: '/wp-admin' }, 404, 'BAD_REQUEST'],
    ['an address that cannot be decoded', { method: 'GET', path: '/%zz' }, 400, 'BAD_REQUEST'],
  ])('refuses %s with JSON', async (_case, init, status, code) => {
    const answer = await ask(init);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json; ?charset=utf-8$/);
    expect(answer).toMatchObject({ status, body: { errors: [{ message: expect.any(String), extensions: { code } }] } });
    expect(answer.text).not.toMatch(/canary|node_modules|\bat .*:\d+:\d+|10\.0\.0\.1/);
  });

  it('says when to come again', async () => {
    const { headers, body } = await ask({ headers: { ...HEADERS, authorization: 'Bearer used-up' }, body: '{' });
    expect(headers.get('retry-after')).toBe('2');
    expect(body.errors[0].extensions).toMatchObject({ retryable: true, retryAfterMs: 1_500 });
  });

  it('says how to authenticate', async () => {
    expect((await ask({ headers: withoutKey, body: '{}' })).headers.get('www-authenticate')).toBe(
      'Bearer realm="c360"',
    );
  });

  it('says which methods an address takes', async () => {
    expect((await ask({ method: 'DELETE' })).headers.get('allow')).toBe('GET, POST');
  });

  it('refuses a GET that a foreign page could make a browser send', async () => {
    const { status } = await ask({
      method: 'GET',
      path: '/graphql?query={hello}',
      headers: { authorization: HEADERS.authorization },
    });
    expect(status).toBe(400);
  });

  it('lets go of every generation it took', async () => {
    const before = gateway.held.ever;
    await ask({ body: query('{ hello }') });
    await ask({ body: query('{ nothing }') });
    expect(gateway.held).toEqual({ now: 0, ever: before + 2 });
  });

  it('writes neither query nor variables nor address into the log', async () => {
    gateway.log.length = 0;
    await ask({
      body: query('query Canary($n: String) { hello(name: $n) }', { variables: { n: 'canary@example.com' } }),
    });
    await ask({ method: 'GET', path: '/canary@example.com?email=canary' });
    await ask({ headers: { ...HEADERS, authorization: 'Bearer crash' }, body: '{' });
    expect(gateway.log.length).toBeGreaterThanOrEqual(3);
    expect(gateway.log.join()).not.toMatch(/canary/i);
  });
});

describe('time', () => {
  it('runs out for a request at its deadline', async () => {
    const config = {
      limits: { maxBodyBytes: 1_000 },
      requestTimeoutMs: 120,
      cors: { origins: [] },
      tls: undefined,
      trustedProxies: [],
    };
    const gateway = await startFixtureGateway({ config });
    const response = await fetch(gateway.graphql, {
      method: 'POST',
      headers: HEADERS,
      body: '{"query":"{ untilAborted }"}',
    });
    await expect(response.json()).resolves.toEqual({ data: { untilAborted: 'TimeoutError' } });
    await gateway.stop();
  });

  it('is not spent on a client that has hung up', async () => {
    const gateway = await startFixtureGateway();
    const client = new AbortController();
    const init = { method: 'POST', headers: HEADERS, body: '{"query":"{ untilAborted }"}', signal: client.signal };
    const asked = fetch(gateway.graphql, init);
    while (gateway.held.now === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    client.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await gateway.stop();
    expect(gateway.held).toEqual({ now: 0, ever: 1 });
  });
});

describe('browsers on other origins', () => {
  const origin = 'https://app.example.com';
  let gateway: FixtureGateway;
  beforeAll(async () => {
    const config = {
      limits: { maxBodyBytes: 1_000 },
      requestTimeoutMs: 5_000,
      cors: { origins: [origin] },
      tls: undefined,
      trustedProxies: [],
    };
    gateway = await startFixtureGateway({ config });
  });
  afterAll(async () => gateway.stop());

  it.each([
    ['on the list', origin, 204, origin],
    ['not on the list', 'https://evil.example', 405, null],
  ])('%s', async (_case, from, status, allowed) => {
    const response = await fetch(gateway.graphql, { method: 'OPTIONS', headers: { origin: from } });
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

describe('a registered document', () => {
  const hash = 'a'.repeat(64);
  const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
  let gateway: FixtureGateway;
  const released = { now: 0 };
  beforeAll(async () => {
    gateway = await startFixtureGateway({
      door: {
        admit: async ({ body: { query, operationHash } }) => ({
          query: operationHash === hash ? 'query ($name: String) { hello(name: $name) }' : query,
          release: () => void (released.now += 1),
        }),
      },
    });
  });
  afterAll(() => gateway.stop());
  beforeEach(() => (released.now = 0));

  it('answers when a POST names its hash', async () => {
    const body = JSON.stringify({ ...byHash, variables: { name: 'hash' } });
    const response = await fetch(gateway.graphql, { method: 'POST', headers: HEADERS, body });
    expect(await response.json()).toMatchObject({ data: { hello: 'Hello hash' } });
    expect(released.now).toBe(1);
  });

  it('answers when a GET names its hash', async () => {
    const search = new URLSearchParams({
      extensions: JSON.stringify(byHash.extensions),
      variables: JSON.stringify({ name: 'get' }),
    });
    const response = await fetch(`${gateway.graphql}?${search.toString()}`, { headers: HEADERS });
    expect(await response.json()).toMatchObject({ data: { hello: 'Hello get' } });
  });

  it.each([
    ['too short', 'abc'],
    ['a number', 7],
    ['missing', undefined],
  ])('is refused by a hash that is %s', async (_, sha256Hash) => {
    const body = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
    const response = await fetch(gateway.graphql, { method: 'POST', headers: HEADERS, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

describe('the address of a caller', () => {
  const seen: string[] = [];
  const door = { authenticate: async (_headers: object, address: string) => void seen.push(address) };
  const config = { limits: { maxBodyBytes: 1_000 }, requestTimeoutMs: 1_000, cors: { origins: [] }, tls: undefined };
  const ask = (gateway: FixtureGateway) =>
    fetch(gateway.graphql, { method: 'POST', headers: { ...HEADERS, 'x-forwarded-for': '203.0.113.9' }, body: '{}' });
  beforeEach(() => void seen.splice(0));

  it.each([
    ['the socket’s, whatever a header says', [], '127.0.0.1'],
    ['the one a trusted load balancer names', ['127.0.0.0/8'], '203.0.113.9'],
  ])('is %s', async (_, trustedProxies, address) => {
    const gateway = await startFixtureGateway({ door, config: { ...config, trustedProxies } });
    await ask(gateway);
    await gateway.stop();
    expect(seen).toEqual([address]);
  });
});
