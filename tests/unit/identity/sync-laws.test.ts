import { array, assert, asyncProperty, integer, nat, option, record } from 'fast-check';
import { Secret } from '../../../src/config/secret.ts';
import type { CustomerRecord } from '../../../src/domain/customer-record.ts';
import { recordKey, toRecordRef } from '../../../src/domain/record-ref.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { createSource, recordOf, type InventedSource } from './invented-sources.ts';
import { customersByRecords, partitionOf } from './partition.ts';

const secret = new Secret('a secret of this test and of nothing else');
const WHO = { actor: 'steward-1', reason: 'checked by phone' };
const RUNS = 25;

/** Records whose identifiers come from a small pool, so that many are shared, and chains and conflicts arise. */
const recordShape = record({
  taxId: option(integer({ min: 0, max: 5 }), { freq: 3 }),
  lei: option(integer({ min: 0, max: 5 })),
  email: option(integer({ min: 0, max: 5 })),
});
const listing = array(recordShape, { maxLength: 9 });
const world = record({ erp: listing, crm: listing });

type World = Record<'erp' | 'crm', { taxId: number | null; lei: number | null; email: number | null }[]>;

function toRecords(shapes: World['erp']): CustomerRecord[] {
  return shapes.map(({ taxId, lei, email }, at) =>
    recordOf(`${at}`, {
      kind: 'ORGANIZATION',
      identifiers: [
        ...(taxId === null ? [] : [{ type: 'TAX_ID', issuer: 'XX', value: `TAX0000${taxId}` }]),
        ...(lei === null ? [] : [{ type: 'LEI', value: `LEI0000${lei}` }]),
      ],
      emails: email === null ? [] : [{ address: `someone${email}@example.com` }],
    }),
  );
}

const sourcesOf = ({ erp, crm }: World): InventedSource[] => [
  createSource('erp', toRecords(erp), { cursors: true }),
  createSource('crm', toRecords(crm)),
];

async function withStore<Result>(work: (identity: IdentitySpine, store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({ url: 'sqlite::memory:' });
  try {
    return await work(createIdentity({ store, secret }), store);
  } finally {
    await store.close();
  }
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const keyed = items.map((item, at) => ({ item, rank: Math.sin((at + 1) * (seed + 1)) }));
  return keyed.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

describe('whatever the records', () => {
  it('any load order gives the same customers', async () => {
    await assert(
      asyncProperty(world, nat(1_000), async (shape, seed) => {
        const straight = await withStore(async (identity) => {
          await identity.sync({ sources: sourcesOf(shape) });
          return partitionOf(identity);
        });
        const piecewise = await withStore(async (identity) => {
          for (const source of shuffled(sourcesOf(shape), seed)) {
            source.records = shuffled(source.records, seed);
            await identity.sync({ sources: [source] });
          }
          return partitionOf(identity);
        });
        expect(piecewise).toEqual(straight);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('two runs are one run', async () => {
    await assert(
      asyncProperty(world, (shape) =>
        withStore(async (identity, store) => {
          const dump = async () => [
            await customersByRecords(identity),
            await store.all('select * from identity_event'),
          ];
          await identity.sync({ sources: sourcesOf(shape) });
          const once = await dump();
          await identity.sync({ sources: sourcesOf(shape) });
          expect(await dump()).toEqual(once);
        }),
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('runs stopped between pages and taken up again are one run', async () => {
    await assert(
      asyncProperty(world, array(integer({ min: 1, max: 5 }), { maxLength: 4 }), async (shape, stops) => {
        const straight = await withStore(async (identity) => {
          await identity.sync({ sources: sourcesOf(shape) });
          return partitionOf(identity);
        });
        await withStore(async (identity, store) => {
          const sources = sourcesOf(shape);
          for (const pages of stops) await stopAfter(identity, sources, pages);
          await identity.sync({ sources });
          expect(await partitionOf(identity)).toEqual(straight);
          expect(await store.get('select count(*) as rows from identity_membership where until is not null')).toEqual({
            rows: 0,
          });
        });
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('records told of one by one make the customers that a listing makes, with what was learnt before', async () => {
    await assert(
      asyncProperty(world, world, nat(1_000), (first, second, seed) =>
        withStore(async (identity, store) => {
          const sources = sourcesOf(first);
          await identity.sync({ sources });
          const [erp, crm] = sourcesOf(second);
          const told = [erp, crm].flatMap((source) =>
            (source?.records ?? []).map((each) => [source?.name ?? '', each] as const),
          );
          for (const [source, each] of shuffled(told, seed)) await identity.accept({ source, records: [each] });
          for (const { name, records } of sources) {
            const kept = new Set(told.filter(([source]) => source === name).map(([, { id }]) => id));
            const gone = records.map(({ id }) => id).filter((id) => !kept.has(id));
            await identity.accept({ source: name, records: [], gone });
          }
          const before = await partitionOf(identity);
          const other = createIdentity({ store, secret });
          const all = await other.accept({ source: 'new', records: [recordOf('lonely')] });
          expect(all).toEqual({ created: 1, merged: 0, split: 0 });
          expect(await partitionOf(other)).toEqual([...before, 'new:lonely']);
        }),
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('merging two customers, splitting and merging again comes back to the start, ids included', async () => {
    await assert(
      asyncProperty(world, nat(1_000), (shape, seed) =>
        withStore(async (identity) => {
          await identity.sync({ sources: sourcesOf(shape) });
          const start = await customersByRecords(identity);
          const [left, right] = shuffled([...start.keys()], seed).map((keys) =>
            keys.split(' ').flatMap((key) => toRecordRef(key) ?? []),
          );
          const [a, b] = [left?.[0], right?.[0]];
          if (!a || !b) return;

          await identity.stewardship.link({ a, b, ...WHO });
          const merged = await customersByRecords(identity);
          expect(merged.size).toBe(start.size - 1);
          const customer = (await identity.customersOf([a])).get(recordKey(a)) ?? '';
          await identity.stewardship.split({ customer, records: right ?? [], ...WHO });
          expect(await customersByRecords(identity)).toEqual(start);
          await identity.stewardship.link({ a, b, ...WHO });
          expect(await customersByRecords(identity)).toEqual(merged);
        }),
      ),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('each record is in one customer, and an id goes on answering with records it had while any is left', async () => {
    await assert(
      asyncProperty(array(world, { minLength: 2, maxLength: 5 }), (shapes) =>
        withStore(async (identity) => {
          let before: Customers = new Map();
          for (const shape of shapes) {
            await identity.sync({ sources: sourcesOf(shape) });
            const { ids } = await identity.list({ first: 1_000 });
            const now = await customersOf(identity, [...before.keys(), ...ids]);
            expect(lost(before, now)).toEqual([]);
            before = new Map([...now].filter(([id]) => ids.includes(id)));
            expect(twice([...before.values()].flatMap((keys) => [...keys]))).toEqual([]);
          }
        }),
      ),
      { numRuns: RUNS },
    );
  }, 60_000);
});

type Customers = Map<string, ReadonlySet<string>>;

async function customersOf(identity: IdentitySpine, ids: readonly string[]): Promise<Customers> {
  const customers = await identity.recordsOf(ids);
  return new Map([...customers].map(([id, { records }]) => [id, new Set(records.map(recordKey))]));
}

/** Ids none of whose records they answer with now, though some are left. */
function lost(before: Customers, now: Customers): string[] {
  const left = new Set([...now.values()].flatMap((keys) => [...keys]));
  return [...before.keys()].filter((id) => {
    const had = [...(before.get(id) ?? [])].filter((key) => left.has(key));
    return had.length > 0 && !had.some((key) => now.get(id)?.has(key));
  });
}

function twice(keys: readonly string[]): string[] {
  return keys.filter((key, at) => keys.indexOf(key) !== at);
}

async function stopAfter(identity: IdentitySpine, sources: InventedSource[], pages: number): Promise<void> {
  const stop = new AbortController();
  let seen = 0;
  const onProgress = (): void => {
    seen += 1;
    if (seen >= pages) stop.abort();
  };
  await identity.sync({ sources, onProgress, signal: stop.signal }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
}
