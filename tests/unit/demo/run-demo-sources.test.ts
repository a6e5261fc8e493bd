import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';

const RUNNER = 'src/demo/run-demo-sources.ts';

async function start() {
  const child = spawn(process.execPath, [RUNNER, '--seed', '5'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { env } = JSON.parse(line) as { env: Record<string, string> };
  return { child, env, ended: once(child, 'exit') };
}

describe('the demo systems in a process of their own', () => {
  it('say where they are, and end when stdin closes', async () => {
    const { child, env, ended } = await start();
    const answer = await fetch(`${env['INVENTORY_BASE_URL']}/admin/api/2021-10/locations.json`, {
      headers: { 'x-shopify-access-token': env['INVENTORY_TOKEN'] ?? '' },
    });
    expect(answer.status).toBe(200);
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });

  it('end on SIGTERM', async () => {
    const { child, ended } = await start();
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

describe('starting', () => {
  it('gives connectors every variable they read', async () => {
    const demo = await startDemoSources();
    await demo.stop();
    expect(Object.keys(demo.env).toSorted()).toEqual([
      'DMP_API_KEY',
      'DMP_BASE_URL',
      'ERP_BASE_URL',
      'ERP_PASSWORD',
      'ERP_USER',
      'FINANCE_BASE_URL',
      'FINANCE_CLIENT_ID',
      'FINANCE_CLIENT_SECRET',
      'FINANCE_TOKEN_URL',
      'INVENTORY_BASE_URL',
      'INVENTORY_TOKEN',
      'SCM_API_KEY',
      'SCM_BASE_URL',
    ]);
  });

  it('refuses a folder without data before it listens', async () => {
    await expect(startDemoSources({ data: 'no-such-folder' })).rejects.toMatchObject({ code: 'SETUP_INVALID' });
  });

  it('stops what it had started when a port is taken', async () => {
    const first = await startDemoSources();
    const port = Number(new URL(first.sources.dmp.baseUrl).port);
    await expect(startDemoSources({ ports: { dmp: port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
  });
});
