import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../../src/config/secret.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { dumpTables } from './dump-tables.ts';
import { createSource, withTaxId } from './invented-sources.ts';

const script = fileURLToPath(new URL('./erase-process.ts', import.meta.url));
const secret = new Secret('a secret of this test and of nothing else');

/** Erases a customer and kills that the moment it has made so many statements; resolves with how many it made. */
async function erasureKilledAfter(url: string, customer: string, most: number): Promise<number> {
  const child = spawn(process.execPath, [script, url, customer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  let made = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    made += 1;
    if (made === most) child.kill('SIGKILL');
  }
  await ended;
  return made;
}

describe('an erasure that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'c360-erased-'));
  const url = `sqlite:${join(folder, 'spine.db')}`;
  afterAll(() => rmSync(folder, { recursive: true }));

  async function withSpine<Value>(work: (identity: IdentitySpine) => Promise<Value>): Promise<Value> {
    const store = await openStore({ url });
    try {
      return await work(createIdentity({ store, secret }));
    } finally {
      await store.close();
    }
  }

  async function contentOf(): Promise<string> {
    const store = await openStore({ url });
    const dump = await dumpTables(store);
    await store.close();
    return dump;
  }

  it('has not begun, wherever that was, and is done when it is asked for again', async () => {
    const records = ['1', '2', '3'].map((id) => withTaxId(id, 'AA11111'));
    await withSpine((identity) => identity.sync({ sources: [createSource('erp', records)] }));
    const [customer = ''] = await withSpine(async (identity) => (await identity.list({ first: 1 })).ids);
    const before = await contentOf();
    for (const most of [1, 4, 9, 13]) {
      expect(await erasureKilledAfter(url, customer, most)).toBe(most);
      expect(await contentOf()).toBe(before);
    }
    expect(await erasureKilledAfter(url, customer, Infinity)).toBeGreaterThan(13);
    expect(await withSpine((identity) => identity.recordsOf([customer]))).toEqual(new Map());
  }, 120_000);
});
