import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import { latestChange } from './change-log.ts';
import type { CustomerId, CustomerIdentity } from './identity.ts';
import { readCustomers } from './read-customers.ts';

/** How late a change made by another gateway shows here. */
const TRUST_MS = 500;
/** How long known customers are answered while the store does not answer: no change could be told then. */
const TRUST_WITHOUT_STORE_MS = 60_000;
const CUSTOMERS_KEPT = 20_000;

export interface CustomerCache {
  /** See `Identity.recordsOf`. */
  recordsOf(ids: readonly CustomerId[]): Promise<Map<CustomerId, CustomerIdentity>>;
  /** To be called when this process changed the partition. */
  forget(): void;
}

/** Remembers customers for as long as the partition stays what it is. */
export function createCustomerCache(store: Queryable, clock: () => number): CustomerCache {
  const known = new LRUCache<CustomerId, CustomerIdentity>({ max: CUSTOMERS_KEPT });
  let version = -1;
  let checkedAt = -Infinity;
  let checking: Promise<void> | undefined;

  async function check(): Promise<void> {
    const now = clock();
    const current = await latestChange(store).catch((error: unknown) => keepOn(error, now));
    if (current === undefined) return;
    if (current !== version) known.clear();
    version = current;
    checkedAt = now;
  }

  /** The version, while the store does not answer and what is known is young enough. */
  function keepOn(error: unknown, now: number): undefined {
    const isOutage = error instanceof AppError && error.code === 'STORE_UNAVAILABLE';
    if (!isOutage || now - checkedAt > TRUST_WITHOUT_STORE_MS) throw error;
  }

  return {
    async recordsOf(ids) {
      if (clock() - checkedAt >= TRUST_MS) {
        checking ??= check().finally(() => (checking = undefined));
        await checking;
      }
      const asked = version;
      const missing = ids.filter((id) => !known.has(id));
      const read = missing.length > 0 ? await readCustomers(store, missing) : undefined;
      // What was read while the partition changed may be the old one.
      if (asked === version) for (const [id, customer] of read ?? []) known.set(id, customer);
      return new Map(ids.flatMap((id) => entryOf(id, read?.get(id) ?? known.get(id))));
    },
    forget() {
      known.clear();
      version = -1;
      checkedAt = -Infinity;
    },
  };
}

function entryOf(id: CustomerId, customer: CustomerIdentity | undefined): [CustomerId, CustomerIdentity][] {
  return customer ? [[id, customer]] : [];
}
