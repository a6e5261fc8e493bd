import { Secret } from '../../../src/config/secret.ts';
import type { CustomerRecord } from '../../../src/domain/customer-record.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { loadModel } from '../../../src/identity/model-table.ts';
import { createVault } from '../../../src/identity/vault.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';
import { createSource, recordOf, withTaxId, type InventedSource } from './invented-sources.ts';
import { customersByRecords, partitionOf } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const START = Date.parse('2026-11-01T12:00:00Z');
const WHO = { actor: 'officer-1', reason: 'ticket 4711' };

const zoe = (id: string, more: Partial<CustomerRecord> = {}): CustomerRecord =>
  recordOf(id, {
    kind: 'PERSON',
    givenName: 'Zoe',
    familyName: 'Canarybird',
    emails: [{ address: 'zoe@canary.example' }],
    birthDate: '1999-09-09',
    ...more,
  });

describeOnStores('a customer that is erased', (open) => {
  let store: Store;
  let now = START;
  let identity: IdentitySpine;
  let erp: InventedSource;
  let crm: InventedSource;
  const gateway = (): IdentitySpine => createIdentity({ store, secret, clock: () => now });
  const sync = (by = identity) => by.sync({ sources: [erp, crm] });
  const idOf = async (id: string) => (await identity.customersOf([{ source: 'erp', id }])).get(`erp:${id}`) ?? '';
  const rowsOf = async (from: string) =>
    (await store.get<{ rows: number }>(`select count(*) as rows from identity_${from}`))?.rows;

  beforeEach(async () => {
    store = await open();
    now = START;
    identity = gateway();
    erp = createSource('erp', [zoe('z1'), withTaxId('a', 'AA11111'), zoe('other', { givenName: 'Ann', emails: [] })]);
    crm = createSource('crm', [zoe('z2'), withTaxId('b', 'AA11111'), zoe('old', { emails: [], identifiers: [] })]);
    await sync();
    await identity.stewardship.link({
      a: { source: 'crm', id: 'old' },
      b: { source: 'erp', id: 'z1' },
      actor: 'steward-1',
      reason: 'says she is Zoe Canarybird',
    });
    crm.records = crm.records.slice(0, 2);
    now += 1_000;
    await sync();
  });
  afterEach(() => store.close());

  it('is in no answer any more, by no id and no identifier, nor in the past', async () => {
    const id = await idOf('z1');
    const before = await customersByRecords(identity);
    now += 1_000;
    expect(await identity.erase({ customer: id, ...WHO })).toEqual({
      records: 3,
      customers: expect.arrayContaining([id]),
    });
    expect(await identity.recordsOf([id])).toEqual(new Map());
    expect(await identity.customersOf([{ source: 'erp', id: 'z1' }])).toEqual(new Map());
    expect(await identity.findBy({ type: 'EMAIL', value: 'zoe@canary.example' })).toEqual([]);
    expect(await identity.asOf('2026-11-01T12:00:00.500Z').recordsOf([id])).toEqual(new Map());
    expect((await identity.list({ first: 10 })).total).toBe(before.size - 1);
    expect(await partitionOf(identity)).toEqual([...before.keys()].filter((records) => !records.includes('z1')).sort());
  });

  it('leaves that it happened, and a keyed hash of each record', async () => {
    const id = await idOf('z1');
    const gone = await store.all<{ record_key: string }>(
      'select record_key from identity_member where customer_id = ?',
      [id],
    );
    await identity.erase({ customer: id, ...WHO });
    const history = await identity.history(id);
    expect(history.at(-1)).toMatchObject({ type: 'erased', cause: 'erasure', customer: id, ...WHO });
    expect(history.filter(({ record, reason }) => record !== undefined || reason.includes('Zoe'))).toEqual([]);
    const named = ['record', 'member', 'membership', 'identifier', 'event', 'link', 'ruling'].map(async (table) => {
      const columns = table === 'link' || table === 'ruling' ? ['a', 'b'] : ['record_key'];
      const where = columns.map((column) => `${column} = any(?)`).join(' or ');
      const names = gone.map((row) => row.record_key);
      return store.all(
        `select * from identity_${table} where ${where}`,
        columns.map(() => names),
      );
    });
    expect((await Promise.all(named)).flat()).toEqual([]);
    expect(await rowsOf('tombstone')).toBe(3);
  });

  it('is in nothing that was learnt from it', async () => {
    const vault = createVault(secret);
    const learnt = async () => [...((await loadModel(store, vault))?.model.PERSON.counts.keys() ?? [])].join(' ');
    expect(await learnt()).toMatch(/canarybird/);
    for (const record of ['z1', 'other']) await identity.erase({ customer: await idOf(record), ...WHO });
    expect(await learnt()).not.toMatch(/canary|zoe/);
  });

  it('does not come back by a sync, a source’s word or a gateway that still had it in memory', async () => {
    const other = gateway();
    await other.accept({ source: 'erp', records: [withTaxId('c', 'CC33333')] });
    await identity.erase({ customer: await idOf('z1'), ...WHO });
    const left = await partitionOf(identity);
    expect(await sync()).toMatchObject({ sources: [{ changed: 0 }, { changed: 0 }], created: 0 });
    await identity.accept({ source: 'erp', records: [zoe('z1', { industry: 'Bakery' })] });
    await other.accept({ source: 'crm', records: [zoe('old'), zoe('z3')] });
    now += 1_000;
    expect(await partitionOf(identity)).toEqual([...left, 'crm:z3'].filter((each) => each !== 'erp:c').sort());
    expect(await partitionOf(other)).toEqual(await partitionOf(identity));
    expect(await sync(gateway())).toMatchObject({ created: 0, merged: 0, split: 0 });
  });

  it('may come again when somebody says so, as another customer', async () => {
    const before = await idOf('z1');
    await identity.erase({ customer: before, ...WHO });
    const records = [{ source: 'erp', id: 'z1' }];
    await expect(identity.readmit({ records, actor: 'officer-1', reason: '' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await identity.readmit({ records, ...WHO })).toBe(1);
    expect(await identity.readmit({ records, ...WHO })).toBe(0);
    await sync();
    now += 1_000;
    expect(await partitionOf(identity)).toContain('erp:z1');
    expect([before, '']).not.toContain(await idOf('z1'));
    expect((await identity.recordsOf([before])).size).toBe(0);
  });

  it('is erased for good also while its sources are being read, by several gateways', async () => {
    for (const round of [1, 2, 3, 4]) {
      const id = `r${round}`;
      erp.records.push(withTaxId(id, `RR${round}`));
      await sync();
      const customer = await idOf(id);
      // Changed, so that every listing writes the record anew.
      erp.records = erp.records.map((each) => (each.id === id ? { ...each, industry: 'Bakery' } : each));
      await Promise.all([sync(), identity.erase({ customer, ...WHO }), sync(gateway())]);
      expect(await identity.customersOf([{ source: 'erp', id }])).toEqual(new Map());
      expect(await sync()).toMatchObject({ sources: [{ changed: 0 }, { changed: 0 }] });
      expect(await idOf(id)).toBe('');
    }
  });

  it('is gone under the ids it had before, and stays so when it is erased again', async () => {
    const [kept, lost] = [await idOf('z1'), await idOf('other')];
    await identity.stewardship.link({ a: { source: 'erp', id: 'other' }, b: { source: 'erp', id: 'z1' }, ...WHO });
    expect((await identity.recordsOf([kept, lost])).size).toBe(2);
    const { customers, records } = await identity.erase({ customer: lost, ...WHO });
    expect([records, customers.includes(kept), customers.includes(lost)]).toEqual([4, true, true]);
    expect((await identity.recordsOf([kept, lost])).size).toBe(0);
    const changes = await rowsOf('change');
    expect(await identity.erase({ customer: kept, ...WHO })).toEqual({ records: 0, customers: [kept] });
    expect(await rowsOf('change')).toBe(changes);
  });

  it.each([
    ['an id that never was', 'cus_UNKNOWN', WHO, 'CUSTOMER_NOT_FOUND'],
    ['no reason', '', { ...WHO, reason: ' ' }, 'BAD_REQUEST'],
    ['nobody', '', { ...WHO, actor: '' }, 'BAD_REQUEST'],
  ])('is not erased for %s', async (_what, id, who, code) => {
    const customer = id || (await idOf('z1'));
    await expect(identity.erase({ customer, ...who })).rejects.toMatchObject({ code });
    expect((await identity.recordsOf([await idOf('z1')])).size).toBe(1);
  });

  it('can be exported before, by source, with what is kept of each record and why', async () => {
    const id = await idOf('z1');
    const found = await identity.exportOf(id);
    expect(found).toMatchObject({
      id,
      kind: 'PERSON',
      restricted: false,
      records: [
        { source: 'crm', id: 'old' },
        {
          source: 'crm',
          id: 'z2',
          record: zoe('z2'),
          linked: { evidence: [{ rule: 'SAME_EMAIL' }, { rule: 'SCORE' }] },
        },
        { source: 'erp', id: 'z1', record: zoe('z1') },
      ],
    });
    expect(found.history.some(({ type }) => type === 'created')).toBe(true);
    await expect(identity.exportOf('cus_UNKNOWN')).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
    await identity.erase({ customer: id, ...WHO });
    await expect(identity.exportOf(id)).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
  });
});

describeOnStores('a customer that is restricted', (open) => {
  let store: Store;
  let identity: IdentitySpine;
  const erp = createSource(
    'erp',
    ['a', 'b', 'c'].map((id) => recordOf(id, { kind: 'ORGANIZATION' })),
  );
  const idOf = async (id: string) => (await identity.customersOf([{ source: 'erp', id }])).get(`erp:${id}`) ?? '';
  const ref = (id: string) => ({ source: 'erp', id });

  beforeEach(async () => {
    store = await open();
    identity = createIdentity({ store, secret });
    await identity.sync({ sources: [erp] });
  });
  afterEach(() => store.close());

  it('says so until it is lifted, with who and why, each once', async () => {
    const customer = await idOf('a');
    expect(await identity.restrictedOf([customer])).toEqual(new Set());
    await identity.restrict({ customer, ...WHO });
    await identity.restrict({ customer, ...WHO });
    expect((await identity.recordsOf([customer])).get(customer)).toMatchObject({ restricted: true });
    expect(await identity.restrictedOf([customer, await idOf('b'), 'cus_UNKNOWN'])).toEqual(new Set([customer]));
    await identity.sync({ sources: [erp] });
    await identity.unrestrict({ customer, ...WHO });
    expect(await identity.restrictedOf([customer])).toEqual(new Set());
    const types = (await identity.history(customer)).filter(({ cause }) => cause === 'restriction');
    expect(types).toMatchObject([
      { type: 'restricted', ...WHO },
      { type: 'unrestricted', ...WHO },
    ]);
  });

  it('stays so whatever it is merged with or split into', async () => {
    const [a, b] = [await idOf('a'), await idOf('b')];
    await identity.restrict({ customer: b, ...WHO });
    await identity.stewardship.link({ a: ref('a'), b: ref('b'), ...WHO });
    expect(await identity.restrictedOf([a, b])).toEqual(new Set([a, b]));
    await identity.stewardship.unlink({ a: ref('a'), b: ref('b'), ...WHO });
    expect(await identity.restrictedOf([await idOf('a'), await idOf('b')])).toEqual(new Set([await idOf('b')]));
  });

  it('is none when nobody knows the id', async () => {
    await expect(identity.restrict({ customer: 'cus_UNKNOWN', ...WHO })).rejects.toMatchObject({
      code: 'CUSTOMER_NOT_FOUND',
    });
    await expect(identity.unrestrict({ customer: await idOf('a'), actor: '', reason: 'x' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});
