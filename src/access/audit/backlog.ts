import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';
import { appendLinks, type PendingEntry } from './audit-table.ts';
import type { AuditAnchor } from './audit.ts';
import type { ChainKey } from './chain-key.ts';

const STORE_EVERY_MS = 250;
const RETRY_EVERY_MS = 1_000;
const ROWS_A_TRANSACTION = 200;

export interface Backlog {
  readonly size: () => number;
  readonly add: (entries: readonly PendingEntry[]) => void;
  /** Resolves when the store has all of them; rejects when it does not take them, and they wait on. */
  drain(): Promise<void>;
  /** No more tries of its own. */
  stop(): void;
}

export interface BacklogOptions {
  readonly store: Store;
  readonly key: ChainKey;
  readonly onError: (error: unknown) => void;
  readonly onStored: (head: AuditAnchor) => void;
}

/** Entries that are on the disk and not in the store yet; tries by itself until it has them there. */
export function createBacklog({ store, key, onError, onStored }: BacklogOptions): Backlog {
  const entries: PendingEntry[] = [];
  let draining: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function storeAll(): Promise<void> {
    while (entries.length > 0) {
      const batch = entries.slice(0, ROWS_A_TRANSACTION);
      try {
        const { seq, hash } = await appendLinks(store, batch, key);
        entries.splice(0, batch.length);
        onStored({ seq, hash });
        // The embedded store works on this thread: requests go in between.
        await yieldToOthers();
      } catch (error) {
        onError(error);
        throw error;
      }
    }
  }

  function drain(): Promise<void> {
    draining ??= storeAll().finally(() => (draining = undefined));
    return draining;
  }

  function drainIn(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      drain().catch(() => drainIn(RETRY_EVERY_MS));
    }, ms).unref();
  }

  return {
    size: () => entries.length,
    drain,
    add(added) {
      entries.push(...added);
      if (entries.length > 0) drainIn(STORE_EVERY_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
