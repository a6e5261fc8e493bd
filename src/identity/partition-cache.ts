import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import { latestChange } from './change-log.ts';
import type { CustomerId, CustomerIdentity, CustomerPage, Identity } from './identity.ts';
import { listCustomers, readCustomers } from './read-customers.ts';
import type { Spine } from './spine.ts';

/** How late a change made by another gateway shows here. */
const TRUST_MS = 500;
/** How long what is known is answered while the store does not answer: no change could be told then. */
const TRUST_WITHOUT_STORE_MS = 60_000;
const CUSTOMERS_KEPT = 20_000;
const PAGES_KEPT = 500;

export interface PartitionCache extends Pick<Identity, 'recordsOf' | 'list'> {
  /** To be called when this process changed the partition. */
  forget(): void;
}

/** Remembers customers and pages of them for as long as the partition stays what it is. */
export function createPartitionCache(spine: Pick<Spine, 'store' | 'clock' | 'names'>): PartitionCache {
  const { store, clock, names } = spine;
  const customers = new LRUCache<CustomerId, CustomerIdentity>({ max: CUSTOMERS_KEPT });
  const pages = new LRUCache<string, CustomerPage>({ max: PAGES_KEPT });
  let version = -1;
  let checkedAt = -Infinity;
  let checking: Promise<void> | undefined;

  function clear(): void {
    customers.clear();
    pages.clear();
  }

  async function check(): Promise<void> {
    const now = clock();
    const current = await latestChange(store).catch((error: unknown) => keepOn(error, now));
    if (current === undefined) return;
    if (current !== version) clear();
    version = current;
    checkedAt = now;
  }

  /** Undefined while the store does not answer and what is known is young enough. */
  function keepOn(error: unknown, now: number): undefined {
    const isOutage = error instanceof AppError && error.code === 'STORE_UNAVAILABLE';
    if (!isOutage || now - checkedAt > TRUST_WITHOUT_STORE_MS) throw error;
  }

  /** Runs `read` and then `keep`, unless the partition changed meanwhile: what was read may be the old one. */
  async function readAndKeep<Value>(read: () => Promise<Value>, keep: (value: Value) => void): Promise<Value> {
    const asked = version;
    const value = await read();
    if (asked === version) keep(value);
    return value;
  }

  async function upToDate(): Promise<void> {
    if (clock() - checkedAt < TRUST_MS) return;
    checking ??= check().finally(() => (checking = undefined));
    await checking;
  }

  return {
    async recordsOf(ids) {
      await upToDate();
      const found = new Map(ids.flatMap((id) => entryOf(id, customers.get(id))));
      const missing = ids.filter((id) => !found.has(id));
      if (missing.length === 0) return found;
      const read = await readAndKeep(
        async () => readCustomers(store, await names(), missing),
        (value) => value.forEach((customer, id) => customers.set(id, customer)),
      );
      return new Map(ids.flatMap((id) => entryOf(id, found.get(id) ?? read.get(id))));
    },
    async list(page) {
      await upToDate();
      const key = JSON.stringify(page);
      const read = () => listCustomers(store, page);
      return pages.get(key) ?? readAndKeep(read, (value) => pages.set(key, value));
    },
    forget() {
      clear();
      version = -1;
      checkedAt = -Infinity;
    },
  };
}

function entryOf(id: CustomerId, customer: CustomerIdentity | undefined): [CustomerId, CustomerIdentity][] {
  return customer ? [[id, customer]] : [];
}
