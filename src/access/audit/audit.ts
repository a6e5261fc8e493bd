import type { AuditEntry, AuditRecord } from './audit-entry.ts';

export interface AuditQuery {
  /** Our id of a customer: who looked at them. */
  readonly customer?: string;
  /** The id of a principal: what they did. */
  readonly principal?: string;
  /** RFC 3339; from then on, and before then. */
  readonly since?: string;
  readonly until?: string;
  /** Go on after this record. */
  readonly afterSeq?: number;
  /** 1,000 at most, and unless said otherwise. */
  readonly limit?: number;
}

/** A place of the chain worth remembering elsewhere: with it, even a chain cut short and sealed anew is found. */
export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditVerdict {
  readonly intact: boolean;
  readonly records: number;
  readonly head: AuditAnchor | undefined;
  /** In words, with the record's number: what was edited, is missing or was cut off. */
  readonly problems: readonly string[];
}

/**
 * The audit trail: append-only, chained by keyed hashes.
 *
 * `record` is what a caller awaits before an answer with personal data leaves. It resolves when the entry is on this
 * gateway's disk (an fsynced spool, many entries a sync); from there it goes into the store a moment later, or when the
 * store is back, or when the gateway starts again after a kill. It rejects with STORE_UNAVAILABLE when the spool cannot
 * be written or has reached its limit: then personal data must not be given.
 *
 *     await audit.record({ kind: 'read', who: principal, requestId, operation: { name, hash }, customers, released, masked, withheld, sources });
 *     await audit.record({ kind: 'change', who: principal, action: 'identity.merge', targets: [recordKey], customers: [id] });
 */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  /** Resolves when everything recorded so far is in the store; rejects with STORE_UNAVAILABLE when that cannot be. */
  flush(): Promise<void>;
  /** Reads the whole chain. `anchors` are places remembered from earlier verdicts. */
  verify(anchors?: readonly AuditAnchor[]): Promise<AuditVerdict>;
  /** The oldest first. */
  read(query?: AuditQuery): Promise<AuditRecord[]>;
  /** Flushes, if it can, and ends. */
  close(): Promise<void>;
}
