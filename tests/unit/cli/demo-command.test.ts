import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { parse, validate } from 'graphql';
import { readSchema } from '../../../src/app.ts';
import { createDemoQueries } from '../../../src/cli/create-demo-queries.ts';
import { createDemoData } from '../../../src/demo/create-demo-data.ts';
import { buildGraph } from '../../../src/graph/generation.ts';
import { runC360, startC360 } from './run-c360.ts';

const queries = createDemoQueries(createDemoData({}));

describe('the demo’s queries', () => {
  const { schema } = buildGraph(readSchema('schema'), []);

  it.each(queries)('are valid: $query', ({ query }) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });
});

it('c360 demo --port N does not begin when the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, stdout, stderr } = await runC360(['demo', '--port', String(port)]);
  other.close();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/the port is in use; stop the other process, choose another/);
}, 60_000);

const demoFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('c360-demo-'));

describe('c360 demo --json', () => {
  it('prints one line when it is ready, answers its queries in full, and leaves nothing behind', async () => {
    const before = demoFolders();
    const { child, exited } = startC360(['demo', '--json', '--port', '0', '--seed', '7'], { C360_DATA_DIR: '' });
    const lines: string[] = [];
    const output = createInterface(child.stdout).on('line', (line) => lines.push(line));
    child.stderr.resume();
    await once(output, 'line');
    const { url, key } = JSON.parse(lines[0] ?? '');

    for (const { query } of createDemoQueries(createDemoData({ seed: 7 }))) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
      const { data, errors } = JSON.parse(await response.text());
      expect({ status: response.status, errors }).toEqual({ status: 200, errors: undefined });
      expect(Object.values(data)).not.toContain(null);
    }
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain(key);

    child.kill('SIGINT');
    await expect(exited).resolves.toBe(0);
    expect(lines).toHaveLength(1);
    expect(demoFolders()).toEqual(before);
  }, 120_000);
});
