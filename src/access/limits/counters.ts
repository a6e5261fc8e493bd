import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** After a failed command Redis is left alone this long, so that requests do not pay the time-out one by one. */
const BYPASS_MS = 1_000;
const COMMAND_TIMEOUT_MS = 150;

export interface Allowance {
  /** Part of the counter's name. */
  readonly name: string;
  readonly most: number;
  readonly windowSeconds: number;
}

export interface Counters {
  /**
   * Takes points from what a subject may have in the present window. Undefined when there were enough, else the
   * milliseconds until the next window. Never rejects.
   */
  take(subject: string, points: number, allowance: Allowance): Promise<number | undefined>;
  /** Whether the counts are those of all gateways. */
  isShared(): boolean;
  close(): void;
}

export interface CountersOptions {
  /** `redis://` or `rediss://`; each gateway counts for itself without. */
  readonly redisUrl?: string | undefined;
  /** How many gateways there are: what each lets through of the whole while it counts for itself. */
  readonly gateways: number;
  /** Told once when Redis stops answering. */
  readonly onError?: () => void;
}

/**
 * Fixed windows, counted in Redis in one atomic step for all gateways together. While Redis does not answer, each gateway
 * counts for itself and lets through its part of the whole, so that no caller gets more and none waits for Redis.
 */
export function createCounters({ redisUrl, gateways, onError }: CountersOptions): Counters {
  const redis = redisUrl === undefined ? undefined : connect(redisUrl);
  const limiters = new Map<string, RateLimiterAbstract>();
  let bypassUntil = 0;
  let isTold = false;

  const usable = () => redis?.status === 'ready' && performance.now() >= bypassUntil;

  function fail(): void {
    bypassUntil = performance.now() + BYPASS_MS;
    if (!isTold) onError?.();
    isTold = true;
  }
  redis?.on('error', fail);
  redis?.on('ready', () => (bypassUntil = 0));
  redis?.connect().catch(fail);

  function limiterOf(place: 'shared' | 'own', allowance: Allowance): RateLimiterAbstract {
    const { name, most, windowSeconds } = allowance;
    const id = `${place}:${name}:${most}:${windowSeconds}`;
    const made = limiters.get(id) ?? createLimiter(place === 'shared' ? redis : undefined, { ...allowance, gateways });
    limiters.set(id, made);
    return made;
  }

  return {
    isShared: usable,
    close: () => redis?.disconnect(),
    async take(subject, points, allowance) {
      if (usable()) {
        const shared = await consume(limiterOf('shared', allowance), subject, points);
        if (shared !== 'failed') {
          isTold = false;
          return shared;
        }
        fail();
      }
      const own = await consume(limiterOf('own', allowance), subject, points);
      return own === 'failed' ? undefined : own;
    },
  };
}

function connect(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
}

function createLimiter(
  redis: Redis | undefined,
  { name, most, windowSeconds, gateways }: Allowance & { readonly gateways: number },
): RateLimiterAbstract {
  const options = { keyPrefix: `c360:quota:${name}:${windowSeconds}`, duration: windowSeconds };
  return redis
    ? new RateLimiterRedis({ ...options, points: most, storeClient: redis })
    : new RateLimiterMemory({ ...options, points: Math.ceil(most / gateways) });
}

/** The limiter rejects with a count when there is not enough left, and with an error when it could not count. */
async function consume(
  limiter: RateLimiterAbstract,
  subject: string,
  points: number,
): Promise<number | undefined | 'failed'> {
  try {
    await limiter.consume(subject, points);
    return undefined;
  } catch (rejected) {
    if (!(rejected instanceof RateLimiterRes)) return 'failed';
    // What was refused has used nothing: a smaller request may still fit.
    await limiter.reward(subject, points).catch(() => undefined);
    return Math.max(1, rejected.msBeforeNext);
  }
}
