import { estimateModel } from './estimate-model.ts';
import { toSortedFeatures } from './learn-model.ts';
import { MatchIndex } from './match-index.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';

/** Record keys of every pair that blocking brings together: what is not among them can never be linked by score. */
export function* findCandidatePairs(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
): Generator<readonly [string, string]> {
  const index = new MatchIndex(estimateModel([]), config);
  index.load(toSortedFeatures(records, config));
  for (const [a, b] of index.candidatePairs()) yield [a.key, b.key];
}
