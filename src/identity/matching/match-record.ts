import type { CustomerRecord } from '../../domain/customer-record.ts';
import type { RecordRef } from '../../domain/record-ref.ts';

/** One source's record of a customer, as the matching engine takes it. */
export interface MatchRecord {
  readonly ref: RecordRef;
  readonly record: CustomerRecord;
  /** Its source is declared free of duplicates: two of its records are never one customer. */
  readonly deduplicated?: boolean;
}

/** Why two records are held to be one customer. Holds no personal value. */
export interface Link {
  /** Record keys (`source:id`), `a` before `b`. */
  readonly a: string;
  readonly b: string;
  /** `SAME_TAX_ID`, `RULING`, `SCORE` … */
  readonly rule: string;
  /** log2 of how much likelier the evidence is for one customer than for two; absent for rules. */
  readonly bits?: number;
  readonly evidence: readonly LinkEvidence[];
}

export interface LinkEvidence {
  readonly field: string;
  /** How well the field agrees: `exact`, `similar`, `different` … */
  readonly level: string;
  readonly bits?: number;
}

/** What a steward decided about two records; the latest ruling on a pair holds. */
export interface Ruling {
  readonly kind: 'LINK' | 'UNLINK';
  readonly a: string;
  readonly b: string;
}
