import type { Secret } from '../config/secret.ts';
import type { RecordRef } from '../domain/record-ref.ts';
import type { Store } from '../store/store.ts';
import { acceptChanges, type SourceChanges } from './accept-changes.ts';
import type { Applied } from './apply-resolution.ts';

import { createIdMaker } from './customer-id.ts';
import { dryRun, type DryRun } from './dry-run.ts';
import { eraseCustomer, type Erased } from './erase-customer.ts';
import { exportCustomer, type CustomerExport } from './export-customer.ts';
import { explainPair, type Explanation } from './explain.ts';
import { readHistory, type HistoryEntry } from './history.ts';
import type { CustomerId, Identity } from './identity.ts';
import { DEFAULT_MATCHING_CONFIG, type MatchingConfig } from './matching/matching-config.ts';
import { loadRecordNames } from './load-record-names.ts';
import { createPartitionCache } from './partition-cache.ts';
import { createPastIdentity, type PastIdentity } from './past-identity.ts';
import { findCustomers, readCustomersOf } from './read-customers.ts';
import { createResolver } from './resolver.ts';
import { readmitRecords, type Readmission } from './readmit-records.ts';
import { restrictCustomer, type Restriction } from './restrict-customer.ts';
import { rotateKeys } from './rotate-keys.ts';
import type { Spine } from './spine.ts';
import type { Steward } from './steward.ts';
import { createStewardship, type Stewardship } from './stewardship.ts';
import { syncIdentity, type SyncOptions } from './sync-identity.ts';
import type { SyncReport } from './sync-source.ts';
import { createVault } from './vault.ts';

export interface IdentityOptions {
  readonly store: Store;
  /** The gateway's secret: personal values at rest are encrypted and hashed under keys derived from it. */
  readonly secret: Secret;
  /** Former secrets whose values are still in the store. */
  readonly formerSecrets?: readonly Secret[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly matching?: MatchingConfig;
}

/** The identity spine: what federation asks, and what keeps it up to date. */
export interface IdentitySpine extends Identity {
  /** Brings the spine up to date with its sources. See `syncIdentity`. */
  sync(options: SyncOptions): Promise<SyncReport>;
  /** Takes in what a source says has changed, and resolves only what that concerns. */
  accept(changes: SourceChanges): Promise<Applied>;
  /** People's decisions about who is who. */
  readonly stewardship: Stewardship;
  /** Who was who at a moment of the past (RFC 3339). BAD_REQUEST when that is no time. */
  asOf(instant: string): PastIdentity;
  /** Why two records are, or are not, one customer. BAD_REQUEST for a record that is in no customer. */
  why(a: RecordRef, b: RecordRef): Promise<Explanation>;
  /** What other matching settings would make of the records there are; changes nothing. */
  dryRun(matching: MatchingConfig): Promise<DryRun>;
  /** Everything that happened to a customer, the oldest first. */
  history(id: CustomerId): Promise<HistoryEntry[]>;
  /**
   * Removes every value of a customer's records for good: records, links, rulings, identifiers, and what history says of
   * them. Its ids, former ones included, are not found from then on; a sync or `accept` does not bring the records back.
   * What stays is when, by whom and why it was done. Doing it again does no harm. CUSTOMER_NOT_FOUND for an id that never
   * was; BAD_REQUEST without who and why.
   */
  erase(erasure: Steward & { readonly customer: CustomerId }): Promise<Erased>;
  /**
   * Whoever was erased is a customer again: sources may bring these records from the next full listing or `accept` on.
   * Gives how many had been erased. BAD_REQUEST without who and why.
   */
  readmit(readmission: Readmission): Promise<number>;
  /** Everything the spine knows of a customer, by source. CUSTOMER_NOT_FOUND for an unknown id. */
  exportOf(id: CustomerId): Promise<CustomerExport>;
  /** The customer objects to processing; `CustomerIdentity.restricted` says so until `unrestrict`. CUSTOMER_NOT_FOUND, BAD_REQUEST as `erase`. */
  restrict(restriction: Restriction): Promise<void>;
  unrestrict(restriction: Restriction): Promise<void>;
  /** Which of these customers are restricted, by the ids asked for. */
  restrictedOf(ids: readonly CustomerId[]): Promise<Set<CustomerId>>;
  /** Seals anew what is under a former secret; gives the number of records. See `rotateKeys`. */
  rotateKeys(signal?: AbortSignal): Promise<number>;
  /** Ends a resolution under way; it fails, and the next sync does it. The store stays open. */
  close(): Promise<void>;
}

export function createIdentity(options: IdentityOptions): IdentitySpine {
  const { store, secret, formerSecrets, clock = Date.now, matching = DEFAULT_MATCHING_CONFIG } = options;
  const vault = createVault(secret, formerSecrets);
  const names = onceDone(() => loadRecordNames(store, vault));
  const cache = createPartitionCache({ store, clock, names });
  const newId = createIdMaker(clock);
  const spine: Spine = { store, vault, names, clock, matching, newId, onChange: () => cache.forget() };
  const resolver = createResolver(spine);
  return {
    recordsOf: (ids) => cache.recordsOf(ids),
    customersOf: async (records) => readCustomersOf(store, await names(), records),
    findBy: (identifier) => findCustomers(store, vault, identifier),
    list: (page) => cache.list(page),
    sync: (sync) => syncIdentity(spine, resolver, sync),
    accept: (changes) => acceptChanges(spine, resolver, changes),
    stewardship: createStewardship(spine, resolver),
    asOf: (instant) => createPastIdentity(spine, instant),
    why: async (a, b) => explainPair(store, await names(), { a, b }),
    dryRun: (other) => dryRun(spine, other),
    history: async (id) => readHistory(store, await names(), id),
    restrictedOf: async (ids) => {
      const found = await cache.recordsOf(ids);
      return new Set(ids.filter((id) => found.get(id)?.restricted === true));
    },
    erase: (erasure) => eraseCustomer(spine, resolver, erasure),
    readmit: (readmission) => readmitRecords(spine, readmission),
    exportOf: (id) => exportCustomer(spine, id),
    restrict: (restriction) => restrictCustomer(spine, restriction, true),
    unrestrict: (restriction) => restrictCustomer(spine, restriction, false),
    rotateKeys: (signal) => rotateKeys(spine, signal),
    close: () => resolver.close(),
  };
}

/** Does it when first asked, and again only if it failed. */
function onceDone<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | undefined;
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}
