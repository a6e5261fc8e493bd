import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerId } from './identity.ts';

/** Why the partition changed: who did it, and what for. */
export interface ChangeOrigin {
  readonly cause: 'sync' | 'resolve' | 'ruling' | 'withdrawal' | 'erasure' | 'readmission' | 'restriction';
  /** `system`, or whoever ruled. */
  readonly actor: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Something that happened to a customer in one change; all of them together tell its history. */
export interface SpineEvent {
  readonly type:
    | 'created'
    | 'linked'
    | 'left'
    | 'merged'
    | 'split'
    | 'revived'
    | 'retired'
    | 'gone'
    | 'erased'
    | 'restricted'
    | 'unrestricted';
  readonly customerId?: CustomerId;
  /** The customer merged into, or split off. */
  readonly otherId?: CustomerId;
  readonly recordKey?: string;
}

/** The number of the latest change; 0 before the first. */
export async function latestChange(on: Queryable): Promise<number> {
  return (await on.get<{ seq: number | null }>('select max(seq) as seq from identity_change'))?.seq ?? 0;
}

/** Appends a change and gives its number. To be called under the partition's lock. */
export async function appendChange(tx: Queryable, { cause, actor, reason, at }: ChangeOrigin): Promise<number> {
  const seq = (await latestChange(tx)) + 1;
  await tx.run('insert into identity_change (seq, at, cause, actor, reason) values (?, ?, ?, ?, ?)', [
    seq,
    at,
    cause,
    actor,
    reason,
  ]);
  return seq;
}

export async function appendEvents(tx: Queryable, seq: number, events: readonly SpineEvent[]): Promise<void> {
  await insertRows(tx, {
    into: 'identity_event',
    columns: ['seq', 'position', 'type', 'customer_id', 'other_id', 'record_key'],
    rows: events.map(({ type, customerId, otherId, recordKey }, position) => [
      seq,
      position,
      type,
      customerId ?? null,
      otherId ?? null,
      recordKey ?? null,
    ]),
  });
}
