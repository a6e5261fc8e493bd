import { Secret } from '../../../src/config/secret.ts';
import { AppError } from '../../../src/errors.ts';
import { createIdentity } from '../../../src/identity/create-identity.ts';
import type { SyncProgress } from '../../../src/identity/sync-source.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { SqlParam, Store } from '../../../src/store/store.ts';
import { createSource, withTaxId } from './invented-sources.ts';
import { customersByRecords } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const WHO = { actor: 'steward-1', reason: 'checked by phone' };
const pair = { a: { source: 'erp', id: '1' }, b: { source: 'erp', id: '2' }, ...WHO };

describe('customers that are remembered', () => {
  let store: Store;
  let reads = 0;
  let broken = false;
  let now = 0;
  const counted = (): Store => ({
    ...store,
    all: <Row extends object>(sql: string, params?: readonly SqlParam[]) => {
      reads += 1;
      return broken ? Promise.reject(new AppError('STORE_UNAVAILABLE')) : store.all<Row>(sql, params);
    },
    get: <Row extends object>(sql: string, params?: readonly SqlParam[]) =>
      broken ? Promise.reject(new AppError('STORE_UNAVAILABLE')) : store.get<Row>(sql, params),
  });
  const gateway = () => createIdentity({ store: counted(), secret, clock: () => now });

  beforeEach(async () => {
    store = await openStore({ url: 'sqlite::memory:' });
    [now, broken] = [Date.parse('2026-11-01T12:00:00Z'), false];
    await gateway().sync({ sources: [createSource('erp', [withTaxId('1', 'AA11111'), withTaxId('2', 'AA11111')])] });
  });
  afterEach(() => store.close());

  it('are read once', async () => {
    const identity = gateway();
    const { ids } = await identity.list({ first: 1 });
    const first = await identity.recordsOf(ids);
    reads = 0;
    now += 10_000;
    expect(await identity.recordsOf(ids)).toEqual(first);
    expect((await identity.list({ first: 1 })).ids).toEqual(ids);
    expect(reads).toBe(0);
  });

  it('follow a change at once where it was made, and within half a second on every other gateway', async () => {
    const [one, other] = [gateway(), gateway()];
    const { ids } = await one.list({ first: 1 });
    const sizes = async () =>
      [one, other].map(async (each) => (await each.recordsOf(ids)).get(ids[0] ?? '')?.records.length);
    expect(await Promise.all(await sizes())).toEqual([2, 2]);
    await one.stewardship.unlink(pair);
    expect(await Promise.all(await sizes())).toEqual([1, 2]);
    now += 500;
    expect(await Promise.all(await sizes())).toEqual([1, 1]);
    expect((await customersByRecords(other)).size).toBe(2);
    expect(await other.list({ first: 1 })).toMatchObject({ total: 2, hasMore: true });
  });

  it('go on being answered for a minute while the store does not answer; others fail', async () => {
    const identity = gateway();
    const { ids } = await identity.list({ first: 1 });
    const known = await identity.recordsOf(ids);
    broken = true;
    now += 30_000;
    expect(await identity.recordsOf(ids)).toEqual(known);
    await expect(identity.recordsOf(['cus_OTHER'])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    now += 31_000;
    await expect(identity.recordsOf(ids)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('many records', () => {
  it('are resolved while the process goes on answering', async () => {
    const store = await openStore({ url: 'sqlite::memory:' });
    const records = Array.from({ length: 600 }, (_, at) => withTaxId(`${at}`, `TAX${1_000 + (at % 300)}`));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const identity = createIdentity({ store, secret });
    let before = 0;
    const sources = [createSource('erp', records)];
    const report = await identity.sync({
      sources,
      onProgress: ({ phase }) => (before = phase === 'resolving' ? turns : before),
    });
    clearInterval(timer);
    expect(report).toMatchObject({ customers: 300, records: 600 });
    expect(turns - before).toBeGreaterThan(3);
    await store.close();
  });

  it('that are being resolved when the gateway closes are resolved by the next sync', async () => {
    const store = await openStore({ url: 'sqlite::memory:' });
    const sources = [
      createSource(
        'erp',
        Array.from({ length: 600 }, (_, at) => withTaxId(`${at}`, `TAX${1_000 + at}`)),
      ),
    ];
    const identity = createIdentity({ store, secret });
    const closing: Promise<void>[] = [];
    const onProgress = ({ phase }: SyncProgress): void => {
      if (phase === 'resolving') setTimeout(() => closing.push(identity.close()), 20);
    };
    await expect(identity.sync({ sources, onProgress })).rejects.toMatchObject({ code: 'INTERNAL' });
    await Promise.all(closing);
    expect(await createIdentity({ store, secret }).sync({ sources })).toMatchObject({ created: 600 });
    await store.close();
  });
});
