import { mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADERS, startFixtureGateway, type FixtureGateway } from './start-fixture-gateway.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the console', () => {
  let gateway: FixtureGateway;
  beforeAll(async () => {
    gateway = await startFixtureGateway({
      console: {
        cacheDir: mkdtempSync(join(tmpdir(), 'c360-console-')),
        offer: () => ({
          key: 'development-key',
          queries: [{ query: 'query Hello { hello }', variables: { name: '</script>' } }],
        }),
      },
    });
  }, 60_000);
  afterAll(async () => gateway.stop());

  async function open(path: string, headers: Record<string, string> = BROWSER) {
    const response = await fetch(gateway.url + path, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it.each(['/', '/graphql'])('opens at %s with the queries and the key', async (path) => {
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('query Hello { hello }');
    expect(page.text).toContain('Bearer development-key');
    expect(page.text.match(/<\/script>/g)).toHaveLength(2);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
  });

  it('serves every file that the page and its script name, and needs nothing from elsewhere', async () => {
    const { text } = await open('/');
    const named = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const script = await open(named.find((path) => path.endsWith('.js')) ?? '');
    const style = await open(named.find((path) => path.endsWith('.css')) ?? '');
    const deeper = [...(script.text + style.text).matchAll(/\/console\/[\w-]+\/[\w.-]+/g)].map(([path]) => path);

    const files = [...new Set([...named, ...deeper])];
    expect(files.map((path) => path.replace(/^.*\//, '')).sort()).toEqual([
      'codicon.ttf',
      'console.css',
      'console.js',
      'editor.worker.js',
      'graphql.worker.js',
      'json.worker.js',
    ]);
    for (const file of files) {
      const { status, headers } = await open(file);
      expect([file, status, headers.get('cache-control')]).toEqual([file, 200, expect.stringContaining('immutable')]);
    }
  });

  it.each(['/console/x/console.js', '/console/x/..%2f..%2fpackage.json', '/console/%2e%2e/console.js'])(
    'has nothing at %s',
    async (path) => {
      expect(await open(path)).toMatchObject({ status: 404, text: expect.stringContaining('BAD_REQUEST') });
    },
  );

  it('keeps the key from a page elsewhere whose name points here', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(gateway.url, { headers: { ...BROWSER, host: 'rebound.example' } }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      });
      asked.on('error', reject).end();
    });
    expect(text).toContain('query Hello');
    expect(text).not.toContain('development-key');
  });

  it('leaves programs that ask by GET to the graph', async () => {
    const { status, text } = await open('/graphql?query={hello}', { ...HEADERS, accept: '*/*' });
    expect({ status, text: JSON.parse(text) }).toEqual({ status: 200, text: { data: { hello: 'Hello world' } } });
  });
});

it('is not there when nobody asked for it', async () => {
  const gateway = await startFixtureGateway();
  const [root, graphql] = await Promise.all(
    ['/', '/graphql'].map(async (path) => fetch(gateway.url + path, { headers: BROWSER })),
  );
  expect([root?.status, graphql?.status]).toEqual([404, 401]);
  await gateway.stop();
});
