import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoSources, type DemoSources } from '../../src/demo/start-demo-sources.ts';
import { createDataDir, runC360, startC360 } from '../unit/cli/run-c360.ts';

const QUERY = JSON.stringify({ query: '{ customers(first: 1) { totalCount } }' });

let demo: DemoSources;
let env: Record<string, string>;
let key: string;

beforeAll(async () => {
  demo = await startDemoSources({ seed: 5 });
  env = {
    ...demo.env,
    C360_DATA_DIR: createDataDir(),
    C360_OUTBOUND_ALLOW: '127.0.0.1',
    C360_DRAIN_WAIT_MS: '500',
  };
  await runC360(['identity', 'sync', '--json'], env);
  const made = await runC360(['keys', 'create', '--name', 'test', '--scopes', 'customer:read', '--json'], env);
  key = JSON.parse(made.stdout).key;
}, 120_000);

afterAll(async () => demo.stop());

/** Starts two workers as a user would and waits until they answer. */
async function startWorkers() {
  const { child, exited } = startC360(['serve', '--workers', '2', '--port', '0'], env);
  const printed: string[] = [];
  const logged: Record<string, unknown>[] = [];
  createInterface(child.stderr).on('line', (line) => logged.push(JSON.parse(line)));
  const output = createInterface(child.stdout).on('line', (line) => printed.push(line));
  const ended = exited.then((code) => `exit ${code}: ${JSON.stringify(logged)}`);
  const said = await Promise.race([once(output, 'line').then(() => undefined), ended]);
  if (said !== undefined) throw new Error(said);

  const pids = () => logged.filter(({ event }) => event === 'worker-ready').map(({ pid }) => Number(pid));
  return { child, exited, printed, logged, pids, graphql: printed[0] ?? '', base: new URL(printed[0] ?? '').origin };
}

/** Status and body; over a connection of its own unless an agent is given. */
async function ask(url: string, agent = new Agent({ keepAlive: false })): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const method = url.endsWith('/graphql') ? 'POST' : 'GET';
  return new Promise((resolve, reject) => {
    request(url, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('error', reject).once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .once('error', reject)
      .end(method === 'POST' ? QUERY : undefined);
  });
}

/** Eight callers that ask one question after the other. */
function startLoad(url: string) {
  const seen = { answers: 0, failures: [] as string[] };
  const stop = new AbortController();
  const callers = Array.from({ length: 8 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!stop.signal.aborted) {
      const status = await ask(url, agent).then(
        (answer) => String(answer.status),
        (error: unknown) => String(error),
      );
      if (status === '200') seen.answers += 1;
      else seen.failures.push(status);
      await sleep(5);
    }
    agent.destroy();
  });
  const end = async () => {
    stop.abort();
    await Promise.all(callers);
  };
  return { seen, end };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

/** How many GraphQL requests the page of metrics speaks of. */
async function countOf(base: string): Promise<number> {
  const { text } = await ask(`${base}/metrics`);
  const line = /^c360_http_request_duration_seconds_count\{.*route="\/graphql".*\} (\d+)$/m.exec(text);
  return Number(line?.[1] ?? 0);
}

describe('c360 serve --workers 2', () => {
  it('answers with two processes as with one', async () => {
    const gateway = await startWorkers();
    expect(gateway.printed).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/)]);
    expect(new Set(gateway.pids()).size).toBe(2);

    // Whichever worker is asked shows what all have counted.
    for (let asked = 0; asked < 10; asked += 1) expect((await ask(gateway.graphql)).status).toBe(200);
    await until(async () => (await countOf(gateway.base)) === 10);
    for (let asked = 0; asked < 4; asked += 1) expect(await countOf(gateway.base)).toBe(10);

    // One is killed under load: the other goes on, a new one comes, and no counter falls.
    const load = startLoad(gateway.graphql);
    await until(() => load.seen.answers > 20);
    const counted = await countOf(gateway.base);
    process.kill(gateway.pids()[0] ?? 0, 'SIGKILL');
    await until(() => gateway.pids().length === 3);
    expect(gateway.logged).toContainEqual(expect.objectContaining({ event: 'worker-ended', signal: 'SIGKILL' }));
    expect(await countOf(gateway.base)).toBeGreaterThanOrEqual(counted);
    const [answers, failures] = [load.seen.answers, load.seen.failures.length];
    await until(() => load.seen.answers > answers + 20);
    // Only what the killed one was answering is lost: at most one request of each caller.
    expect(failures).toBeLessThanOrEqual(8);
    expect(load.seen.failures).toHaveLength(failures);

    // Both read their setup anew, and record it in one audit.
    gateway.child.kill('SIGHUP');
    await until(() => gateway.logged.filter(({ event }) => event === 'reloaded').length === 2);

    // Told to stop under load, no request fails.
    gateway.child.kill('SIGTERM');
    await until(async () => (await ask(`${gateway.base}/health/ready`)).status === 503);
    await sleep(100);
    await load.end();
    expect(load.seen.failures).toHaveLength(failures);
    await expect(gateway.exited).resolves.toBe(0);
    expect(gateway.printed).toHaveLength(1);

    const verdict = await runC360(['audit', 'verify', '--json'], env);
    expect(JSON.parse(verdict.stdout)).toMatchObject({ intact: true, problems: [] });
    const list = await runC360(['audit', 'list'], env);
    expect(list.stdout.match(/connectors\.reload/g)).toHaveLength(2);
  }, 300_000);

  it('stops in good order when all its processes get the signal, as from a terminal or a supervisor', async () => {
    const gateway = await startWorkers();
    for (const pid of [gateway.child.pid, ...gateway.pids()]) process.kill(pid ?? 0, 'SIGINT');
    for (const pid of gateway.pids()) process.kill(pid, 'SIGTERM');
    await expect(gateway.exited).resolves.toBe(0);
    expect(gateway.logged.filter(({ event }) => event === 'worker-ended')).toEqual([]);
  }, 120_000);

  it('leaves no worker behind when its primary is killed', async () => {
    const gateway = await startWorkers();
    gateway.child.kill('SIGKILL');
    await until(() => gateway.logged.filter(({ event }) => event === 'stopped').length === 2);
    await until(() => gateway.pids().every((pid) => !isRunning(pid)));
    expect(gateway.logged.filter(({ signal }) => signal === 'disconnect')).toHaveLength(2);
  }, 120_000);

  it('tells once what is wrong with the setup, and ends with exit code 2', async () => {
    const withoutErp = { ...env, ERP_BASE_URL: '' };
    const { code, stdout, stderr } = await runC360(['serve', '--workers', '3', '--port', '0'], withoutErp);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.match(/SETUP_INVALID/g)).toHaveLength(1);
    expect(stderr).toContain('ERP_BASE_URL');
  }, 60_000);
});

it.each(['0', '257', 'all'])(
  'c360 serve --workers %s is refused',
  async (workers) => {
    const { code, stderr } = await runC360(['serve', '--workers', workers], env);
    expect(code).toBe(2);
    expect(stderr).toContain('--workers: workers:');
  },
  60_000,
);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
