import { createAccess, type Access } from '../../../src/access/create-access.ts';
import { isScope, SCOPES } from '../../../src/access/scopes.ts';
import { Secret } from '../../../src/config/secret.ts';
import { AppError } from '../../../src/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { SqlParam, Store } from '../../../src/store/store.ts';
import { describeOnStores } from '../store/test-stores.ts';

const secret = new Secret('a secret of this test and of nothing else');
const START = Date.parse('2026-11-01T12:00:00Z');

describeOnStores('API keys', (open) => {
  let store: Store;
  let now = START;
  let access: Access;
  const gateway = (options: { secret?: Secret; formerSecrets?: Secret[] } = {}): Access =>
    createAccess({ store, secret, clock: () => now, ...options });

  beforeEach(async () => {
    store = await open();
    now = START;
    access = gateway();
  });
  afterEach(() => store.close());

  it('make a principal of the header that holds them, whichever header it is', async () => {
    const { id, key } = await access.createKey({
      name: 'shop',
      scopes: ['customer:read', 'orders:read'],
      tenant: 'acme',
    });
    const shop = {
      id,
      name: 'shop',
      tenant: 'acme',
      kind: 'partner',
      via: 'key',
      scopes: new Set(['customer:read', 'orders:read']),
      roles: new Set(),
      attributes: {},
      purposes: new Set(),
    };
    expect(await access.authenticate(`Bearer ${key}`)).toEqual(shop);
    expect(await access.authenticate(`bearer  ${key}`)).toEqual(shop);
    expect(await access.authenticate(key)).toEqual(shop);
  });

  it('of admin have every scope', async () => {
    const { key } = await access.createKey({ name: 'operator', scopes: ['admin'] });
    expect([...((await access.authenticate(key))?.scopes ?? [])].sort()).toEqual(Object.keys(SCOPES).sort());
  });

  it('can be told from look-alikes without asking anybody', async () => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'], environment: 'test' });
    expect(key).toMatch(/^c360_test_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  });

  it('are not found in the store', async () => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    const secretPart = key.split('_').at(-1) ?? '';
    expect(JSON.stringify(await store.all('select * from access_key'))).not.toContain(secretPart);
  });

  it.each([
    ['nothing', () => undefined],
    ['an empty header', () => ''],
    ['the scheme alone', () => 'Bearer '],
    ['another scheme', (key: string) => `Basic ${key}`],
    ['a mistyped key', (key: string) => key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))],
    ['a key cut short', (key: string) => key.slice(0, -1)],
    ['two keys', (key: string) => `${key}, ${key}`],
    ['a very long header', (key: string) => key.repeat(10_000)],
    ['the id alone', (key: string) => key.split('_')[2]],
  ])('are refused as %s', async (_, spoil) => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    expect(await access.authenticate(spoil(key))).toBeUndefined();
  });

  it('made under another secret, or by another gateway altogether, are refused', async () => {
    const { key } = await gateway({ secret: new Secret('another secret altogether, long enough') }).createKey({
      name: 'shop',
      scopes: ['customer:read'],
    });
    expect(await access.authenticate(key)).toBeUndefined();
    await store.run('delete from access_key');
    expect(await access.authenticate(key)).toBeUndefined();
  });

  it('outlive a change of the secret when they are used while the former one is given', async () => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    const { key: unused } = await access.createKey({ name: 'till', scopes: ['customer:read'] });
    const next = new Secret('the next secret, long enough to be one');
    expect(await gateway({ secret: next }).authenticate(key)).toBeUndefined();
    expect(await gateway({ secret: next, formerSecrets: [secret] }).authenticate(key)).toMatchObject({ name: 'shop' });
    expect(await gateway({ secret: next }).authenticate(key)).toMatchObject({ name: 'shop' });
    expect(await gateway({ secret: next }).authenticate(unused)).toBeUndefined();
  });

  it('end when they expire', async () => {
    const { key } = await access.createKey({
      name: 'shop',
      scopes: ['customer:read'],
      expiresAt: '2026-11-01T12:00:01Z',
    });
    now = START + 999;
    expect(await access.authenticate(key)).toBeDefined();
    now = START + 1_000;
    expect(await access.authenticate(key)).toBeUndefined();
  });

  it('end at once where they are revoked, and within a second on every other gateway', async () => {
    const other = gateway();
    const { id, key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    expect(await access.authenticate(key)).toBeDefined();
    expect(await other.authenticate(key)).toBeDefined();
    expect(await access.revokeKey(id)).toBe(true);
    expect(await access.authenticate(key)).toBeUndefined();
    now = START + 1_000;
    expect(await other.authenticate(key)).toBeUndefined();
    expect(await access.revokeKey(id)).toBe(false);
    expect(await access.revokeKey('unknown')).toBe(false);
  });

  it('are listed with when they were made, used and revoked', async () => {
    const { id, key } = await access.createKey({
      name: 'shop',
      scopes: ['customer:read'],
      expiresAt: '2027-01-01T00:00:00Z',
    });
    now = START + 1_000;
    await access.authenticate(key);
    now = START + 2_000;
    await access.revokeKey(id);
    expect(await access.listKeys()).toEqual([
      {
        id,
        name: 'shop',
        tenant: 'default',
        scopes: ['customer:read'],
        grant: {},
        createdAt: '2026-11-01T12:00:00.000Z',
        expiresAt: '2027-01-01T00:00:00.000Z',
        lastUsedAt: '2026-11-01T12:00:01.000Z',
        revokedAt: '2026-11-01T12:00:02.000Z',
      },
    ]);
  });

  it('carry what they are bound to; the first purpose is meant when a call names none', async () => {
    const operations = ['a'.repeat(64)];
    const limits = { requestsPerMinute: 60, maxCost: 500 };
    const { key } = await access.createKey({
      name: 'agency',
      scopes: ['customer:read'],
      kind: 'partner',
      roles: ['campaigns'],
      purposes: ['MARKETING_EMAIL', 'ANALYTICS'],
      attributes: { territory: 'EMEA', stores: ['1', '2'] },
      jurisdiction: 'DE',
      operations,
      limits,
    });
    expect(await access.authenticate(key)).toEqual(
      expect.objectContaining({
        kind: 'partner',
        roles: new Set(['campaigns']),
        purposes: new Set(['MARKETING_EMAIL', 'ANALYTICS']),
        purpose: 'MARKETING_EMAIL',
        attributes: { territory: 'EMEA', stores: ['1', '2'] },
        jurisdiction: 'DE',
        operations: new Set(operations),
        limits,
      }),
    );
  });

  it.each<[string, object]>([
    ['an unknown kind', { kind: 'robot' }],
    ['a purpose with a space', { purposes: ['MARKETING EMAIL'] }],
    ['an attribute that is an object', { attributes: { a: { b: 1 } } }],
    ['an operation that is no hash', { operations: ['query { a }'] }],
    ['a limit of nothing', { limits: { concurrent: 0 } }],
    ['a limit there is not', { limits: { perYear: 1 } }],
    ['a grant there is not', { everything: true }],
  ])('are not made with %s', async (_, grant) => {
    const made = access.createKey({ name: 'shop', scopes: ['customer:read'], ...grant });
    await expect(made).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('give a principal that nobody can change', async () => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'], attributes: { territory: 'A' } });
    const principal = await access.authenticate(key);
    expect([principal, principal?.attributes].every(Object.isFrozen)).toBe(true);
    expect(Object.keys(principal ?? {})).not.toContain('hash');
  });

  it('have two secrets while they are rotated, and one again when the overlap ends', async () => {
    const other = gateway();
    const { id, key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    const rotated = (await access.rotateKey(id, { overlapSeconds: 60 }))?.key ?? '';
    expect(rotated).not.toBe(key);
    for (const secretText of [key, rotated]) expect(await other.authenticate(secretText)).toMatchObject({ id });
    now = START + 60_000;
    expect(await other.authenticate(key)).toBeUndefined();
    expect(await other.authenticate(rotated)).toMatchObject({ id });
  });

  it('lose the oldest secret when they are rotated twice, and both when they are revoked', async () => {
    const { id, key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    const second = (await access.rotateKey(id))?.key;
    const third = (await access.rotateKey(id))?.key;
    expect(await access.authenticate(key)).toBeUndefined();
    expect(await access.authenticate(second)).toMatchObject({ id });
    expect(await access.revokeKey(id)).toBe(true);
    expect(await access.authenticate(second)).toBeUndefined();
    expect(await access.authenticate(third)).toBeUndefined();
    expect(await access.rotateKey(id)).toBeUndefined();
    expect(await access.rotateKey('unknown')).toBeUndefined();
  });

  it('are known without asking the store once they were found good', async () => {
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    expect(access.isKnown(`Bearer ${key}`)).toBe(false);
    await access.authenticate(key);
    expect(access.isKnown(`Bearer ${key}`)).toBe(true);
    expect(access.isKnown(undefined)).toBe(false);
  });

  it('are refused with everything that is wrong about them', async () => {
    const wrong = {
      name: ' ',
      scopes: ['customer:read', 'all'],
      expiresAt: '2020-01-01T00:00:00Z',
      environment: 'LIVE',
    };
    const error: unknown = await access.createKey(wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('unknown scope "all"') });
    expect(error).toMatchObject({ message: expect.stringMatching(/name.*expiresAt.*environment/s) });
  });
});

describe('API keys without their store', () => {
  it('go on working for a minute when they were good before, and are no answer afterwards', async () => {
    let now = START;
    let broken = false;
    const store = await openStore({ url: 'sqlite::memory:' });
    const breakable: Store = {
      ...store,
      get: <Row extends object>(sql: string, params?: readonly SqlParam[]) =>
        broken ? Promise.reject(new AppError('STORE_UNAVAILABLE')) : store.get<Row>(sql, params),
    };
    const access = createAccess({ store: breakable, secret, clock: () => now });
    const { key } = await access.createKey({ name: 'shop', scopes: ['customer:read'] });
    expect(await access.authenticate(key)).toMatchObject({ name: 'shop' });
    broken = true;
    now = START + 59_000;
    expect(await access.authenticate(key)).toMatchObject({ name: 'shop' });
    now = START + 61_000;
    await expect(access.authenticate(key)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await store.close();
  });
});

describe('scopes', () => {
  it('know their names and nothing inherited', () => {
    expect(isScope('admin')).toBe(true);
    expect(isScope('toString')).toBe(false);
  });
});
