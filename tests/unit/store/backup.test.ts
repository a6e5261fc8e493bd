import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { Secret } from '../../../src/config/secret.ts';
import { createBackup } from '../../../src/store/backup/create-backup.ts';
import { restoreBackup } from '../../../src/store/backup/restore-backup.ts';
import { openSnapshot, type Row } from '../../../src/store/backup/snapshot.ts';
import { insertRows } from '../../../src/store/insert-rows.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnUrls } from './test-stores.ts';

const secret = new Secret('s'.repeat(40));
const CANARY = 'canary-Anna-Lindqvist';
/** More than fit one sealed piece. */
const KEYS = 3_000;

/** Every row of every table, in no particular order. */
async function contentOf(url: string): Promise<Record<string, string[]>> {
  const snapshot = await openSnapshot(url);
  const content: Record<string, string[]> = {};
  for (const table of snapshot.tables) {
    const rows: Row[] = [];
    for await (const batch of snapshot.rows(table)) rows.push(...batch);
    content[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  await snapshot.close();
  return content;
}

async function fillStore(store: Store): Promise<void> {
  const odd = `o'Neill "?" 张伟\n\\ ${CANARY.repeat(20)}`;
  await insertRows(store, {
    into: 'access_key',
    columns: ['id', 'tenant', 'name', 'hash', 'scopes', 'created_at', 'expires_at'],
    rows: Array.from({ length: KEYS }, (_, index) => [`k${index}`, 'acme', odd, 'h', '', 9_007_199_254_740_991, null]),
  });
  const link = `insert into identity_link (a, b, rule, state, since, bits, evidence) values ('a', 'b', 'r', 's', 1, ?, '')`;
  await store.run(link, [0.1]);
  // One table refers to another.
  await store.run(
    `insert into consent_record (id, purpose, state, collected_at, recorded_at, recorded_by, subjects)
     values ('c1', 'marketing', 'GIVEN', 1, 1, 'test', 1)`,
  );
  await store.run(`insert into consent_subject (record_digest, consent_id) values ('d1', 'c1')`);
}

describeOnUrls('a backup', (newUrl) => {
  let folder: string;
  let store: Store;
  let url: string;
  let file: string;

  beforeAll(async () => {
    url = newUrl();
    store = await openStore({ url });
    await fillStore(store);
  });
  afterAll(() => store.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'c360-backup-'));
    file = join(folder, 'store.backup');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const restore = (into: string, secrets = [secret]) => restoreBackup({ url: into, secrets, file });

  it('restores every row of every table into an empty store', async () => {
    const made = await createBackup({ url, secret, file });
    const into = newUrl();
    expect(await restore(into)).toEqual(made);
    const content = await contentOf(into);
    expect(content).toEqual(await contentOf(url));
    expect(content['access_key']).toHaveLength(KEYS);
    expect(content['consent_subject']).toHaveLength(1);
  });

  it('restores into a store of the other kind', async () => {
    await createBackup({ url, secret, file });
    const into = `sqlite:${join(folder, 'other.db')}`;
    await restore(into);
    expect(await contentOf(into)).toEqual(await contentOf(url));
  });

  it('restores after an attempt that was refused', async () => {
    await createBackup({ url, secret, file });
    const into = newUrl();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, -1));
    await expect(restore(into)).rejects.toThrow('is damaged or cut off');
    writeFileSync(file, bytes);
    await restore(into);
    expect((await contentOf(into))['access_key']).toHaveLength(KEYS);
  });

  it('is of one moment, whatever others write meanwhile', async () => {
    const writing = { now: true };
    const writer = (async () => {
      for (let round = 0; writing.now; round += 1) {
        await yieldToOthers();
        await store.transaction(async (tx) => {
          await tx.run('update access_key set created_at = ?', [round]);
          await tx.run('insert into identity_revision (id, revision) values (?, ?)', [`r${round}`, round]);
        });
      }
    })();
    await createBackup({ url, secret, file });
    writing.now = false;
    await writer;
    const into = newUrl();
    await restore(into);
    const content = await contentOf(into);
    const rounds = new Set(content['access_key']?.map((row) => (JSON.parse(row) as Row)['created_at']));
    expect(rounds.size).toBe(1);
    const [round] = rounds;
    expect(content['identity_revision']).toHaveLength(round === 9_007_199_254_740_991 ? 0 : Number(round) + 1);
  });

  it('shows nobody what is in it, and is its owner’s to read', async () => {
    await createBackup({ url, secret, file });
    expect(readFileSync(file).includes(CANARY)).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['store.backup']);
  });

  it('does not overwrite a file', async () => {
    writeFileSync(file, 'mine');
    await expect(createBackup({ url, secret, file })).rejects.toMatchObject({ code: 'SETUP_INVALID' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('opens with a secret used before', async () => {
    await createBackup({ url, secret, file });
    const secrets = [new Secret('n'.repeat(40)), secret];
    expect((await restore(newUrl(), secrets)).rows).toBeGreaterThan(KEYS);
  });

  describe('is refused, and nothing of it is kept,', () => {
    let bytes: Buffer;
    beforeEach(async () => {
      await createBackup({ url, secret, file });
      bytes = readFileSync(file);
    });

    const flipped = (at: number) => {
      const changed = Buffer.from(bytes);
      const index = at < 0 ? bytes.length + at : at;
      changed.writeUInt8((bytes[index] ?? 0) ^ 1, index);
      return changed;
    };
    const cut = (count: number) => bytes.subarray(0, bytes.length - count);

    it.each<[string, () => Buffer, RegExp]>([
      ...[0, 5].map((at): [string, () => Buffer, RegExp] => [`bit ${at} flipped`, () => flipped(at), /is no backup/]),
      ...[20, 46, 50, 1_000].map((at): [string, () => Buffer, RegExp] => [
        `a bit of byte ${at} flipped`,
        () => flipped(at),
        /does not open/,
      ]),
      ...[-1, -17, -40].map((at): [string, () => Buffer, RegExp] => [
        `a bit of byte ${at} flipped`,
        () => flipped(at),
        /is damaged or cut off/,
      ]),
      ...[1, 16, 100, 2_000].map((count): [string, () => Buffer, RegExp] => [
        `${count} bytes cut off`,
        () => cut(count),
        /is damaged or cut off/,
      ]),
      ['a byte added', () => Buffer.concat([bytes, Buffer.alloc(1)]), /goes on after its end/],
      ['nothing in it', () => Buffer.alloc(0), /is no backup/],
    ])('with %s', async (_what, change, words) => {
      writeFileSync(file, change());
      const into = newUrl();
      await expect(restore(into)).rejects.toThrow(words);
      expect(Object.values(await contentOf(into)).flat()).toEqual([]);
    });

    it('with another secret', async () => {
      await expect(restore(newUrl(), [new Secret('x'.repeat(40))])).rejects.toThrow('does not open: another secret');
    });

    it('into a store that is in use', async () => {
      await expect(restore(url)).rejects.toThrow('the store is not empty');
      expect((await contentOf(url))['access_key']).toHaveLength(KEYS);
    });
  });
});
