import type { Source } from '../../src/source/source.ts';
import { sendJson, startServer, type TestServer } from '../unit/source/start-server.ts';
import { CONTEXT, createTestSource, failureOf, ROWS } from '../unit/source/test-source.ts';

describe('a large answer', () => {
  let server: TestServer;
  const sources: Source[] = [];
  const texts: Record<string, string> = {};

  beforeAll(async () => {
    const row = { text: 'x'.repeat(80), amount: '12.00', list: [1, 2, 3] };
    texts['/rows'] = JSON.stringify({ rows: Array.from({ length: 40_000 }, (_, id) => ({ id, ...row })) });
    texts['/many'] = `{"rows":[${Array(1_000_000).fill('{}').join(',')}]}`;
    texts['/deep'] = '['.repeat(100_000) + ']'.repeat(100_000);
    texts['/broken'] = `${texts['/rows'].slice(0, -2)},]}`;
    server = await startServer((response, request) =>
      request.url === '/small' ? sendJson(response, {}) : response.end(texts[request.url ?? '']),
    );
  });
  afterEach(() => Promise.all(sources.splice(0).map((source) => source.close())));
  afterAll(() => server.close());

  function connect(): Source {
    const source = createTestSource({ baseUrl: server.url, timeoutMs: 15_000 });
    sources.push(source);
    return source;
  }
  const at = (path: string) => ({ ...ROWS, path });

  it.each([
    ['a million rows', '/many', 'SOURCE_TOO_LARGE', 'more than 100000 rows'],
    ['a hundred thousand levels', '/deep', 'SOURCE_BAD_DATA', 'nested deeper than 100'],
    ['an end that is no JSON', '/broken', 'SOURCE_BAD_DATA', 'not JSON'],
  ])('with %s is refused', async (_what, path, code, detail) => {
    expect(await failureOf(connect(), at(path))).toMatchObject({ code, detail, attempts: 1 });
  });

  it('is read while others are answered', async () => {
    const ended: string[] = [];
    const large = connect()
      .send(ROWS, CONTEXT)
      .then(({ body }) => {
        ended.push('large');
        return body;
      });
    const quick = connect();
    while (!ended.includes('large')) await quick.send(at('/small'), CONTEXT).then(() => ended.push('small'));
    expect(await large).toEqual(JSON.parse(texts['/rows'] ?? ''));
    // Its bytes arrive in many turns, too; without slices, reading them would end in the turn of the last.
    expect(ended.filter((each) => each === 'small').length).toBeGreaterThan(5);
  });
});
