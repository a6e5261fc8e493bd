import { setTimeout as delay } from 'node:timers/promises';
import { peopleInLog } from './expect-partial-answer.ts';
import { startFailingGateway, START_TIMEOUT_MS, type FailingGateway } from './failing-gateway.ts';
import { createRedisServer, hasRedisServer, type RedisServer } from '../redis-server.ts';

const whereRedisIs = hasRedisServer ? describe : describe.skip;
const reason = hasRedisServer ? '' : ' (skipped: no redis-server on this machine)';

whereRedisIs(`a shared cache that fails${reason}`, () => {
  let redis: RedisServer;
  let gateway: FailingGateway;
  beforeAll(async () => {
    redis = await createRedisServer();
    gateway = await startFailingGateway({
      flags: { redisUrl: redis.url },
      settings: { cache: { ttl: '1h', staleIfError: '1h' } },
    });
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await gateway.stop();
    redis.thaw();
    await redis.kill();
  });

  const cacheCheck = async () => {
    const response = await fetch(new URL('/health/ready', gateway.url));
    const { checks } = (await response.json()) as { checks: { cache: { ok: boolean } } };
    return { status: response.status, ok: checks.cache.ok };
  };
  const untilCacheIs = async (ok: boolean) => {
    while ((await cacheCheck()).ok !== ok) await delay(20);
  };
  /** Asks for the page, and says where it came from. */
  const askPage = async () => {
    for (const source of Object.values(gateway.sources)) source.resetCalls();
    const { page, errors, status } = await gateway.askPage();
    const from = Object.values(gateway.sources).some((source) => source.calls().length > 0) ? 'sources' : 'cache';
    return { status, errors, page, from };
  };
  const wholeFrom = (from: 'sources' | 'cache') => ({
    status: 200,
    errors: undefined,
    page: gateway.healthy.page,
    from,
  });

  it('down from the start: answers live, stays ready and says that the cache is away', async () => {
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await cacheCheck()).toEqual({ status: 200, ok: false });
  });

  it('come up later: is used from then on', async () => {
    await redis.start();
    await untilCacheIs(true);
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await askPage()).toEqual(wholeFrom('cache'));
  });

  it('holding nothing that can be read', async () => {
    const names = (await redis.command('keys', '*')) as string[];
    const values = await Promise.all(names.map(async (name) => String(await redis.command('get', name))));
    const { page } = gateway.healthy;
    for (const secret of [page.id, page['displayName'], page['emails']]) {
      expect([...names, ...values].join()).not.toContain(JSON.stringify(secret).slice(1, -1));
    }
  });

  it('full of garbage and of values that belong to other keys: takes them for misses and writes over them', async () => {
    const names = (await redis.command('keys', '*')) as string[];
    const [first = ''] = names;
    for (const [index, name] of names.entries()) {
      if (index % 2 === 0) await redis.command('set', name, 'garbage');
      else await redis.command('copy', first, name, 'REPLACE');
    }
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await askPage()).toEqual(wholeFrom('cache'));
  });

  it('out of memory: answers live', async () => {
    await redis.command('flushall');
    await redis.command('config', 'set', 'maxmemory', '1');
    expect(await askPage()).toEqual(wholeFrom('sources'));
    await redis.command('config', 'set', 'maxmemory', '0');
    await untilCacheIs(true);
  });

  it('frozen: answers live, and from the cache once it has thawed', async () => {
    await askPage();
    redis.freeze();
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await cacheCheck()).toEqual({ status: 200, ok: false });
    redis.thaw();
    await untilCacheIs(true);
    await askPage();
    expect(await askPage()).toEqual(wholeFrom('cache'));
  });

  it('killed and started again: answers live, and from the cache once it is back', async () => {
    await redis.kill();
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await cacheCheck()).toEqual({ status: 200, ok: false });
    await redis.start();
    await untilCacheIs(true);
    expect(await askPage()).toEqual(wholeFrom('sources'));
    expect(await askPage()).toEqual(wholeFrom('cache'));
  });

  it('leaves nobody in the log', () => expect(peopleInLog(gateway)).toEqual([]));
});
