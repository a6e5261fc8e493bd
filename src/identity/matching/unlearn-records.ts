import { toFeatures } from './features.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { COMPARISONS, type MatchingModel } from './matching-model.ts';

/** The model without what these records added to its counts of values; its shares stay as they were learnt. */
export function unlearnRecords(
  model: MatchingModel,
  records: readonly MatchRecord[],
  config: MatchingConfig,
): MatchingModel {
  const counts = { PERSON: new Map(model.PERSON.counts), ORGANIZATION: new Map(model.ORGANIZATION.counts) };
  for (const features of records.map((record) => toFeatures(record, config))) {
    for (const { values } of COMPARISONS[features.kind]) {
      for (const value of values?.(features) ?? []) takeOne(counts[features.kind], value);
    }
  }
  return {
    PERSON: { ...model.PERSON, counts: counts.PERSON },
    ORGANIZATION: { ...model.ORGANIZATION, counts: counts.ORGANIZATION },
  };
}

/** A value held once is left out. */
function takeOne(counts: Map<string, number>, value: string): void {
  const left = (counts.get(value) ?? 0) - 1;
  if (left > 1) counts.set(value, left);
  else counts.delete(value);
}
