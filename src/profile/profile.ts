import type { CustomerRecord } from '../domain/customer-record.ts';
import type { RecordRef } from '../domain/record-ref.ts';
import type { Policies, PolicyName } from './policies.ts';

/** One source's record of a customer, with what is needed to say why its values won or lost. */
export interface ProfileRecord {
  readonly ref: RecordRef;
  readonly record: CustomerRecord;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
  readonly mappingVersion: string;
}

/** Every record of one customer that could be read, the most trusted source first. */
export interface Profile {
  readonly records: readonly ProfileRecord[];
  /** What decides each field; `POLICIES` when absent. */
  readonly policies?: Policies;
}

export interface Candidate<T = unknown> {
  readonly from: ProfileRecord;
  readonly value: T;
}

/** The value of one field, where it came from and who lost. */
export interface FieldResolution<T = unknown> {
  readonly value: T | undefined;
  readonly winner: ProfileRecord | undefined;
  readonly policy: PolicyName;
  readonly losers: readonly Candidate[];
}
