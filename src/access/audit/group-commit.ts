import { AppError } from '../../errors.ts';
import type { PendingEntry } from './audit-table.ts';
import type { Spool } from './spool.ts';

interface Waiting {
  readonly pending: PendingEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommit {
  readonly waiting: () => number;
  /** Resolves when the entry is on the disk; those that come while a sync runs share the next one. */
  commit(pending: PendingEntry): Promise<void>;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
}

export interface GroupCommitOptions {
  readonly spool: Spool;
  /** Called before each sync, when nothing else touches the spool. */
  readonly beforeSync: () => Promise<void>;
  /** Given what is on the disk, in order. */
  readonly onCommitted: (batch: readonly PendingEntry[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Many entries, one sync. An entry whose sync fails is rejected with STORE_UNAVAILABLE and forgotten. */
export function createGroupCommit({ spool, beforeSync, onCommitted, onError }: GroupCommitOptions): GroupCommit {
  const queue: Waiting[] = [];
  let running = Promise.resolve();
  let isRunning = false;

  async function syncAll(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        await beforeSync();
        await spool.append(batch.map(({ pending }) => JSON.stringify(pending)));
        onCommitted(batch.map(({ pending }) => pending));
        for (const each of batch) each.resolve();
      } catch (error) {
        onError(error);
        for (const each of batch) each.reject(new AppError('STORE_UNAVAILABLE', { detail: 'audit spool' }));
      }
    }
    isRunning = false;
  }

  return {
    waiting: () => queue.length,
    settled: () => running,
    commit: (pending) =>
      new Promise((resolve, reject) => {
        queue.push({ pending, resolve, reject });
        if (isRunning) return;
        isRunning = true;
        // A turn later, so that all of this turn are in.
        running = Promise.resolve().then(syncAll);
      }),
  };
}
