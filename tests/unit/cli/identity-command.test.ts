import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../src/config/secret.ts';
import { createIdentity } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createSource, recordOf, withTaxId } from '../identity/invented-sources.ts';
import { createDataDir, runC360 } from './run-c360.ts';

// Each case starts processes, and a busy machine is slow at that.
const TIMEOUT_MS = 90_000;
const SECRET = 'a secret of this test and of nothing else';

/** A store with the customers {a1 a2}, {b1 b2} and {c}, and what the command line needs to find it. */
async function createStewardsDesk(): Promise<Record<string, string>> {
  const dataDir = createDataDir();
  const store = await openStore({ url: `sqlite:${join(dataDir, 'c360.db')}` });
  const identity = createIdentity({ store, secret: new Secret(SECRET) });
  const records = [
    withTaxId('a1', 'AA11111'),
    withTaxId('a2', 'AA11111'),
    withTaxId('b1', 'BB22222'),
    withTaxId('b2', 'BB22222'),
    recordOf('c'),
  ];
  await identity.sync({ sources: [createSource('erp', records)] });
  await identity.close();
  await store.close();
  return { C360_DATA_DIR: dataDir, C360_SECRET: SECRET };
}

describe('c360 identity', () => {
  let env: Record<string, string>;
  const run = (...args: string[]) => runC360(['identity', ...args], env);
  const read = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);

  beforeAll(async () => {
    env = await createStewardsDesk();
  }, TIMEOUT_MS);

  it(
    'tells why two records are one customer without showing what they share',
    async () => {
      const { code, stdout } = await run('why', 'erp:a1', 'erp:a2');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^erp:a1 and erp:a2 are one customer, cus_\w+\n {2}erp:a1 — erp:a2\n {4}SAME_TAX_ID: /);
      expect(stdout).not.toContain('AA11111');
      expect(await read('why', 'erp:a1', 'erp:c')).toMatchObject({ same: false, path: [] });
    },
    TIMEOUT_MS,
  );

  it(
    'links, splits, unlinks and withdraws in the name of the account, and shows it',
    async () => {
      const { ruling, customers } = await read('link', 'erp:a1', 'erp:c', '--reason', 'ticket 1');
      expect(customers['erp:a1']).toBe(customers['erp:c']);
      const customer = customers['erp:a1'];

      const rulings = await read('rulings');
      expect(rulings).toMatchObject([{ ruling, reason: 'ticket 1', actor: `cli:${userInfo().username}` }]);

      const parted = await read('split', customer, 'erp:c', '--reason', 'ticket 2');
      expect(new Set(Object.values(parted.customers)).size).toBe(2);
      const undone = await run('withdraw', String(parted.ruling), '--reason', 'ticket 3');
      expect(undone).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Ruling \d+, by cli:/) });

      const apart = await read('unlink', 'erp:b1', 'erp:b2', '--reason', 'ticket 4');
      expect(new Set(Object.values(apart.customers)).size).toBe(2);

      const { stdout } = await run('history', customer);
      expect(stdout).toMatch(/ticket 1$/m);
      expect(stdout).toMatch(/ticket 2$/m);
    },
    TIMEOUT_MS,
  );

  it(
    'tries other settings without changing anything',
    async () => {
      const config = join(createDataDir(), 'stricter.yaml');
      writeFileSync(config, 'uniqueIdentifiers: []\nmaxClusterSize: 40\n');
      const before = await read('history', (await read('why', 'erp:a1', 'erp:a2')).customers['erp:a1']);
      const found = await read('dry-run', '--config', config);
      expect(found).toMatchObject({ split: 1, merged: 0, samples: [{ before: [['erp:a1', 'erp:a2']] }] });
      const same = await read('why', 'erp:a1', 'erp:a2');
      expect(await read('history', same.customers['erp:a1'])).toEqual(before);
    },
    TIMEOUT_MS,
  );

  it(
    'moves everything to a new secret, after which the former one is needed no longer',
    async () => {
      const moved = { ...env, C360_SECRET: `${SECRET}, renewed`, C360_FORMER_SECRETS: SECRET };
      const rotate = () => runC360(['identity', 'rotate', '--json'], moved);
      expect(JSON.parse((await rotate()).stdout)).toEqual({ records: 5 });
      expect(JSON.parse((await rotate()).stdout)).toEqual({ records: 0 });
      env = { ...env, C360_SECRET: moved.C360_SECRET };
      const config = join(createDataDir(), 'usual.yaml');
      writeFileSync(config, '{}\n');
      expect(await read('dry-run', '--config', config)).toMatchObject({ merged: 0, split: 0 });
    },
    TIMEOUT_MS,
  );

  it(
    'lists what awaits a ruling',
    async () => {
      expect(await read('review', '--first', '5')).toEqual({ total: expect.any(Number), pairs: expect.any(Array) });
      expect((await run('review')).stderr).toMatch(/^\d+ of \d+ pairs that await a ruling\.$/m);
    },
    TIMEOUT_MS,
  );

  it(
    'exports, restricts and erases a customer',
    async () => {
      const why = await read('why', 'erp:c', 'erp:b1');
      const customer = why.customers['erp:c'];
      expect((await run('restrict', customer, '--reason', 'request 1')).code).toBe(0);
      const exported = JSON.parse((await run('export', customer)).stdout);
      expect(exported).toMatchObject({ id: customer, restricted: true, records: [{ source: 'erp', id: 'c' }] });
      expect((await run('unrestrict', customer, '--reason', 'request 1')).code).toBe(0);
      const erased = { records: 1, customers: [customer] };
      expect(await read('erase', customer, '--reason', 'request 2')).toEqual(erased);
      expect((await run('export', customer)).code).not.toBe(0);
      const readmitted = await run('readmit', 'erp:c', 'erp:never', '--reason', 'request 3');
      expect(readmitted.stdout).toBe('1 erased records may come again.\n');
      expect((await run('history', customer)).stdout).toMatch(/erased .* request 2$/m);
    },
    TIMEOUT_MS,
  );

  it.each<[string, string[], number, RegExp]>([
    ['a record without its source', ['why', 'a1', 'erp:a2'], 2, /such as erp:0000100001/],
    ['a record nobody knows', ['why', 'erp:a1', 'erp:zz'], 2, /no customer has a record erp:zz/],
    ['a ruling without a reason', ['link', 'erp:a1', 'erp:c'], 2, /--reason/],
    ['a customer nobody knows', ['history', 'cus_unknown'], 1, /There is no customer cus_unknown/],
    ['a ruling nobody made', ['withdraw', '99999', '--reason', 'x'], 2, /no ruling 99999 is in force/],
    ['a file that is not there', ['dry-run', '--config', 'gone.yaml'], 2, /gone\.yaml: does not exist/],
  ])(
    'refuses %s',
    async (_what, args, code, words) => {
      const ran = await run(...args);
      expect(ran.stderr).toMatch(words);
      expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
    },
    TIMEOUT_MS,
  );

  it(
    'names every problem of other settings with its line',
    async () => {
      const config = join(createDataDir(), 'broken.yaml');
      writeFileSync(config, 'maxClusterSize: 1\nkinds:\n  PERSON: { linkBits: many }\nthreshold: 3\n');
      const { code, stderr } = await run('dry-run', '--config', config);
      expect(code).toBe(2);
      expect(stderr).toMatch(/3 problems/);
      expect(stderr).toMatch(/broken\.yaml:1: maxClusterSize: /);
      expect(stderr).toMatch(/broken\.yaml:3: kinds\.PERSON\.linkBits: /);
      expect(stderr).toMatch(/broken\.yaml:4: threshold: /);
    },
    TIMEOUT_MS,
  );
});
