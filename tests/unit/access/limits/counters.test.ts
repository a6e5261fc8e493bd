import { setTimeout as delay } from 'node:timers/promises';
import { createCounters, type Counters } from '../../../../src/access/limits/counters.ts';
import { createRedisServer, hasRedisServer, type RedisServer } from '../../../redis-server.ts';

const allowance = { name: 'requests', most: 100, windowSeconds: 60 };

/** How many of so many takes of one point succeed, each at the next of the gateways. */
async function countTaken(gateways: readonly Counters[], tries: number, subject = 'k'): Promise<number> {
  const takes = Array.from({ length: tries }, async (_, index) =>
    gateways[index % gateways.length]?.take(subject, 1, allowance),
  );
  return (await Promise.all(takes)).filter((waitMs) => waitMs === undefined).length;
}

describe('counters of one gateway', () => {
  let counters: Counters;
  beforeEach(() => (counters = createCounters({ gateways: 1 })));
  afterEach(() => counters.close());

  it('give what there is and no more, and say how long the rest has to wait', async () => {
    expect(await countTaken([counters], 250)).toBe(100);
    const waitMs = await counters.take('k', 1, allowance);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  it('count each subject, name and window by itself', async () => {
    await counters.take('a', 100, allowance);
    expect(await counters.take('a', 1, allowance)).toBeDefined();
    expect(await counters.take('b', 1, allowance)).toBeUndefined();
    expect(await counters.take('a', 1, { ...allowance, name: 'cost' })).toBeUndefined();
    expect(await counters.take('a', 1, { ...allowance, windowSeconds: 86_400 })).toBeUndefined();
  });

  it('refuse more points than the whole window has', async () => {
    expect(await counters.take('k', 101, allowance)).toBeDefined();
  });

  it('begin anew with the next window', async () => {
    const short = { ...allowance, most: 1, windowSeconds: 1 };
    expect(await counters.take('k', 1, short)).toBeUndefined();
    const waitMs = (await counters.take('k', 1, short)) ?? 0;
    await delay(waitMs + 20);
    expect(await counters.take('k', 1, short)).toBeUndefined();
  });

  it('let one of four gateways have a quarter while each counts for itself', async () => {
    const quarter = createCounters({ gateways: 4 });
    expect(await countTaken([quarter], 100)).toBe(25);
    expect(quarter.isShared()).toBe(false);
  });
});

const withRedis = hasRedisServer ? describe : describe.skip;
withRedis(`counters over Redis${hasRedisServer ? '' : ' (skipped: no redis-server on the PATH)'}`, () => {
  let redis: RedisServer;
  let gateways: Counters[];
  beforeEach(async () => {
    redis = await createRedisServer();
    await redis.start();
    gateways = Array.from({ length: 8 }, () => createCounters({ redisUrl: redis.url, gateways: 8 }));
    await untilShared(true);
  });
  afterEach(async () => {
    for (const gateway of gateways) gateway.close();
    await redis.kill();
  });

  async function untilShared(isShared: boolean): Promise<void> {
    for (let tries = 0; tries < 250; tries += 1) {
      if (gateways.every((gateway) => gateway.isShared() === isShared)) return;
      await delay(20);
    }
    throw new Error(`the gateways do not become ${isShared ? 'shared' : 'separate'}`);
  }

  it('are exact under eight gateways', async () => {
    expect(await countTaken(gateways, 400)).toBe(100);
  });

  it('give each gateway its part while Redis is gone, and the whole again when it is back', async () => {
    await redis.kill();
    await untilShared(false);
    expect(await countTaken(gateways, 400)).toBe(8 * Math.ceil(100 / 8));
    await redis.start();
    await untilShared(true);
    expect(await countTaken(gateways, 400)).toBe(100);
  });

  it('answer while Redis hangs', async () => {
    redis.freeze();
    try {
      expect(await countTaken(gateways, 400)).toBe(8 * Math.ceil(100 / 8));
    } finally {
      redis.thaw();
    }
  });

  it('name no tenant or credential that would not be fit for a log', async () => {
    await gateways[0]?.take('key:default:abc', 1, allowance);
    expect(await redis.command('keys', '*')).toEqual(['c360:quota:requests:60:key:default:abc']);
  });
});
