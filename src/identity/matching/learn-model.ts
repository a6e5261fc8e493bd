import { estimateModel } from './estimate-model.ts';
import type { Features } from './features.ts';
import { toFeatures } from './features.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';
import type { MatchingModel } from './matching-model.ts';

/** What the records teach about fields and values, without labels; the same for any order of records. */
export function learnModel(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
): MatchingModel {
  return estimateModel(toSortedFeatures(records, config));
}

/** Comparable records in the order of their keys. */
export function toSortedFeatures(records: readonly MatchRecord[], config: MatchingConfig): Features[] {
  return records.map((record) => toFeatures(record, config)).sort(byKey);
}

function byKey(a: Features, b: Features): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
