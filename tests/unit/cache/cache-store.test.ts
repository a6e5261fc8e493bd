import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CacheStore } from '../../../src/cache/cache-store.ts';
import { createMemoryCache } from '../../../src/cache/memory-cache.ts';
import { createRedisCache } from '../../../src/cache/redis-cache.ts';
import { createRedisServer, hasRedisServer, type RedisServer } from '../../redis-server.ts';

const SECRET = 'a secret of at least thirty-two characters';
const ENTRY = { storedAt: 1_700_000_000_000, content: { value: { id: '1', list: [1, null, 'ü'] } } };
const NOTHING = { storedAt: 1_700_000_000_000, content: undefined };

function describeContract(open: () => Promise<CacheStore>): void {
  let store: CacheStore;
  beforeAll(async () => (store = await open()));
  afterAll(() => store.close());
  const key = () => `erp/Customer/${randomUUID()}`;

  it('gives back what it was given, in the order of the keys, and undefined for the rest', async () => {
    const [known, negative, unknown] = [key(), key(), key()];
    await store.setMany([
      { key: known, entry: ENTRY, keepMs: 60_000 },
      { key: negative, entry: NOTHING, keepMs: 60_000 },
    ]);
    const [none, first, second] = await store.getMany([unknown, known, negative]);
    expect([none, first]).toEqual([undefined, ENTRY]);
    expect([second?.storedAt, second?.content]).toEqual([NOTHING.storedAt, undefined]);
  });

  it('keeps an entry no longer than it was told to', async () => {
    const short = key();
    await store.setMany([{ key: short, entry: ENTRY, keepMs: 30 }]);
    await delay(60);
    expect(await store.getMany([short])).toEqual([undefined]);
  });

  it('forgets what is deleted', async () => {
    const [gone, stays] = [key(), key()];
    await store.setMany([gone, stays].map((each) => ({ key: each, entry: ENTRY, keepMs: 60_000 })));
    await store.deleteMany([gone]);
    expect(await store.getMany([gone, stays])).toEqual([undefined, ENTRY]);
  });

  it('takes no keys at all and stays well', async () => {
    expect(await store.getMany([])).toEqual([]);
    await store.setMany([]);
    await store.deleteMany([]);
    expect(store.healthy()).toBe(true);
  });
}

async function untilHealthy(store: CacheStore): Promise<CacheStore> {
  while (!store.healthy()) await delay(10);
  return store;
}

describe('a cache in memory', () => {
  describeContract(() => Promise.resolve(createMemoryCache()));

  it('lets the least recently used go first', async () => {
    const store = createMemoryCache({ maxEntries: 2 });
    const write = (key: string) => store.setMany([{ key, entry: ENTRY, keepMs: 60_000 }]);
    await write('a');
    await write('b');
    await store.getMany(['a']);
    await write('c');
    expect(await store.getMany(['a', 'b', 'c'])).toEqual([ENTRY, undefined, ENTRY]);
  });
});

const givenUrl = process.env['C360_TEST_REDIS_URL'];
const whereOneIsGiven = givenUrl === undefined ? describe.skip : describe;
const none = givenUrl === undefined ? ' (skipped: C360_TEST_REDIS_URL names none)' : '';

whereOneIsGiven(`a cache in the Redis that is given${none}`, () => {
  describeContract(() => untilHealthy(createRedisCache({ url: givenUrl ?? '', secret: SECRET })));
});

const whereRedisIs = hasRedisServer ? describe : describe.skip;
const reason = hasRedisServer ? '' : ' (skipped: no redis-server on this machine)';

whereRedisIs(`a cache in Redis${reason}`, () => {
  let redis: RedisServer;
  const errors: string[] = [];
  const open = (url = redis.url) =>
    createRedisCache({ url, secret: SECRET, onError: (kind) => void errors.push(kind) });
  beforeAll(async () => {
    redis = await createRedisServer();
    await redis.start();
  });
  afterAll(() => redis.kill());

  describeContract(() => untilHealthy(open()));

  it('shares with a gateway of the same secret, and with no other', async () => {
    const [writer, reader] = await Promise.all([untilHealthy(open()), untilHealthy(open())]);
    const stranger = await untilHealthy(
      createRedisCache({ url: redis.url, secret: 'another secret of thirty-two characters' }),
    );
    await writer.setMany([{ key: 'shared', entry: ENTRY, keepMs: 60_000 }]);
    expect(await reader.getMany(['shared'])).toEqual([ENTRY]);
    expect(await stranger.getMany(['shared'])).toEqual([undefined]);
    await Promise.all([writer, reader, stranger].map((store) => store.close()));
  });

  it('drops what a replica will not take, and says so', async () => {
    const store = await untilHealthy(open());
    errors.length = 0;
    await redis.command('replicaof', '127.0.0.1', '1');
    await store.setMany([{ key: 'refused', entry: ENTRY, keepMs: 60_000 }]);
    await redis.command('replicaof', 'no', 'one');
    expect(errors).toEqual(['READONLY']);
    await untilHealthy(store);
    expect(await store.getMany(['refused'])).toEqual([undefined]);
    await store.close();
  });

  it('a password it refuses makes misses and stands in no error', async () => {
    await redis.command('config', 'set', 'requirepass', 'right');
    errors.length = 0;
    const store = open(redis.url.replace('redis://', 'redis://:canary-password@'));
    while (errors.length === 0) await delay(10);
    expect(await store.getMany(['any'])).toEqual([undefined]);
    expect(store.healthy()).toBe(false);
    expect(errors.join()).not.toContain('canary-password');
    await store.close();
  });
});

describe('a cache in a Redis that is not there', () => {
  it('makes misses and drops writes', async () => {
    const kinds: string[] = [];
    const store = createRedisCache({
      url: 'redis://127.0.0.1:1',
      secret: SECRET,
      onError: (kind) => void kinds.push(kind),
    });
    await store.setMany([{ key: 'a', entry: ENTRY, keepMs: 60_000 }]);
    await store.deleteMany(['a']);
    expect(await store.getMany(['a', 'b'])).toEqual([undefined, undefined]);
    while (kinds.length === 0) await delay(10);
    expect(store.healthy()).toBe(false);
    expect(kinds[0]).toBe('ECONNREFUSED');
    await store.close();
  });
});
