import type { CacheStore } from '../../../src/cache/cache-store.ts';
import type { KeyedRow, Route } from '../../../src/connector/route.ts';
import { AppError, type ErrorCode } from '../../../src/errors.ts';
import { problemOf } from '../../../src/federation/field-problems.ts';
import type { Outcome } from '../../../src/federation/outcome.ts';
import { createInventedLoader, createInventedRoute, knowsAll } from './invented-route.ts';

const MINUTE_MS = 60_000;

/** A source whose answers can be changed, that counts what it is asked. */
function createSource(answer: Route['fetchRows'] = knowsAll) {
  const asked: (readonly string[])[] = [];
  const source = {
    asked,
    answer,
    fetchRows: (keys: readonly string[], context: Parameters<Route['fetchRows']>[1]) => {
      asked.push(keys);
      return source.answer(keys, context);
    },
  };
  return source;
}

const failing = (code: ErrorCode) => () => Promise.reject(new AppError(code, { source: 'erp' }));
const rowsOf = (rows: readonly KeyedRow[]) => () => Promise.resolve([...rows]);
const order = (id: string, more: object = {}) => ({
  id,
  orderNumber: id,
  orderedAt: '2026-01-01T00:00:00Z',
  lines: [],
  ...more,
});

async function loadOne(
  { loader }: ReturnType<typeof createInventedLoader>,
  live: ReturnType<typeof createInventedRoute>,
  context: Parameters<typeof loader.load>[2] = {},
): Promise<Outcome> {
  const outcome = (await loader.load(live, ['1'], context)).get('1');
  if (!outcome) throw new Error('a key without an outcome');
  return outcome;
}

describe('the recipe', () => {
  describe('each key has an outcome', () => {
    it('found, missing, and rows that nobody asked for, each counted', async () => {
      const recipe = createInventedLoader();
      const source = createSource(
        rowsOf([
          { key: '0', row: { id: '0' } },
          { key: '', row: { id: '' } },
          { key: 'x', row: { id: 'x' } },
        ]),
      );
      const outcomes = await recipe.loader.load(createInventedRoute(source), ['', '0', 'gone'], {});
      expect([...outcomes].map(([key, { status }]) => [key, status])).toEqual([
        ['', 'found'],
        ['0', 'found'],
        ['gone', 'missing'],
      ]);
      expect(recipe.rows).toEqual({ missing: 1, duplicate: 0, unasked: 1 });
    });

    it.each([
      ['alike: one record', { id: '1' }, 'found', undefined],
      ['different: neither of them', { id: '1', displayName: 'Other' }, 'failed', 'SOURCE_BAD_DATA'],
    ])('two rows for one key, %s', async (_name, second, status, code) => {
      const recipe = createInventedLoader();
      const source = createSource(
        rowsOf([
          { key: '1', row: { id: '1' } },
          { key: '1', row: second },
        ]),
      );
      const outcome = await loadOne(recipe, createInventedRoute(source));
      expect(outcome.status).toBe(status);
      expect(outcome.status === 'failed' ? outcome.error.code : undefined).toBe(code);
      expect(recipe.rows['duplicate']).toBe(1);
    });

    it('a list without its repetitions, and without rows that contradict one another', async () => {
      const recipe = createInventedLoader();
      const rows = [order('a'), order('b'), order('a'), order('c'), order('c', { customerId: '9' })];
      const source = createSource(rowsOf(rows.map((row) => ({ key: '1', row }))));
      const outcome = await loadOne(recipe, createInventedRoute({ ...source, many: true }));
      expect(outcome).toMatchObject({
        status: 'found',
        value: [{ id: 'a', source: 'erp' }, { id: 'b' }],
        lost: [{ code: 'DUPLICATE_ROW' }],
      });
      expect((outcome as { value: unknown[] }).value).toHaveLength(2);
      expect(recipe.rows['duplicate']).toBe(2);
    });

    it('a row that cannot be used fails its own key alone', async () => {
      const recipe = createInventedLoader();
      const source = createSource(
        rowsOf([
          { key: '1', row: { displayName: 'without a number' } },
          { key: '2', row: { id: '2' } },
        ]),
      );
      const outcomes = await recipe.loader.load(createInventedRoute(source), ['1', '2'], {});
      expect(outcomes.get('1')).toMatchObject({ status: 'failed', error: { code: 'SOURCE_BAD_DATA', source: 'erp' } });
      expect(outcomes.get('2')).toMatchObject({ status: 'found' });
    });

    it('a mapping that fails is told apart from bad data', async () => {
      const problems = [{ code: 'MAPPING_FAILED', message: 'failed' }];
      const outcome = await loadOne(createInventedLoader(), createInventedRoute({ problems }));
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'MAPPING_FAILED', source: 'erp' } });
    });

    it('an error of the source for every key of the batch; anything else that is thrown is ours', async () => {
      const recipe = createInventedLoader();
      const outcomes = await recipe.loader.load(
        createInventedRoute({ fetchRows: failing('SOURCE_TIMEOUT') }),
        ['1', '2'],
        {},
      );
      for (const key of ['1', '2']) {
        expect(outcomes.get(key)).toMatchObject({ status: 'failed', error: { code: 'SOURCE_TIMEOUT' } });
      }
      const bug = createInventedRoute({ fetchRows: () => Promise.reject(new TypeError('bug')) });
      expect(await loadOne(recipe, bug)).toMatchObject({
        status: 'failed',
        error: { code: 'INTERNAL', source: 'erp' },
      });
    });
  });

  it('asks for no more keys at once than a batch may hold', async () => {
    const source = createSource();
    const keys = Array.from({ length: 7 }, (_, index) => String(index));
    const outcomes = await createInventedLoader().loader.load(
      createInventedRoute({ ...source, batchSize: 3 }),
      keys,
      {},
    );
    expect(source.asked).toEqual([keys.slice(0, 3), keys.slice(3, 6), keys.slice(6)]);
    expect([...outcomes.keys()]).toEqual(keys);
  });

  describe('keeps answers', () => {
    it('fresh for their time, then reads again', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, cache: { ttlMs: MINUTE_MS } });
      for (const ms of [0, MINUTE_MS - 1, 1]) {
        recipe.later(ms);
        expect(await loadOne(recipe, live)).toMatchObject({ status: 'found', value: { displayName: 'Customer 1' } });
      }
      expect(source.asked).toHaveLength(2);
      expect(recipe.reads.map(({ hit, miss }) => [hit, miss])).toEqual([
        [0, 1],
        [1, 0],
        [0, 1],
      ]);
    });

    it('but not for a caller who wants newer ones', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, cache: { ttlMs: MINUTE_MS } });
      await loadOne(recipe, live);
      recipe.later(10);
      await loadOne(recipe, live, { maxAgeMs: 10 });
      expect(source.asked).toHaveLength(1);
      await loadOne(recipe, live, { maxAgeMs: 9 });
      expect(source.asked).toHaveLength(2);
    });

    it('stale while a new one is fetched, once', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, cache: { ttlMs: 10, staleWhileRevalidateMs: MINUTE_MS } });
      await loadOne(recipe, live);
      recipe.later(20);
      source.answer = rowsOf([{ key: '1', row: { id: '1', displayName: 'New' } }]);
      const [first, second] = await Promise.all([loadOne(recipe, live), loadOne(recipe, live)]);
      expect([first, second]).toMatchObject([
        { value: { displayName: 'Customer 1' } },
        { value: { displayName: 'Customer 1' } },
      ]);
      await new Promise((resolve) => setImmediate(resolve));
      expect(await loadOne(recipe, live)).toMatchObject({ value: { displayName: 'New' } });
      expect(source.asked).toHaveLength(2);
    });

    it('of what is not there, for their own time', async () => {
      const [recipe, source] = [createInventedLoader(), createSource(rowsOf([]))];
      const live = createInventedRoute({ ...source, cache: { ttlMs: MINUTE_MS, negativeTtlMs: 10 } });
      expect(await loadOne(recipe, live)).toMatchObject({ status: 'missing', fetchedAt: recipe.now() });
      recipe.later(9);
      expect(await loadOne(recipe, live)).toMatchObject({ status: 'missing' });
      expect(source.asked).toHaveLength(1);
      source.answer = knowsAll;
      recipe.later(1);
      expect(await loadOne(recipe, live)).toMatchObject({ status: 'found' });
    });

    it('of one mapping apart from those of another', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const cache = { ttlMs: MINUTE_MS };
      await loadOne(recipe, createInventedRoute({ ...source, cache, hash: 'old' }));
      await loadOne(recipe, createInventedRoute({ ...source, cache, hash: 'new' }));
      expect(source.asked).toHaveLength(2);
    });

    it('with the problems of their fields, in a shared cache too', async () => {
      const problems = [{ path: 'birthDate', code: 'INVALID_DATE', message: 'no date' }];
      const live = createInventedRoute({ problems, cache: { ttlMs: MINUTE_MS } });
      const recipe = createInventedLoader(createCopyingCache());
      for (const outcome of [await loadOne(recipe, live), await loadOne(recipe, live)]) {
        const record = outcome.status === 'found' ? (outcome.value as object) : {};
        expect(problemOf(record, 'birthDate')).toEqual(problems[0]);
      }
      expect(recipe.reads.at(-1)).toEqual({ hit: 1, stale: 0, miss: 0 });
    });

    it('never of a failure', async () => {
      const [recipe, source] = [createInventedLoader(), createSource(failing('SOURCE_UNAVAILABLE'))];
      const live = createInventedRoute({ ...source, cache: { ttlMs: MINUTE_MS, negativeTtlMs: MINUTE_MS } });
      await loadOne(recipe, live);
      source.answer = knowsAll;
      expect(await loadOne(recipe, live)).toMatchObject({ status: 'found' });
    });
  });

  describe('covers a failure with an older copy', () => {
    it.each<[ErrorCode, 'found' | 'failed']>([
      ['SOURCE_TIMEOUT', 'found'],
      ['SOURCE_UNAVAILABLE', 'found'],
      ['SOURCE_THROTTLED', 'found'],
      ['SOURCE_BAD_DATA', 'found'],
      ['SOURCE_TOO_LARGE', 'found'],
      ['SOURCE_REJECTED', 'failed'],
      ['INTERNAL', 'failed'],
    ])('%s: %s', async (code, status) => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, cache: { ttlMs: 10, staleIfErrorMs: MINUTE_MS } });
      await loadOne(recipe, live);
      recipe.later(10);
      source.answer = failing(code);
      const outcome = await loadOne(recipe, live);
      expect(outcome.status).toBe(status);
      const told =
        outcome.status === 'found' ? outcome.staleBecause : outcome.status === 'failed' ? outcome.error : undefined;
      expect(told?.code).toBe(code);
    });

    it('only as long as it may', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, cache: { ttlMs: 10, staleIfErrorMs: 20 } });
      await loadOne(recipe, live);
      source.answer = failing('SOURCE_UNAVAILABLE');
      recipe.later(29);
      expect((await loadOne(recipe, live)).status).toBe('found');
      recipe.later(1);
      expect((await loadOne(recipe, live)).status).toBe('failed');
    });
  });

  describe('shares what is under way', () => {
    /** A source that answers when told to. */
    function createHeldSource() {
      const held = Promise.withResolvers<void>();
      const signals: (AbortSignal | undefined)[] = [];
      const source = createSource(async (keys, { signal }) => {
        signals.push(signal);
        await held.promise;
        return knowsAll(keys);
      });
      return { ...source, signals, release: () => held.resolve() };
    }
    const untilAsked = async (source: ReturnType<typeof createHeldSource>) => {
      while (source.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    };

    it('one call for everybody who asks for the same keys', async () => {
      const [recipe, source] = [createInventedLoader(), createHeldSource()];
      const live = createInventedRoute(source);
      const answers = Promise.all(Array.from({ length: 50 }, () => loadOne(recipe, live)));
      await untilAsked(source);
      source.release();
      expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set(['found']));
      expect(source.asked).toEqual([['1']]);
    });

    it('takes the keys that everybody asks for in one turn', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const live = createInventedRoute({ ...source, batchSize: 3 });
      const answers = await Promise.all(
        [['1', '2'], ['2', '3'], ['4']].map((keys) => recipe.loader.load(live, keys, {})),
      );
      expect(source.asked).toEqual([['1', '2', '3'], ['4']]);
      expect(answers.map((outcomes) => [...outcomes.keys()])).toEqual([['1', '2'], ['2', '3'], ['4']]);
    });

    it('is repeated apart when the keys of one caller break it', async () => {
      const recipe = createInventedLoader();
      const source = createSource((keys) =>
        keys.includes('odd') ? Promise.reject(new AppError('SOURCE_REJECTED', { source: 'erp' })) : knowsAll(keys),
      );
      const live = createInventedRoute(source);
      const [good, bad] = await Promise.all([
        recipe.loader.load(live, ['1', '2'], {}),
        recipe.loader.load(live, ['odd'], {}),
      ]);
      expect([...good.values()].map(({ status }) => status)).toEqual(['found', 'found']);
      expect(bad.get('odd')).toMatchObject({ status: 'failed', error: { code: 'SOURCE_REJECTED' } });
      expect(source.asked).toEqual([['1', '2', 'odd'], ['1', '2'], ['odd']]);
    });

    it('goes on for those who stay when one leaves', async () => {
      const [recipe, source] = [createInventedLoader(), createHeldSource()];
      const live = createInventedRoute(source);
      const leaving = new AbortController();
      const [left, stayed] = [loadOne(recipe, live, { signal: leaving.signal }), loadOne(recipe, live)];
      await untilAsked(source);
      leaving.abort();
      expect(await left).toMatchObject({ status: 'failed', error: { code: 'SOURCE_TIMEOUT' } });
      expect(source.signals[0]?.aborted).toBe(false);
      source.release();
      expect(await stayed).toMatchObject({ status: 'found' });
    });

    it('is called off when the last one leaves', async () => {
      const [recipe, source] = [createInventedLoader(), createHeldSource()];
      const live = createInventedRoute(source);
      const callers = [new AbortController(), new AbortController()];
      const answers = callers.map(({ signal }) => loadOne(recipe, live, { signal }));
      await untilAsked(source);
      callers[0]?.abort();
      expect(source.signals[0]?.aborted).toBe(false);
      callers[1]?.abort();
      await Promise.all(answers);
      expect(source.signals[0]?.aborted).toBe(true);
      source.release();
    });

    it('is not begun for a caller who has left', async () => {
      const [recipe, source] = [createInventedLoader(), createSource()];
      const outcome = await loadOne(recipe, createInventedRoute(source), { signal: AbortSignal.abort() });
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'SOURCE_TIMEOUT', source: 'erp' } });
      expect(source.asked).toEqual([]);
    });
  });
});

/** Keeps entries as a cache outside this process does: as text. */
function createCopyingCache(): CacheStore {
  const texts = new Map<string, string>();
  return {
    kind: 'redis',
    getMany: async (keys) => keys.map((key) => JSON.parse(texts.get(key) ?? 'null') ?? undefined),
    setMany: async (writes) => writes.forEach(({ key, entry }) => texts.set(key, JSON.stringify(entry))),
    deleteMany: async (keys) => keys.forEach((key) => texts.delete(key)),
    healthy: () => true,
    close: async () => undefined,
  };
}
