import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../errors.ts';

export interface TransactionGuard {
  /** Runs the work of one transaction. */
  enter<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Throws INTERNAL when called from within a transaction's work. */
  assertOutside(): void;
}

/** A statement that bypasses its transaction would wait for it for ever on SQLite, and escape it on PostgreSQL. */
export function createTransactionGuard(): TransactionGuard {
  const inside = new AsyncLocalStorage<true>();
  return {
    enter: (work) => inside.run(true, work),
    assertOutside: () => {
      if (inside.getStore()) throw new AppError('INTERNAL', { detail: 'store used inside its own transaction' });
    },
  };
}
