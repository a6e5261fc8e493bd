import type { SourceName } from '../domain/record-ref.ts';
import type { Store } from '../store/store.ts';
import type { CustomerId } from './identity.ts';
import type { MatchingConfig } from './matching/resolve-records.ts';
import type { RecordNames } from './record-names.ts';
import type { Vault } from './vault.ts';

/** What every part of the identity spine works with. */
export interface Spine {
  readonly store: Store;
  readonly vault: Vault;
  /** What records are called in the store. Not to be asked for within a transaction: the first call may begin one. */
  readonly names: () => Promise<RecordNames>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly newId: () => CustomerId;
  readonly matching: MatchingConfig;
  /** To be called when the partition changed. */
  readonly onChange: () => void;
}

/** Name of the lock under which the partition of records into customers changes. */
export const PARTITION_LOCK = 'identity';

/** Name of the lock under which one source's records are read into the spine. */
export function listingLock(source: SourceName): string {
  return `identity listing ${source}`;
}
