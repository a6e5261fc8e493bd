import type { Comparison } from './comparison.ts';
import { birthDate, familyName, givenName } from './compare-person.ts';
import { email, identifier, phone, place, street } from './compare-contact.ts';
import { organisationName } from './compare-organisation.ts';
import type { Kind } from './record-kind.ts';

/** How each kind of record is compared. Bits add up in any order; what is cheap and decides much comes first. */
export const COMPARISONS: Readonly<Record<Kind, readonly Comparison[]>> = {
  PERSON: [phone, identifier, birthDate, email, place, street, familyName, givenName],
  ORGANIZATION: [phone, identifier, email, place, street, organisationName],
};

export interface FieldParameters {
  readonly field: string;
  /** Share of each level among pairs of one customer's records. */
  readonly m: readonly number[];
  /** Share of each level among pairs of two random records. */
  readonly u: readonly number[];
}

export interface KindModel {
  /** Probability that two random records are one customer's. */
  readonly prior: number;
  readonly fields: readonly FieldParameters[];
  /** Records the value counts come from. */
  readonly records: number;
  /** How many records hold a value; values held once are left out. */
  readonly counts: ReadonlyMap<string, number>;
  /** Passes of blocking that had enough pairs to learn from; 0 when the shipped parameters are used. */
  readonly passes: number;
}

/** Everything learnt from records; a resolution with the same model is the same, in one go or record by record. */
export type MatchingModel = Readonly<Record<Kind, KindModel>>;

/** As if this many records had been seen before the first: keeps small data from sounding sure. */
const EARLIER_RECORDS = 300;
/** Share a value had in them. */
const RARE = 0.01;

/** Share of records that hold `value`, drawn towards rare while little has been seen. */
export function valueShare(model: KindModel, value: string): number {
  const count = model.counts.get(value) ?? 1;
  return (count + EARLIER_RECORDS * RARE) / (model.records + EARLIER_RECORDS);
}

/** Shipped parameters for data too small to learn from. */
export function defaultKindModel(kind: Kind, records: number): KindModel {
  return {
    prior: defaultPrior(records),
    fields: COMPARISONS[kind].map(({ field, m, u }) => ({ field, m, u })),
    records,
    counts: new Map(),
    passes: 0,
  };
}

/** One duplicate a record, in a population of at least 5,000. */
export function defaultPrior(records: number): number {
  return 1 / Math.max(records, 5000);
}
