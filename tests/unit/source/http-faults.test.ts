import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { AppError } from '../../../src/errors.ts';
import { createHttpSource } from '../../../src/source/create-http-source.ts';
import { createOutbound } from '../../../src/source/outbound.ts';
import type { HttpSourceSettings } from '../../../src/source/source-settings.ts';
import type { Source, SourceCall, SourceRequest, SourceResponse } from '../../../src/source/source.ts';
import { LOOPBACK } from '../../loopback-sources.ts';
import { type Answer, sendJson, startServer, type TestServer } from './start-server.ts';

const SECRET_TEXT = 'upstream-secret-text';

const request: SourceRequest = { method: 'GET', path: '/rows', query: [], headers: {}, idempotent: true };

function settings(baseUrl: string, changes: Partial<HttpSourceSettings> = {}): HttpSourceSettings {
  return {
    name: 'erp',
    kind: 'rest',
    baseUrl,
    auth: { type: 'none' },
    headers: {},
    outbound: createOutbound({ ...LOOPBACK, plainHttp: true }),
    timeoutMs: 400,
    retry: { attempts: 1, budgetRatio: 0.1, baseDelayMs: 1 },
    breaker: { failureRatio: 0.5, windowMs: 30_000, minimumCalls: 20, cooldownMs: 5_000 },
    limits: { concurrency: 4, queue: 10, maxResponseBytes: 100_000, maxRows: 100_000 },
    ...changes,
  };
}

describe('a source over HTTP', () => {
  let server: TestServer | undefined;
  let source: Source | undefined;
  let calls: SourceCall[] = [];

  async function ask(answer: Answer, changes: Partial<HttpSourceSettings> = {}): Promise<SourceResponse> {
    server = await startServer(answer);
    source = createHttpSource(settings(server.url, changes));
    calls = [];
    const observer = { onCall: (call: SourceCall) => calls.push(call) };
    return source.send(request, { coordinate: 'Customer', keys: 1, observer });
  }

  async function failure(answer: Answer, changes: Partial<HttpSourceSettings> = {}): Promise<AppError> {
    const error: unknown = await ask(answer, changes).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof AppError)) throw new TypeError(`expected an AppError, got ${String(error)}`);
    return error;
  }

  afterEach(async () => {
    await source?.close();
    await server?.close();
    source = undefined;
    server = undefined;
  });

  const withBody =
    (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);

  it.each<[string, Answer, string]>([
    ['a server error', withBody(500, `{"error":"${SECRET_TEXT}"}`), 'SOURCE_UNAVAILABLE'],
    ['502 with HTML', withBody(502, `<html>${SECRET_TEXT}</html>`), 'SOURCE_UNAVAILABLE'],
    ['its own gateway timing out', withBody(504, ''), 'SOURCE_TIMEOUT'],
    ['throttling', withBody(429, `{"error":"${SECRET_TEXT}"}`), 'SOURCE_THROTTLED'],
    ['an unknown credential', withBody(401, SECRET_TEXT), 'SOURCE_REJECTED'],
    ['a forbidden resource', withBody(403, SECRET_TEXT), 'SOURCE_REJECTED'],
    ['a missing resource', withBody(404, '{}'), 'SOURCE_REJECTED'],
    [
      'a redirect, which our credentials must not follow',
      withBody(302, '', { Location: 'http://localhost/' }),
      'SOURCE_REJECTED',
    ],
    [
      'a log-in page with 200',
      withBody(200, `<html>${SECRET_TEXT}</html>`, { 'Content-Type': 'text/html' }),
      'SOURCE_BAD_DATA',
    ],
    ['an empty answer', withBody(200, ''), 'SOURCE_BAD_DATA'],
    ['truncated JSON of the right length', withBody(200, '{"rows":[{"id":1},{"i'), 'SOURCE_BAD_DATA'],
    ['a connection destroyed before a byte', (response) => response.destroy(), 'SOURCE_UNAVAILABLE'],
    [
      'a body shorter than announced',
      (response) => {
        response.writeHead(200, { 'Content-Length': '100' }).write('{"rows":');
        setTimeout(() => response.destroy(), 20);
      },
      'SOURCE_UNAVAILABLE',
    ],
    ['a body larger than the limit', withBody(200, `"${'x'.repeat(200_000)}"`), 'SOURCE_TOO_LARGE'],
    [
      'a gzip bomb',
      withBody(200, gzipSync(Buffer.alloc(20_000_000, 32)), { 'Content-Encoding': 'gzip' }),
      'SOURCE_TOO_LARGE',
    ],
    [
      'a brotli bomb',
      withBody(200, brotliCompressSync(Buffer.alloc(20_000_000, 32)), { 'Content-Encoding': 'br' }),
      'SOURCE_TOO_LARGE',
    ],
    [
      'a broken compression',
      withBody(200, Buffer.from('not gzip at all'), { 'Content-Encoding': 'gzip' }),
      'SOURCE_BAD_DATA',
    ],
    ['a compression we do not know', withBody(200, '{}', { 'Content-Encoding': 'gzip, gzip' }), 'SOURCE_BAD_DATA'],
    ['JSON nested 100,000 deep', withBody(200, '['.repeat(50_000) + ']'.repeat(50_000)), 'SOURCE_BAD_DATA'],
    ['bytes that are no UTF-8', withBody(200, Buffer.from([0x22, 0xc3, 0x28, 0x22])), 'SOURCE_BAD_DATA'],
    [
      'an unknown charset',
      withBody(200, '{}', { 'Content-Type': 'application/json; charset=klingon' }),
      'SOURCE_BAD_DATA',
    ],
    ['no answer at all', () => undefined, 'SOURCE_TIMEOUT'],
    ['headers and then nothing', (response) => response.writeHead(200).write('{'), 'SOURCE_TIMEOUT'],
    [
      'a byte every 50 ms',
      (response) => {
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      },
      'SOURCE_TIMEOUT',
    ],
  ])('answers %s with the right code, naming the source and nothing the source wrote', async (_name, answer, code) => {
    const error = await failure(answer);
    expect(error.code).toBe(code);
    expect(error.source).toBe('erp');
    expect(calls).toMatchObject([{ source: 'erp', coordinate: 'Customer', keys: 1, outcome: code }]);
    const shown = `${error.message} ${error.detail}`;
    expect(shown).not.toContain(SECRET_TEXT);
    expect(shown).not.toContain('127.0.0.1');
  });

  it('fails as unavailable when nothing listens', async () => {
    const gone = await startServer(() => undefined);
    await gone.close();
    source = createHttpSource(settings(gone.url));
    await expect(source.send(request, { coordinate: 'Customer', keys: 1 })).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      source: 'erp',
      detail: 'ECONNREFUSED',
    });
  });

  it('fails as unavailable when the name does not resolve', async () => {
    source = createHttpSource(settings('http://no-such-host.invalid', { timeoutMs: 5_000 }));
    const error: unknown = await source
      .send(request, { coordinate: 'Customer', keys: 1 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'erp' });
    expect(String(error)).not.toContain('no-such-host');
  });

  it('closes the connection of an answer it gives up', async () => {
    let closed: () => void = () => undefined;
    const whenClosed = new Promise<void>((resolve) => (closed = resolve));
    await failure((response) => {
      response.on('close', closed);
      response.writeHead(200).write('{');
    });
    await whenClosed;
    expect(calls).toMatchObject([{ outcome: 'SOURCE_TIMEOUT', attempts: 1 }]);
  });

  it('stops when the caller gives up, and tells the breaker nothing by it', async () => {
    server = await startServer(() => undefined);
    source = createHttpSource(
      settings(server.url, {
        timeoutMs: 5_000,
        breaker: { failureRatio: 0.1, windowMs: 1_000, minimumCalls: 1, cooldownMs: 5_000 },
      }),
    );
    const controller = new AbortController();
    const asked = source.send(request, { coordinate: 'Customer', keys: 1, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(asked).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', detail: 'cancelled by the caller' });
    expect(source.health().breaker).toBe('closed');
  });

  it.each(['gbk', 'gb18030', 'big5', 'shift_jis', 'iso-8859-1'])('reads %s by the content type', async (charset) => {
    const name = {
      gbk: [0xc0, 0xee],
      gb18030: [0xc0, 0xee],
      big5: [0xa7, 0xf5],
      shift_jis: [0x97, 0x9b],
      'iso-8859-1': [0xfc],
    }[charset];
    const answer = Buffer.concat([Buffer.from('{"n":"'), Buffer.from(name ?? []), Buffer.from('"}')]);
    const { body } = await ask(withBody(200, answer, { 'Content-Type': `application/json; charset="${charset}"` }));
    expect(body).toEqual({ n: charset === 'iso-8859-1' ? 'ü' : '李' });
  });

  it('gives status, lower-case headers, parsed body and the time', async () => {
    const before = Date.now();
    const response = await ask((reply) => sendJson(reply, { rows: [1] }, { 'X-Shop': 'a' }));
    expect(response).toMatchObject({ status: 200, headers: { 'x-shop': 'a' }, body: { rows: [1] } });
    expect(response.receivedAt).toBeGreaterThanOrEqual(before);
    expect(calls).toMatchObject([{ outcome: 'ok', attempts: 1, bytes: 12 }]);
    expect(source?.health()).toMatchObject({ state: 'up', breaker: 'closed' });
  });

  it.each([
    ['204', 204],
    ['304', 304],
  ])('takes %s for an answer without a body', async (_name, status) => {
    expect(await ask((reply) => reply.writeHead(status).end())).toMatchObject({ status, body: undefined });
  });

  it.each<[string, string, string]>([
    ['bytes that are no HTTP', '\u0000\u0001 garbage\r\n\r\n', 'SOURCE_BAD_DATA'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n', 'SOURCE_BAD_DATA'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'SOURCE_BAD_DATA'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(20_000)}\r\n`, 'SOURCE_BAD_DATA'],
    ['half of its headers', 'HTTP/1.1 200 OK\r\nContent-', 'SOURCE_UNAVAILABLE'],
  ])('survives %s', async (_name, bytes, code) => {
    const raw = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end(bytes),
    );
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const address = raw.address();
    source = createHttpSource(settings(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`));
    const error: unknown = await source
      .send(request, { coordinate: 'Customer', keys: 1 })
      .catch((thrown: unknown) => thrown);
    raw.close();
    expect(error).toMatchObject({ code, source: 'erp' });
  });
});
