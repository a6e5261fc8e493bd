import { Secret } from '../../../src/config/secret.ts';
import { recordKey } from '../../../src/domain/record-ref.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { loadRecordNames } from '../../../src/identity/load-record-names.ts';
import { createVault } from '../../../src/identity/vault.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';
import { dumpTables } from './dump-tables.ts';
import { createSource, recordOf } from './invented-sources.ts';
import { customersByRecords } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const WHO = { actor: 'steward-1', reason: 'ticket 4711' };
const CANARIES = /canary|zoe[.@ ]|mustermann|23125000|1999-09-09/i;

/** A source whose record ids are e-mail addresses, and so are its cursors. */
const person = (id: string, more: object = {}) =>
  recordOf(id, {
    kind: 'PERSON',
    givenName: 'Zoe',
    familyName: 'Canarybird',
    displayName: 'Zoe Canarybird',
    emails: [{ address: 'zoe.canarybird@example.com' }],
    phones: [{ number: '+493023125000' }],
    addresses: [{ lines: ['Canary Wharf 1'], locality: 'Canarytown', country: 'DE' }],
    birthDate: '1999-09-09',
    identifiers: [{ type: 'LOYALTY_NUMBER', issuer: 'club', value: 'CANARY-77' }],
    ...more,
  });
const shop = createSource('shop', [
  person('zoe.canarybird@example.com'),
  person('zoe.canarybird@work.example.com', { birthDate: '1999-09-08', emails: [] }),
  person('canary.mustermann@example.com', { givenName: 'Eva', emails: [{ address: 'eva@canary.example' }] }),
]);
const crm = createSource('crm', [person('1'), person('2', { emails: [], birthDate: null, phones: [] })]);
const [zoe, work, eva] = shop.records.map(({ id }) => ({ source: 'shop', id }));

describeOnStores('what is kept', (open) => {
  let store: Store;
  let identity: IdentitySpine;
  beforeEach(async () => {
    store = await open();
    identity = createIdentity({ store, secret });
    await identity.sync({ sources: [shop, crm] });
    if (!zoe || !work || !eva) throw new Error('the source has three records');
    await identity.stewardship.link({ a: zoe, b: work, ...WHO });
    await identity.stewardship.unlink({ a: zoe, b: eva, ...WHO });
  });
  afterEach(() => store.close());

  it('holds no personal value in any table, a record’s id and a source’s cursor included', async () => {
    await identity.accept({
      source: 'shop',
      records: [person('zoe.new@canary.example')],
      gone: ['zoe.new@canary.example'],
    });
    const stop = new AbortController();
    const list = async function* () {
      yield { records: shop.records, cursor: 'after zoe.canarybird@example.com' };
      yield { records: [] };
    };
    const stopped = identity.sync({
      sources: [{ name: 'shop', list }],
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(await store.get('select state from identity_sync where resume_at is not null')).toEqual({
      state: 'reading',
    });
    const dump = await dumpTables(store);
    for (const table of ['record', 'member', 'event', 'membership', 'link', 'ruling', 'identifier', 'model', 'sync']) {
      expect(dump).not.toContain(`["identity_${table}",[]]`);
    }
    expect(dump).not.toMatch(CANARIES);
  });

  it('names a record otherwise in every store', async () => {
    const other = await open();
    await createIdentity({ store: other, secret }).sync({ sources: [shop, crm] });
    const namesIn = async (each: Store) =>
      (await each.all<{ name: string }>('select record_key as name from identity_record')).map(({ name }) => name);
    expect(new Set([...(await namesIn(store)), ...(await namesIn(other))]).size).toBe(10);
    await other.close();
  });

  it('opens for no other record', async () => {
    await store.run(`update identity_record set ref = (select max(ref) from identity_record)`);
    const { ids } = await identity.list({ first: 10 });
    await expect(identity.recordsOf(ids)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('is renamed where it stood in clear, and nothing else changes', async () => {
    const ids = (await identity.list({ first: 10 })).ids;
    const seen = async (by: IdentitySpine) => ({
      customers: await customersByRecords(by),
      evidence: await by.recordsOf(ids),
      histories: await Promise.all(ids.map((id) => by.history(id))),
      rulings: await by.stewardship.rulings(10),
      review: (await by.stewardship.quarantined({ first: 100 })).pairs.map((pair) => JSON.stringify(pair)).sort(),
    });
    const before = await seen(identity);
    await putInClear(store);
    expect(await dumpTables(store)).toMatch(CANARIES);
    const gateways = [createIdentity({ store, secret }), createIdentity({ store, secret })];
    const after = await Promise.all(gateways.map(seen));
    expect(after).toEqual([before, before]);
    expect(await dumpTables(store)).not.toMatch(CANARIES);
    expect(await gateways[0]?.sync({ sources: [shop, crm] })).toMatchObject({
      sources: [{ changed: 0 }, { changed: 0 }],
      created: 0,
      merged: 0,
      split: 0,
    });
  });

  /** As a store was before there were names. */
  async function putInClear(each: Store): Promise<void> {
    const names = await loadRecordNames(each, createVault(secret));
    const refs = [
      ...shop.records.map(({ id }) => ({ source: 'shop', id })),
      ...crm.records.map(({ id }) => ({ source: 'crm', id })),
    ];
    const columns = ['record', 'member', 'identifier', 'event', 'membership'].map((table) => [table, 'record_key']);
    for (const [table, column] of [...columns, ['link', 'a'], ['link', 'b'], ['ruling', 'a'], ['ruling', 'b']]) {
      for (const ref of refs) {
        const sql = `update identity_${table} set ${column} = ? where ${column} = ?`;
        await each.run(sql, [recordKey(ref), names.nameOf(ref)]);
      }
    }
    await each.run(`update identity_record set ref = ''`);
    await each.run('delete from identity_name_key');
  }
});
