import { Secret } from '../../../src/config/secret.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import type { SyncProgress } from '../../../src/identity/sync-source.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';
import { createSource, recordOf, withTaxId, type InventedSource } from './invented-sources.ts';
import { customersByRecords, partitionOf } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const START = Date.parse('2026-11-01T12:00:00Z');

describeOnStores('identity sync', (open) => {
  let store: Store;
  let now = START;
  let identity: IdentitySpine;
  let erp: InventedSource;
  let crm: InventedSource;
  const rowsOf = async (table: string) =>
    (await store.get<{ rows: number }>(`select count(*) as rows from ${table}`))?.rows;

  beforeEach(async () => {
    store = await open();
    now = START;
    identity = createIdentity({ store, secret, clock: () => now });
    erp = createSource('erp', [withTaxId('1', 'AA11111'), withTaxId('2', 'BB22222'), withTaxId('3', 'CC33333')]);
    crm = createSource('crm', [withTaxId('x', 'aa-11111'), recordOf('y')]);
  });
  afterEach(() => store.close());

  it('makes one customer of records that share a unique identifier', async () => {
    const report = await identity.sync({ sources: [erp, crm] });
    expect(await partitionOf(identity)).toEqual(['crm:x erp:1', 'crm:y', 'erp:2', 'erp:3']);
    expect(report).toEqual({
      sources: [
        { source: 'erp', status: 'ok', read: 3, changed: 3, gone: 0 },
        { source: 'crm', status: 'ok', read: 2, changed: 2, gone: 0 },
      ],
      customers: 4,
      records: 5,
      created: 4,
      merged: 0,
      split: 0,
      quarantined: 0,
    });
  });

  it('says why, without a value', async () => {
    await identity.sync({ sources: [erp, crm] });
    const id = (await identity.customersOf([{ source: 'erp', id: '1' }])).get('erp:1') ?? '';
    expect(id).toMatch(/^cus_[0-9A-HJKMNP-TV-Z]{26}$/);
    const evidence = { rule: 'SAME_TAX_ID', detail: 'same TAX_ID as erp:1', with: { source: 'erp', id: '1' } };
    const customer = (await identity.recordsOf([id])).get(id);
    expect(customer).toMatchObject({ id, kind: 'ORGANIZATION' });
    expect(customer?.records[0]).toEqual({
      source: 'crm',
      id: 'x',
      linkedAt: '2026-11-01T12:00:00.000Z',
      evidence: [evidence],
    });
  });

  it('changes nothing when it runs again', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    const changes = await rowsOf('identity_change');
    now += 1_000;
    const report = await identity.sync({ sources: [crm, erp] });
    expect(report).toMatchObject({ created: 0, merged: 0, split: 0 });
    expect(report.sources.map(({ changed }) => changed)).toEqual([0, 0]);
    expect(await customersByRecords(identity)).toEqual(before);
    expect(await rowsOf('identity_change')).toBe(changes);
  });

  it('merges into the customer with more records, and the other id goes on answering', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    const large = before.get('crm:x erp:1') ?? '';
    const small = before.get('erp:2') ?? '';
    const both = [
      { type: 'LEI', value: 'SAMELEI0001' },
      { type: 'TAX_ID', issuer: 'XX', value: 'AA11111' },
    ];
    erp.records[0] = recordOf('1', { kind: 'ORGANIZATION', identifiers: both });
    erp.records[1] = recordOf('2', { kind: 'ORGANIZATION', identifiers: both.slice(0, 1) });
    expect(await identity.sync({ sources: [erp] })).toMatchObject({ merged: 1, created: 0, customers: 3 });
    expect(await partitionOf(identity)).toEqual(['crm:x erp:1 erp:2', 'crm:y', 'erp:3']);
    const found = await identity.recordsOf([small, large]);
    expect(found.get(small)?.id).toBe(large);
    expect(found.get(small)).toEqual(found.get(large));
  });

  it('keeps the id with most records when a customer falls apart, and gives the rest a new one', async () => {
    crm.records = [withTaxId('x', 'AA11111'), withTaxId('z', 'AA11111')];
    await identity.sync({ sources: [erp, crm] });
    const whole = (await customersByRecords(identity)).get('crm:x crm:z erp:1');
    erp.records[0] = withTaxId('1', 'DD44444');
    expect(await identity.sync({ sources: [erp] })).toMatchObject({ split: 1, created: 1 });
    const after = await customersByRecords(identity);
    expect(after.get('crm:x crm:z')).toBe(whole);
    expect(after.get('erp:1')).not.toBe(whole);
  });

  it('gives both sides back the ids they had when a merge is undone', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    const [one, two] = erp.records;
    erp.records[1] = withTaxId('2', 'AA11111');
    await identity.sync({ sources: [erp] });
    expect(await partitionOf(identity)).toContain('crm:x erp:1 erp:2');
    erp.records = [one, two, ...erp.records.slice(2)].filter((each) => each !== undefined);
    await identity.sync({ sources: [erp] });
    expect(await customersByRecords(identity)).toEqual(before);
  });

  it('no longer lists a record its source no longer has, and knows it again when it is back', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    const [one, two, three] = erp.records;
    erp.records = [two, three].filter((each) => each !== undefined);
    expect((await identity.sync({ sources: [erp] })).sources[0]).toMatchObject({ gone: 1 });
    expect(await partitionOf(identity)).toEqual(['crm:x', 'crm:y', 'erp:2', 'erp:3']);
    erp.records = [one, two].filter((each) => each !== undefined);
    await identity.sync({ sources: [erp] });
    erp.records = [one, two, three].filter((each) => each !== undefined);
    await identity.sync({ sources: [erp] });
    expect(await customersByRecords(identity)).toEqual(before);
  });

  it('answers nothing for a customer whose records are all gone', async () => {
    await identity.sync({ sources: [erp] });
    const { ids } = await identity.list({ first: 10 });
    erp.records = [];
    expect(await identity.sync({ sources: [erp] })).toMatchObject({ customers: 0, records: 0 });
    expect(await identity.recordsOf(ids)).toEqual(new Map());
    expect(await identity.list({ first: 10 })).toEqual({ ids: [], hasMore: false, total: 0 });
    expect(await identity.customersOf([{ source: 'erp', id: '1' }])).toEqual(new Map());
  });

  it('keeps nothing of what a record said once its source no longer has it', async () => {
    await identity.sync({ sources: [erp, crm] });
    erp.records = [];
    await identity.sync({ sources: [erp] });
    expect(
      await store.all(`select distinct payload, fingerprint, key_id from identity_record where source = 'erp'`),
    ).toEqual([{ payload: '', fingerprint: '', key_id: '' }]);
    expect(
      await rowsOf(
        `identity_identifier where record_key in (select record_key from identity_record where source = 'erp')`,
      ),
    ).toBe(0);
    expect(await identity.rotateKeys()).toBe(0);
  });

  it('keeps the records of a source that fails, names the code and goes on with the others', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    erp.failAtPage = 1;
    const report = await identity.sync({ sources: [erp, crm] });
    expect(report.sources).toMatchObject([
      { source: 'erp', status: 'failed', code: 'INTERNAL', gone: 0 },
      { source: 'crm', status: 'ok' },
    ]);
    expect(await customersByRecords(identity)).toEqual(before);
  });

  it.each([
    ['goes on at the cursor', true, 2],
    ['begins anew where the source has no cursor', false, 3],
  ])('after being stopped between pages %s', async (_, cursors, pages) => {
    const records = ['1', '2', '3', '4'].map((id) => withTaxId(id, `AA1111${id}`));
    const source = createSource('erp', records, { cursors });
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    await expect(identity.sync({ sources: [source], onProgress, signal: stop.signal })).rejects.toThrow('aborted');
    source.pagesRead = Math.min(source.pagesRead, 1);
    expect(await identity.list({ first: 10 })).toMatchObject({ total: 0 });
    expect(await identity.sync({ sources: [source] })).toMatchObject({ created: 4, records: 4 });
    expect(source.pagesRead).toBe(pages);
  });

  it('asks an incremental source for what changed since the last listing began', async () => {
    await identity.sync({ sources: [erp] });
    now = Date.parse('2026-11-02T12:00:00Z');
    erp.records[2] = withTaxId('3', 'CC33333', { modifiedAt: '2026-11-02T10:00:00Z', industry: 'Bakery' });
    const { sources } = await identity.sync({ sources: [erp], mode: 'incremental' });
    expect(sources).toEqual([{ source: 'erp', status: 'ok', read: 1, changed: 1, gone: 0 }]);
    expect(await partitionOf(identity)).toEqual(['erp:1', 'erp:2', 'erp:3']);
  });

  it('gives one outcome when several gateways sync and rule at the same time', async () => {
    const gateways = [identity, ...[1, 2].map(() => createIdentity({ store, secret, clock: () => now }))];
    await Promise.all(gateways.map((each) => each.sync({ sources: [erp, crm] })));
    expect(await partitionOf(identity)).toEqual(['crm:x erp:1', 'crm:y', 'erp:2', 'erp:3']);
    expect(await rowsOf('identity_membership')).toBe(5);
    expect(await rowsOf('identity_customer')).toBe(4);

    const who = { actor: 'steward-1', reason: 'checked by phone' };
    const pairs = ['1', '2', '3'].map((id) => ({ a: { source: 'crm', id: 'y' }, b: { source: 'erp', id } }));
    await Promise.all(pairs.map(async (pair, at) => gateways[at]?.stewardship.link({ ...pair, ...who })));
    now += 1_000;
    expect(await partitionOf(identity)).toEqual(['crm:x crm:y erp:1 erp:2 erp:3']);
  });

  it('tells how far it is', async () => {
    const seen: SyncProgress[] = [];
    await identity.sync({ sources: [erp], onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { source: 'erp', records: 2, total: 3, phase: 'reading' },
      { source: 'erp', records: 3, total: 3, phase: 'reading' },
      { source: 'erp', records: 3, total: 3, phase: 'done' },
      { source: 'all sources', records: 0, total: 3, phase: 'resolving' },
      { source: 'all sources', records: 3, total: 3, phase: 'resolved' },
    ]);
  });

  it('takes in a changed, a new and a gone record by itself', async () => {
    await identity.sync({ sources: [erp, crm] });
    const before = await customersByRecords(identity);
    const records = [withTaxId('2', 'CC33333'), withTaxId('4', 'AA11111')];
    expect(await identity.accept({ source: 'erp', records, gone: ['1', 'never there'] })).toEqual({
      created: 0,
      merged: 1,
      split: 0,
    });
    const after = await customersByRecords(identity);
    expect([...after.keys()].sort()).toEqual(['crm:x erp:4', 'crm:y', 'erp:2 erp:3']);
    expect(after.get('crm:x erp:4')).toBe(before.get('crm:x erp:1'));
    expect(await identity.accept({ source: 'erp', records })).toEqual({ created: 0, merged: 0, split: 0 });
  });

  it('takes in a record of a source nobody has listed yet', async () => {
    expect(await identity.accept({ source: 'shop', records: [withTaxId('s', 'AA11111')] })).toMatchObject({
      created: 1,
    });
    await identity.sync({ sources: [erp] });
    expect(await partitionOf(identity)).toEqual(['erp:1 shop:s', 'erp:2', 'erp:3']);
  });

  it('never merges two records of a source declared free of duplicates', async () => {
    const strict = createSource('erp', [withTaxId('1', 'AA11111'), withTaxId('2', 'AA11111')], { deduplicated: true });
    await identity.sync({ sources: [strict] });
    expect(await partitionOf(identity)).toEqual(['erp:1', 'erp:2']);
  });
});
