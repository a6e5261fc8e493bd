import { inspect } from 'node:util';
import { Secret } from '../../../src/config/secret.ts';
import { createHttpSource } from '../../../src/source/create-http-source.ts';
import type { AuthSettings } from '../../../src/source/source-settings.ts';
import { createOutbound } from '../../../src/source/outbound.ts';
import type { Source, SourceRequest } from '../../../src/source/source.ts';
import { LOOPBACK } from '../../loopback-sources.ts';
import { type Answer, sendJson, startServer, type TestServer } from './start-server.ts';

const request: SourceRequest = { method: 'GET', path: '/rows', query: [['q', 'a b']], headers: {}, idempotent: true };
const context = { coordinate: 'Customer', keys: 1 };

describe('credentials of a source', () => {
  let server: TestServer;
  let answer: Answer;
  const sources: Source[] = [];

  beforeEach(async () => {
    answer = (response) => sendJson(response, {});
    server = await startServer((...parts) => answer(...parts));
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.close()));
    await server.close();
  });

  function connect(auth: AuthSettings): Source {
    const source = createHttpSource({
      name: 'erp',
      kind: 'rest',
      baseUrl: server.url,
      auth,
      headers: { 'X-Fixed': 'yes' },
      outbound: createOutbound(LOOPBACK),
      timeoutMs: 1_000,
      retry: { attempts: 1, budgetRatio: 0, baseDelayMs: 1 },
      breaker: { failureRatio: 0.5, windowMs: 30_000, minimumCalls: 100, cooldownMs: 1_000 },
      limits: { concurrency: 50, queue: 50, maxResponseBytes: 10_000, maxRows: 100_000 },
    });
    sources.push(source);
    return source;
  }

  it.each<[string, AuthSettings, string, Record<string, string>]>([
    ['none', { type: 'none' }, '/rows?q=a%20b', {}],
    [
      'basic, in UTF-8',
      { type: 'basic', username: new Secret('zoë'), password: new Secret('p:w') },
      '/rows?q=a%20b',
      { authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode('zoë:p:w')))}` },
    ],
    ['bearer', { type: 'bearer', token: new Secret('t0ken') }, '/rows?q=a%20b', { authorization: 'Bearer t0ken' }],
    [
      'a header',
      { type: 'apiKey', in: 'header', name: 'X-Key', value: new Secret('k&y') },
      '/rows?q=a%20b',
      { 'x-key': 'k&y' },
    ],
    [
      'a parameter',
      { type: 'apiKey', in: 'query', name: 'key', value: new Secret('k&y') },
      '/rows?q=a%20b&key=k%26y',
      {},
    ],
  ])('travel as %s', async (_name, auth, path, headers) => {
    await connect(auth).send(request, context);
    expect(server.requests).toMatchObject([{ line: `GET ${path}`, headers: { 'x-fixed': 'yes', ...headers } }]);
  });

  it('print nowhere', () => {
    const auth: AuthSettings = { type: 'bearer', token: new Secret('t0ken') };
    const source = connect(auth);
    expect(`${JSON.stringify(auth)}${inspect(auth)}${inspect(source, { depth: 9 })}`).not.toContain('t0ken');
  });

  it('with a line break never leave', async () => {
    const source = connect({ type: 'bearer', token: new Secret('a\r\nX-Evil: 1') });
    await expect(source.send(request, context)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(server.requests).toEqual([]);
  });

  it('do not follow a link to another host', async () => {
    const source = connect({ type: 'bearer', token: new Secret('t0ken') });
    for (const path of [
      'http://169.254.169.254/',
      'https://127.0.0.1/',
      'file:///etc/passwd',
      'data:application/json,{}',
    ]) {
      await expect(source.send({ ...request, path }, context)).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
    }
    expect(server.requests).toEqual([]);
  });

  describe('by OAuth 2 client credentials', () => {
    const settings = (credentials: 'basic' | 'body' = 'basic', scope = 'read write'): AuthSettings => ({
      type: 'oauth2ClientCredentials',
      tokenUrl: `${server.url}/token?tenant=a`,
      clientId: new Secret('id'),
      clientSecret: new Secret('s3cret'),
      scope,
      credentials,
    });
    const tokenCalls = () => server.requests.filter(({ line }) => line.startsWith('POST /token'));

    /** Gives out token-1, token-2, ...; rows are for the newest only. */
    function issuing({ expiresIn = 600, status = 200 }: { expiresIn?: unknown; status?: number } = {}): () => void {
      let issued = 0;
      let revoked = 0;
      answer = (response, asked) => {
        if (asked.url?.startsWith('/token')) {
          issued += 1;
          response
            .writeHead(status)
            .end(JSON.stringify({ access_token: `token-${issued}`, expires_in: expiresIn, error: 'invalid_client' }));
        } else if (asked.headers.authorization === `Bearer token-${issued}` && issued > revoked)
          sendJson(response, { issued });
        else response.writeHead(401).end();
      };
      return () => (revoked = issued);
    }

    it.each<['basic' | 'body', string, string | undefined]>([
      ['basic', 'grant_type=client_credentials&scope=read+write', `Basic ${btoa('id:s3cret')}`],
      ['body', 'grant_type=client_credentials&scope=read+write&client_id=id&client_secret=s3cret', undefined],
    ])('asks for a token with its credentials in %s', async (credentials, body, authorization) => {
      issuing();
      await connect(settings(credentials)).send(request, context);
      expect(tokenCalls()).toMatchObject([{ line: 'POST /token?tenant=a', body }]);
      expect(tokenCalls()[0]?.headers.authorization).toBe(authorization);
      expect(tokenCalls()[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    });

    it('asks once for everybody, and keeps the token', async () => {
      issuing();
      const source = connect(settings());
      await Promise.all(Array.from({ length: 20 }, () => source.send(request, context)));
      await source.send(request, context);
      expect(tokenCalls()).toHaveLength(1);
    });

    it('asks again when half of a short life is over', async () => {
      issuing({ expiresIn: '0.05' });
      const source = connect(settings());
      await source.send(request, context);
      await new Promise((resolve) => setTimeout(resolve, 40));
      await source.send(request, context);
      expect(tokenCalls()).toHaveLength(2);
    });

    it('gets one new token when a token dies early, however many notice', async () => {
      const revoke = issuing();
      const source = connect(settings());
      await source.send(request, context);
      revoke();
      const answers = await Promise.all(Array.from({ length: 10 }, () => source.send(request, context)));
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(tokenCalls()).toHaveLength(2);
    });

    it('is refused after one more try when new tokens do not help', async () => {
      answer = (response, asked) => {
        if (asked.url?.startsWith('/token')) sendJson(response, { access_token: 'token', expires_in: 600 });
        else response.writeHead(401).end();
      };
      await expect(connect(settings()).send(request, context)).rejects.toMatchObject({
        code: 'SOURCE_REJECTED',
        detail: 'status 401',
      });
      expect(tokenCalls()).toHaveLength(2);
    });

    it.each<[number, string]>([
      [400, 'SOURCE_REJECTED'],
      [401, 'SOURCE_REJECTED'],
      [429, 'SOURCE_THROTTLED'],
      [503, 'SOURCE_UNAVAILABLE'],
    ])('calls a token endpoint that answers %i %s', async (status, code) => {
      issuing({ status });
      const error: unknown = await connect(settings())
        .send(request, context)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, source: 'erp', detail: `token endpoint answered ${status}` });
      expect(inspect(error)).not.toContain('s3cret');
    });

    it('does not let one caller who leaves end the request of the others', async () => {
      let release: () => void = () => undefined;
      answer = (response, asked) => {
        if (!asked.url?.startsWith('/token')) sendJson(response, {});
        else release = () => sendJson(response, { access_token: 'token', expires_in: 600 });
      };
      const source = connect(settings());
      const controller = new AbortController();
      const first = source.send(request, { ...context, signal: controller.signal });
      const second = source.send(request, context);
      while (tokenCalls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort();
      await expect(first).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
      release();
      expect(await second).toMatchObject({ status: 200 });
      expect(tokenCalls()).toHaveLength(1);
    });
  });
});
