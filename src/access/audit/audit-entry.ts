import type { PrincipalKind } from '../principal.ts';

/** Who did it, on whose behalf and what for. A `Principal` is one. */
export interface AuditActor {
  readonly kind: PrincipalKind;
  /** `cli`: at the command line of a machine that has the gateway's secret. */
  readonly via: 'key' | 'jwt' | 'cli';
  readonly id: string;
  readonly tenant: string;
  /** The app that sent a person's token. */
  readonly client?: string;
  readonly purpose?: string;
}

/** A read of personal data, or its refusal. Ids and field names only: a value of a person's is never part of an entry. */
export interface ReadEntry {
  readonly kind: 'read';
  readonly who: AuditActor;
  readonly requestId: string;
  /** `hash` is the SHA-256 of the document's text, hexadecimal. */
  readonly operation: { readonly name?: string | undefined; readonly hash: string };
  /** Our ids of the customers touched. */
  readonly customers: readonly string[];
  /** Coordinates such as `Customer.emails`: given as they are, given in part, not given. */
  readonly released: readonly string[];
  readonly masked: readonly string[];
  readonly withheld: readonly string[];
  /** The source systems whose data went in. */
  readonly sources: readonly string[];
}

/** A change of what the gateway keeps itself: keys, connectors, rules, consents, identity rulings, looks into the audit. */
export interface ChangeEntry {
  readonly kind: 'change';
  readonly who: AuditActor;
  readonly requestId?: string;
  /** What was done, as `thing.verb`: `key.revoke`, `connector.reload`, `identity.merge`. */
  readonly action: string;
  /** The ids of what it was done to. */
  readonly targets: readonly string[];
  /** Names of what was changed about them; no values. */
  readonly fields?: readonly string[];
  /** Set when customers are concerned, so that "who looked at me" finds it. */
  readonly customers?: readonly string[];
}

export type AuditEntry = ReadEntry | ChangeEntry;

/** An entry as it is kept: one link of the chain. */
export interface AuditRecord {
  /** Counts up from 1 without gaps, over all gateways on one store. */
  readonly seq: number;
  readonly id: string;
  /** When it was recorded: RFC 3339, by the clock of the gateway that did. */
  readonly at: string;
  readonly entry: AuditEntry;
  /** The hash of the record before, 64 zeros for the first; and its own. */
  readonly previous: string;
  readonly hash: string;
}
