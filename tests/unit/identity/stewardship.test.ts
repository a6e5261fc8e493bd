import { Secret } from '../../../src/config/secret.ts';
import type { RecordRef } from '../../../src/domain/record-ref.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { DEFAULT_MATCHING_CONFIG } from '../../../src/identity/matching/matching-config.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';
import { createSource, recordOf, withTaxId, type InventedSource } from './invented-sources.ts';
import { customersByRecords, partitionOf } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const START = Date.parse('2026-11-01T12:00:00Z');
const WHO = { actor: 'steward-1', reason: 'checked by phone' };
const erpRecord = (id: string): RecordRef => ({ source: 'erp', id });

describeOnStores('stewardship', (open) => {
  let store: Store;
  let now = START;
  let identity: IdentitySpine;
  let erp: InventedSource;
  const sync = (): Promise<unknown> => identity.sync({ sources: [erp] });

  beforeEach(async () => {
    store = await open();
    now = START;
    identity = createIdentity({ store, secret, clock: () => now });
    erp = createSource('erp', [
      withTaxId('a1', 'AA11111'),
      withTaxId('a2', 'AA11111'),
      withTaxId('b1', 'BB22222'),
      withTaxId('b2', 'BB22222'),
      recordOf('c'),
    ]);
    await sync();
  });
  afterEach(() => store.close());

  it('starts from what the records say', async () => {
    expect(await partitionOf(identity)).toEqual(['erp:a1 erp:a2', 'erp:b1 erp:b2', 'erp:c']);
  });

  it('links records that nothing else would, across contradicting tax ids, and the next sync keeps to it', async () => {
    const before = await customersByRecords(identity);
    const { customers } = await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('b2'), ...WHO });
    expect(new Set(customers.values())).toEqual(new Set([before.get('erp:a1 erp:a2')]));
    await sync();
    expect(await partitionOf(identity)).toEqual(['erp:a1 erp:a2 erp:b1 erp:b2', 'erp:c']);
  });

  it('unlinks records that share an identifier, and the next sync keeps to it', async () => {
    await identity.stewardship.unlink({ a: erpRecord('a1'), b: erpRecord('a2'), ...WHO });
    await sync();
    expect(await partitionOf(identity)).toEqual(['erp:a1', 'erp:a2', 'erp:b1 erp:b2', 'erp:c']);
  });

  it('comes back to the start after merge, split and merge, ids included', async () => {
    const start = await customersByRecords(identity);
    const a = start.get('erp:a1 erp:a2') ?? '';
    const b = start.get('erp:b1 erp:b2') ?? '';
    const pair = { a: erpRecord('a2'), b: erpRecord('b1'), ...WHO };
    await identity.stewardship.link(pair);
    const merged = await customersByRecords(identity);
    await identity.stewardship.split({ customer: b, records: [erpRecord('b1'), erpRecord('b2')], ...WHO });
    expect(await customersByRecords(identity)).toEqual(start);
    expect([...(await identity.recordsOf([a, b])).values()].map(({ id }) => id)).toEqual([a, b]);
    await identity.stewardship.link(pair);
    expect(await customersByRecords(identity)).toEqual(merged);
  });

  it('splits any part off a customer, also records that only the rest held together', async () => {
    await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('b1'), ...WHO });
    await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('c'), ...WHO });
    const whole = (await identity.customersOf([erpRecord('c')])).get('erp:c') ?? '';
    await identity.stewardship.split({ customer: whole, records: [erpRecord('c'), erpRecord('b2')], ...WHO });
    expect(await partitionOf(identity)).toEqual(['erp:a1 erp:a2 erp:b1', 'erp:b2 erp:c']);
  });

  it('takes a ruling back', async () => {
    const start = await customersByRecords(identity);
    const { ruling } = await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('c'), ...WHO });
    expect(await partitionOf(identity)).toContain('erp:a1 erp:a2 erp:c');
    await identity.stewardship.withdraw({ ruling, ...WHO });
    expect(await customersByRecords(identity)).toEqual(start);
    await expect(identity.stewardship.withdraw({ ruling, ...WHO })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it.each([
    [
      'an unknown record',
      (spine: IdentitySpine) => spine.stewardship.link({ a: erpRecord('a1'), b: erpRecord('?'), ...WHO }),
    ],
    [
      'nobody to answer for it',
      (spine: IdentitySpine) =>
        spine.stewardship.link({ a: erpRecord('a1'), b: erpRecord('c'), actor: ' ', reason: 'x' }),
    ],
    [
      'no reason',
      (spine: IdentitySpine) =>
        spine.stewardship.unlink({ a: erpRecord('a1'), b: erpRecord('a2'), actor: 'x', reason: '' }),
    ],
  ])('refuses a ruling with %s', async (_, rule) => {
    const before = await partitionOf(identity);
    await expect(rule(identity)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await partitionOf(identity)).toEqual(before);
  });

  it.each([
    ['none of its records', []],
    ['all of its records', ['a1', 'a2']],
    ['records of others', ['a1', 'c']],
  ])('refuses to split %s off a customer', async (_, ids) => {
    const customer = (await identity.customersOf([erpRecord('a1')])).get('erp:a1') ?? '';
    const split = identity.stewardship.split({ customer, records: ids.map(erpRecord), ...WHO });
    await expect(split).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('refuses to split a customer nobody knows', async () => {
    const split = identity.stewardship.split({ customer: 'cus_UNKNOWN', records: [erpRecord('a1')], ...WHO });
    await expect(split).rejects.toMatchObject({ code: 'CUSTOMER_NOT_FOUND' });
  });

  it('reads who was who at any moment of the past', async () => {
    const start = await customersByRecords(identity);
    const a = start.get('erp:a1 erp:a2') ?? '';
    const b = start.get('erp:b1 erp:b2') ?? '';
    now = START + 60_000;
    await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('b1'), ...WHO });
    now = START + 120_000;
    erp.records = erp.records.filter(({ id }) => id !== 'a2');
    await sync();

    const at = async (instant: string) => {
      const past = identity.asOf(instant);
      const customers = await past.recordsOf([a, b, 'cus_UNKNOWN']);
      return [a, b].map((id) => [
        customers.get(id)?.id,
        customers
          .get(id)
          ?.records.map((record) => record.id)
          .join(' '),
      ]);
    };
    expect(await at('2026-11-01T11:59:59Z')).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(await at('2026-11-01T12:00:00Z')).toEqual([
      [a, 'a1 a2'],
      [b, 'b1 b2'],
    ]);
    expect(await at('2026-11-01T12:01:59.999Z')).toEqual([
      [a, 'a1 a2 b1 b2'],
      [a, 'a1 a2 b1 b2'],
    ]);
    expect(await at('2026-11-01T12:02:00Z')).toEqual([
      [a, 'a1 b1 b2'],
      [a, 'a1 b1 b2'],
    ]);
    expect(await identity.asOf('2026-11-01T12:00:30Z').customersOf([erpRecord('b1'), erpRecord('?')])).toEqual(
      new Map([['erp:b1', b]]),
    );
    expect(() => identity.asOf('yesterday')).toThrow('RFC 3339');
  });

  it('tells what happened to a customer, by whom and why', async () => {
    const start = await customersByRecords(identity);
    const a = start.get('erp:a1 erp:a2') ?? '';
    const c = start.get('erp:c') ?? '';
    now = START + 60_000;
    await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('c'), ...WHO });
    expect(await identity.history(c)).toEqual([
      { at: '2026-11-01T12:00:00.000Z', cause: 'sync', actor: 'system', reason: 'sync', type: 'created', customer: c },
      {
        at: '2026-11-01T12:00:00.000Z',
        cause: 'sync',
        actor: 'system',
        reason: 'sync',
        type: 'linked',
        customer: c,
        record: erpRecord('c'),
      },
      { at: '2026-11-01T12:01:00.000Z', cause: 'ruling', ...WHO, type: 'merged', customer: c, other: a },
    ]);
    expect(await identity.history('cus_UNKNOWN')).toEqual([]);
  });

  it('says why two records are one customer, and what would leave if a link went', async () => {
    await identity.stewardship.link({ a: erpRecord('a1'), b: erpRecord('b1'), ...WHO });
    const { same, path } = await identity.why(erpRecord('a2'), erpRecord('b1'));
    expect(same).toBe(true);
    expect(
      path.map(({ from, to, evidence, wouldLeave }) => [
        from.id,
        to.id,
        evidence[0]?.rule,
        wouldLeave.map(({ id }) => id),
      ]),
    ).toEqual([
      ['a2', 'a1', 'SAME_TAX_ID', ['a1', 'b1', 'b2']],
      ['a1', 'b1', 'RULING', ['b1', 'b2']],
    ]);
  });

  it('says that two records are not one customer, and what speaks for it though', async () => {
    await identity.stewardship.unlink({ a: erpRecord('a1'), b: erpRecord('a2'), ...WHO });
    const { same, path, quarantined } = await identity.why(erpRecord('a1'), erpRecord('a2'));
    expect({ same, path }).toEqual({ same: false, path: [] });
    expect(quarantined).toContainEqual({ rule: 'SAME_TAX_ID', detail: 'same TAX_ID as erp:a2', with: erpRecord('a2') });
    await expect(identity.why(erpRecord('a1'), erpRecord('?'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('lists pairs that await a ruling until there is one, and the rulings', async () => {
    const shared = { emails: [{ address: 'zoe@example.com' }] };
    erp.records = [
      recordOf('p', { kind: 'PERSON', givenName: 'Zoe', familyName: 'Vogel', birthDate: '1980-01-01', ...shared }),
      recordOf('q', { kind: 'PERSON', givenName: 'Max', familyName: 'Adler', birthDate: '1975-05-05', ...shared }),
    ];
    await sync();
    const { pairs, total } = await identity.stewardship.quarantined({ first: 10 });
    expect({ total, pairs: pairs.map(({ a, b }) => [a.id, b.id]) }).toEqual({ total: 1, pairs: [['p', 'q']] });
    expect(await identity.stewardship.quarantined({ first: 10, skip: 1 })).toEqual({ pairs: [], total: 1 });

    const pair = { a: erpRecord('q'), b: erpRecord('p') };
    const { ruling } = await identity.stewardship.link({ ...pair, ...WHO });
    expect(await identity.stewardship.quarantined({ first: 10 })).toEqual({ pairs: [], total: 0 });
    const kept = {
      ruling,
      at: '2026-11-01T12:00:00.000Z',
      ...WHO,
      pairs: [{ kind: 'LINK', a: erpRecord('p'), b: erpRecord('q') }],
    };
    expect(await identity.stewardship.rulings(10)).toEqual([kept]);
    await identity.stewardship.withdraw({ ruling, ...WHO });
    expect(await identity.stewardship.rulings(10)).toEqual([]);
  });

  it('tells what other settings would change, and changes nothing', async () => {
    const start = await customersByRecords(identity);
    const without = { ...DEFAULT_MATCHING_CONFIG, maxClusterSize: 1 };
    expect(await identity.dryRun(without)).toMatchObject({
      merged: 0,
      split: 2,
      customersBefore: 3,
      customersAfter: 5,
      samples: [
        { before: [['erp:a1', 'erp:a2']], after: [['erp:a1'], ['erp:a2']] },
        { before: [['erp:b1', 'erp:b2']] },
      ],
    });
    expect(await identity.dryRun(DEFAULT_MATCHING_CONFIG)).toMatchObject({ merged: 0, split: 0, samples: [] });
    expect(await customersByRecords(identity)).toEqual(start);
  });

  it('adopts other settings at the next sync, as tried before, and goes back', async () => {
    const start = await customersByRecords(identity);
    const matching = { ...DEFAULT_MATCHING_CONFIG, maxClusterSize: 1 };
    const { split, customersAfter } = await identity.dryRun(matching);
    now += 1_000;
    const other = createIdentity({ store, secret, clock: () => now, matching });
    expect(await other.sync({ sources: [] })).toMatchObject({ split, customers: customersAfter });
    expect(await other.sync({ sources: [] })).toMatchObject({ split: 0, merged: 0, created: 0 });
    const usual = createIdentity({ store, secret, clock: () => now });
    expect(await usual.sync({ sources: [] })).toMatchObject({ merged: 2, customers: start.size });
    expect(await customersByRecords(usual)).toEqual(start);
  });

  it('goes over to a new secret while the old one is still given, and then without it', async () => {
    const next = new Secret('the next secret, long enough to be one');
    const query = { type: 'TAX_ID', value: 'BB22222' };
    const found = await identity.findBy(query);
    const changing = createIdentity({ store, secret: next, formerSecrets: [secret] });
    expect(await changing.findBy(query)).toEqual(found);
    expect(await changing.rotateKeys()).toBe(5);
    expect(await changing.rotateKeys()).toBe(0);
    const changed = createIdentity({ store, secret: next });
    expect(await changed.findBy(query)).toEqual(found);
    expect(await changed.sync({ sources: [erp] })).toMatchObject({ sources: [{ changed: 0 }], merged: 0, split: 0 });
    expect(await identity.findBy(query)).toEqual([]);
  });
});
