import type { MatchRecord } from '../../src/identity/matching/resolve-records.ts';

/** Records and who they truly are; the truth is never shown to the matcher. */
export interface LabelledSet {
  readonly name: string;
  readonly kind: 'PERSON' | 'ORGANIZATION';
  readonly records: readonly MatchRecord[];
  /** True entity of each record, in the order of `records`. */
  readonly truth: readonly string[];
}

/** A data set's columns as a canonical record; only columns are adapted here, nothing is tuned. */
export interface SetReader {
  readonly name: string;
  readonly kind: LabelledSet['kind'];
  /** Below the data sets' folder. */
  readonly files: readonly string[];
  entityOf(row: Record<string, string>): string;
  toRecord(row: Record<string, string>): Omit<MatchRecord['record'], 'id' | 'kind'>;
  /** The file's source system, when its rows name one. */
  sourceOf?(row: Record<string, string>): string;
}
