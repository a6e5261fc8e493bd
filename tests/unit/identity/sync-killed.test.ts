import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../../src/config/secret.ts';
import { createIdentity } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { partitionOf } from './partition.ts';

const script = fileURLToPath(new URL('./sync-process.ts', import.meta.url));

/** Runs a sync and kills it the moment it has made so much progress; resolves with how many steps it made. */
async function syncKilledAfter(url: string, steps: number): Promise<number> {
  const child = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  let made = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    made += 1;
    if (made === steps) child.kill('SIGKILL');
  }
  await ended;
  return made;
}

describe('a sync that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'c360-killed-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const urlOf = (name: string): string => `sqlite:${join(folder, name)}`;

  async function contentOf(url: string): Promise<unknown> {
    const store = await openStore({ url });
    const identity = createIdentity({ store, secret: new Secret('a secret of this test and of nothing else') });
    const counts = ['record', 'member', 'membership', 'identifier', 'customer', 'link', 'event'].map(async (table) => {
      const row = await store.get<{ rows: number }>(`select count(*) as rows from identity_${table}`);
      return [table, row?.rows];
    });
    const content = { partition: await partitionOf(identity), counts: await Promise.all(counts) };
    await store.close();
    return content;
  }

  it('at any point, again and again, loses nothing and doubles nothing when it runs to its end', async () => {
    const all = await syncKilledAfter(urlOf('straight.db'), Infinity);
    const straight = await contentOf(urlOf('straight.db'));
    for (const steps of [7, all - 2, all - 1]) await syncKilledAfter(urlOf('killed.db'), steps);
    await syncKilledAfter(urlOf('killed.db'), Infinity);
    expect(await contentOf(urlOf('killed.db'))).toEqual(straight);
  }, 120_000);
});
