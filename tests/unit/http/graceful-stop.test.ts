import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HEADERS, startFixtureGateway } from './start-fixture-gateway.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('./run-fixture-gateway.ts'));

async function startProcess() {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(createInterface(child.stdout), 'line');
  const exited = once(child, 'exit').then(([code]) => Number(code));
  return { url: String(url), stop: () => child.kill('SIGTERM'), exited };
}

/** One POST over the agent's connections: its status and whether the server says that it will close this connection. */
async function post(url: string, agent: Agent, query: string): Promise<{ status: number; closes: boolean }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/graphql`,
      { method: 'POST', agent, headers: HEADERS },
      (response: IncomingMessage) => {
        const answer = { status: response.statusCode ?? 0, closes: response.headers.connection === 'close' };
        response.resume().once('end', () => resolve(answer));
      },
    );
    asked.once('error', reject).end(JSON.stringify({ query }));
  });
}

/** Asks at a steady rate until told to stop; what went wrong is kept word by word. */
function startLoad(url: string, { perSecond, delayMs }: { perSecond: number; delayMs: number }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const seen = { answers: 0, closing: 0, failures: [] as string[] };
  const pending = new Set<Promise<void>>();
  async function askOnce(): Promise<void> {
    try {
      const { status, closes } = await post(url, agent, `{ slow(delayMs: ${delayMs}) }`);
      if (status === 200) seen.answers += 1;
      else seen.failures.push(String(status));
      if (closes) seen.closing += 1;
    } catch (error) {
      seen.failures.push(String(error));
    }
  }
  const timer = setInterval(() => {
    const asked = askOnce().finally(() => pending.delete(asked));
    pending.add(asked);
  }, 1_000 / perSecond);
  return {
    seen,
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
      agent.destroy();
    },
  };
}

async function untilNotReady(url: string): Promise<void> {
  while ((await fetch(`${url}/health/ready`)).status === 200) await sleep(20);
}

describe('SIGTERM at 200 requests a second', () => {
  it('fails none for a client that honours readiness', async () => {
    const gateway = await startProcess();
    const load = startLoad(gateway.url, { perSecond: 200, delayMs: 60 });
    await sleep(1_000);
    gateway.stop();
    await untilNotReady(gateway.url);
    await sleep(100);
    await load.stop();
    await expect(gateway.exited).resolves.toBe(0);
    expect(load.seen.failures).toEqual([]);
    expect(load.seen.answers).toBeGreaterThan(100);
  });

  it('resets none for a client that only stops when every connection of its was announced to close', async () => {
    const gateway = await startProcess();
    const load = startLoad(gateway.url, { perSecond: 200, delayMs: 60 });
    await sleep(500);
    gateway.stop();
    while (load.seen.closing < 50 && load.seen.failures.length === 0) await sleep(10);
    await load.stop();
    await expect(gateway.exited).resolves.toBe(0);
    expect(load.seen.failures).toEqual([]);
  });
});

describe('a stop', () => {
  it('lets a request in flight finish', async () => {
    const gateway = await startFixtureGateway();
    const asked = post(gateway.url, new Agent({ keepAlive: true }), '{ slow(delayMs: 400) }');
    while (gateway.held.now === 0) await sleep(5);
    await gateway.stop();
    await expect(asked).resolves.toEqual({ status: 200, closes: true });
  });

  it('does not wait for ever', async () => {
    const gateway = await startFixtureGateway();
    const asked = post(gateway.url, new Agent(), '{ slow(delayMs: 60000) }').catch((error: unknown) => String(error));
    while (gateway.held.now === 0) await sleep(5);
    await gateway.stop({ waitMs: 0, timeoutMs: 100 });
    await expect(asked).resolves.toMatch(/socket hang up|ECONNRESET/);
  });
});
