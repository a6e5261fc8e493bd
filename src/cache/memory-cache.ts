import { LRUCache } from 'lru-cache';
import type { CacheEntry, CacheStore } from './cache-store.ts';

/** A cache in this process: least recently used entries go first. `maxEntries` counts keys, not bytes. */
export function createMemoryCache({ maxEntries = 50_000 }: { maxEntries?: number } = {}): CacheStore {
  const entries = new LRUCache<string, CacheEntry>({ max: maxEntries });
  return {
    kind: 'memory',
    getMany: (keys) => Promise.resolve(keys.map((key) => entries.get(key))),
    setMany(writes) {
      for (const { key, entry, keepMs } of writes) entries.set(key, entry, { ttl: keepMs });
      return Promise.resolve();
    },
    deleteMany(keys) {
      for (const key of keys) entries.delete(key);
      return Promise.resolve();
    },
    healthy: () => true,
    close() {
      entries.clear();
      return Promise.resolve();
    },
  };
}
