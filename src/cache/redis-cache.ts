import { Redis } from 'ioredis';
import type { CacheStore, CacheWrite } from './cache-store.ts';
import { createEnvelope } from './envelope.ts';

export interface RedisCacheOptions {
  /** `redis://` or `rediss://` address. */
  readonly url: string;
  /** The gateway's secret: values are sealed and names hashed with keys derived from it. */
  readonly secret: string;
  /** Told the kind of a failure, once until the store answers again; never a key or a value. */
  readonly onError?: (kind: string) => void;
}

const COMMAND_TIMEOUT_MS = 150;
/** After a failed command the store is left alone this long, so that reads do not pay the time-out one by one. */
const BYPASS_MS = 1_000;

/** A cache shared by several gateways. Redis gone, frozen, full or holding garbage makes misses, never failures. */
export function createRedisCache({ url, secret, onError }: RedisCacheOptions): CacheStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    // Loads of one turn read the cache one by one; they travel together.
    enableAutoPipelining: true,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 500,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  const envelope = createEnvelope(secret);
  let bypassUntil = 0;
  let told: string | undefined;

  const fail = (error: unknown) => {
    bypassUntil = performance.now() + BYPASS_MS;
    const kind = kindOf(error);
    if (kind !== told) onError?.(kind);
    told = kind;
  };
  redis.on('error', fail);
  redis.on('ready', () => (bypassUntil = 0));
  redis.connect().catch(fail);

  const usable = () => redis.status === 'ready' && performance.now() >= bypassUntil;
  const nameOf = (key: string) => `c360:${envelope.nameOf(key)}`;

  async function guarded<T>(otherwise: T, work: () => Promise<T>): Promise<T> {
    if (!usable()) return otherwise;
    try {
      const result = await work();
      told = undefined;
      return result;
    } catch (error) {
      fail(error);
      return otherwise;
    }
  }

  return {
    kind: 'redis',
    getMany: (keys) =>
      guarded(
        keys.map(() => undefined),
        async () => {
          if (keys.length === 0) return [];
          const sealed = await redis.mgetBuffer(keys.map(nameOf));
          return sealed.map((value, index) => (value ? envelope.open(keys[index] ?? '', value) : undefined));
        },
      ),
    setMany: (writes) =>
      guarded(undefined, () =>
        writeAll(redis, writes, (write) => [nameOf(write.key), envelope.seal(write.key, write.entry)]),
      ),
    deleteMany: (keys) =>
      guarded(undefined, async () => void (keys.length > 0 && (await redis.del(...keys.map(nameOf))))),
    healthy: usable,
    close() {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

async function writeAll(
  redis: Redis,
  writes: readonly CacheWrite[],
  sealed: (write: CacheWrite) => [string, Buffer],
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const write of writes) pipeline.set(...sealed(write), 'PX', Math.max(1, Math.round(write.keepMs)));
  const results = await pipeline.exec();
  const failed = results?.find(([error]) => error);
  if (failed?.[0]) throw failed[0];
}

/** Redis names its refusals in the first word (`READONLY`, `OOM`, `WRONGPASS`); the rest of the text may quote us. */
function kindOf(error: unknown): string {
  if (!Error.isError(error)) return 'UNKNOWN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code ?? /^[A-Z]{2,}/.exec(error.message)?.[0] ?? error.name;
}
