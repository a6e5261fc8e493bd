import { hash } from 'node:crypto';
import { Secret } from '../../../src/config/secret.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';
import { createSource, recordOf, withTaxId } from './invented-sources.ts';

const secret = new Secret('a secret of this test and of nothing else');

const erp = createSource('erp', [
  recordOf('1', {
    kind: 'PERSON',
    givenName: 'Zoe',
    familyName: 'Canarybird',
    displayName: 'Zoe Canarybird',
    emails: [{ address: 'zoe.canarybird@example.com' }],
    phones: [{ number: '+493023125000' }],
    addresses: [{ lines: ['Canary Wharf 1'], locality: 'Canarytown', country: 'DE' }],
    birthDate: '1999-09-09',
    identifiers: [{ type: 'LOYALTY_NUMBER', issuer: 'club', value: 'CANARY-77' }],
  }),
  recordOf('2', {
    kind: 'ORGANIZATION',
    legalName: 'Musterbäckerei GmbH',
    identifiers: [{ type: 'TAX_ID', issuer: 'DE', value: 'DE136695976' }],
  }),
  withTaxId('3', '136695976'),
]);

describeOnStores('identity reads', (open) => {
  let store: Store;
  let identity: IdentitySpine;
  beforeEach(async () => {
    store = await open();
    identity = createIdentity({ store, secret });
    await identity.sync({ sources: [erp] });
  });
  afterEach(() => store.close());

  const idOf = async (id: string) => (await identity.customersOf([{ source: 'erp', id }])).get(`erp:${id}`);

  it.each([
    ['1', { type: 'EMAIL', value: 'Zoe.CanaryBird@Example.com ' }],
    ['1', { type: 'EMAIL_SHA256', value: hash('sha256', 'zoe.canarybird@example.com') }],
    ['1', { type: 'PHONE', value: '+49 30 23125-000' }],
    ['1', { type: 'PHONE_SHA256', value: hash('sha256', '+493023125000').toUpperCase() }],
    ['1', { type: 'LOYALTY_NUMBER', value: 'canary 77' }],
    ['1', { type: 'LOYALTY_NUMBER', value: 'CANARY-77', issuer: 'club' }],
    ['2', { type: 'TAX_ID', value: 'DE 136 695 976' }],
    ['2', { type: 'TAX_ID', value: '136695976', issuer: 'DE' }],
    ['3', { type: 'TAX_ID', value: '136695976', issuer: 'XX' }],
  ])('finds record %s by %j', async (record, query) => {
    expect(await identity.findBy(query)).toEqual([await idOf(record)]);
  });

  it('finds every customer with an identifier when nobody is named as its issuer', async () => {
    const found = await identity.findBy({ type: 'TAX_ID', value: '136695976' });
    expect(new Set(found)).toEqual(new Set([await idOf('2'), await idOf('3')]));
  });

  it.each([
    { type: 'EMAIL', value: 'nobody@example.com' },
    { type: 'PHONE', value: 'zoe.canarybird@example.com' },
    { type: 'TAX_ID', value: '136695976', issuer: 'FR' },
    { type: 'EMAIL', value: '' },
    { type: '', value: 'x' },
  ])('finds nobody by %j', async (query) => {
    expect(await identity.findBy(query)).toEqual([]);
  });

  it('lists customers page by page, each once, with the total', async () => {
    const first = await identity.list({ first: 2 });
    const second = await identity.list({ first: 2, after: first.ids[1] ?? '' });
    expect([first.hasMore, second.hasMore, first.total, second.total]).toEqual([true, false, 3, 3]);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(3);
    expect([...first.ids, ...second.ids]).toEqual([...first.ids, ...second.ids].sort());
  });

  it.each([
    [{ kind: 'PERSON' as const }, 1],
    [{ kind: 'ORGANIZATION' as const, source: 'erp' }, 2],
    [{ source: 'crm' }, 0],
  ])('lists those of %j', async (filter, total) => {
    const page = await identity.list({ first: 10, filter });
    expect([page.ids.length, page.total, page.hasMore]).toEqual([total, total, false]);
  });

  it('leaves out ids and records nobody knows, and takes none at all', async () => {
    expect(await identity.recordsOf(['cus_UNKNOWN', `' or 1=1 --`])).toEqual(new Map());
    expect(await identity.recordsOf([])).toEqual(new Map());
    expect(await identity.customersOf([])).toEqual(new Map());
  });

  it('finds nothing, and opens nothing, under another secret', async () => {
    const stranger = createIdentity({ store, secret: new Secret('another secret altogether, long enough') });
    expect(await stranger.findBy({ type: 'EMAIL', value: 'zoe.canarybird@example.com' })).toEqual([]);
    await store.run('update identity_record set resolved = 0');
    await expect(stranger.sync({ sources: [] })).rejects.toMatchObject({ code: 'SETUP_INVALID' });
  });

  it('does not open a value that was moved to another record', async () => {
    await store.run(`update identity_record set resolved = 0, payload = (select max(payload) from identity_record)`);
    await expect(identity.sync({ sources: [] })).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});
