import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAudit } from '../../src/access/audit/create-audit.ts';
import { Secret } from '../../src/config/secret.ts';
import { openStore } from '../../src/store/open-store.ts';

const SECRET = 'a secret of this test and of nothing else';
const WRITER = fileURLToPath(new URL('audit-writer.ts', import.meta.url));
const ROUNDS = 5;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'c360-audit-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = () => `sqlite:${join(folder, 'c360.db')}`;
const spoolFolder = () => join(folder, 'audit');

/** Lets a process record under load, ends it by the signal, and gives the names of what it was told is kept. */
async function recordUntil(signal: NodeJS.Signals, prefix: string): Promise<string[]> {
  const args = [WRITER, url(), spoolFolder(), SECRET, prefix];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(child, 'close');
  while (output.length === 0) await delay(10);
  await delay(100 + Math.random() * 400);
  child.kill(signal);
  await closed;
  return output.split('\n').slice(0, -1);
}

async function readAll(): Promise<{ requestIds: string[]; intact: boolean }> {
  const store = await openStore({ url: url() });
  const audit = createAudit({ store, secret: new Secret(SECRET), folder: spoolFolder() });
  await audit.flush();
  const rows = await store.all<{ entry: string }>('select entry from audit_record');
  const { intact } = await audit.verify();
  await audit.close();
  await store.close();
  return { requestIds: rows.map(({ entry }) => JSON.parse(entry).requestId), intact };
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'a gateway ended by %s under load loses no acknowledged entry, keeps none twice, and its chain holds',
  async (signal) => {
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) acknowledged.push(...(await recordUntil(signal, `round${round}`)));
    const { requestIds, intact } = await readAll();
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(new Set(acknowledged).difference(new Set(requestIds))).toEqual(new Set());
    expect(new Set(requestIds).size).toBe(requestIds.length);
    expect(intact).toBe(true);
  },
  60_000,
);

it('workers that share a store and a folder keep one chain, and lose nothing when some are killed', async () => {
  const rounds = await Promise.all(
    (['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGTERM'] as const).map(async (signal, worker) => [
      ...(await recordUntil(signal, `worker${worker}`)),
      ...(await recordUntil(signal, `worker${worker}-next`)),
    ]),
  );
  const acknowledged = rounds.flat();
  const { requestIds, intact } = await readAll();
  expect(rounds.every(({ length }) => length > 0)).toBe(true);
  expect(new Set(acknowledged).difference(new Set(requestIds))).toEqual(new Set());
  expect(new Set(requestIds).size).toBe(requestIds.length);
  expect(intact).toBe(true);
}, 120_000);
