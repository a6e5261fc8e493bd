/** What is kept of one answer: when it was read, and the content; `undefined` content records that there was none. */
export interface CacheEntry {
  /** Epoch milliseconds at which the source answered. */
  readonly storedAt: number;
  readonly content: unknown;
}

export interface CacheWrite {
  readonly key: string;
  readonly entry: CacheEntry;
  /** How long the store must keep it at most, in milliseconds. */
  readonly keepMs: number;
}

/**
 * Where read answers are kept between requests. A store never fails a read: what it cannot give is a miss, what it
 * cannot keep is dropped, and its own `onError` says so.
 */
export interface CacheStore {
  readonly kind: 'memory' | 'redis';
  /** Entries in the order of `keys`. */
  getMany(keys: readonly string[]): Promise<(CacheEntry | undefined)[]>;
  setMany(writes: readonly CacheWrite[]): Promise<void>;
  deleteMany(keys: readonly string[]): Promise<void>;
  /** Whether the store answers at the moment. */
  healthy(): boolean;
  close(): Promise<void>;
}
