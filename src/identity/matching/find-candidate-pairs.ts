import { createBlockIndex } from './block-index.ts';
import { toFeatures } from './features.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';

/** Record keys of every pair that blocking brings together: what is not among them can never be linked by score. */
export function* findCandidatePairs(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
): Generator<readonly [string, string]> {
  const { features, later } = createBlockIndex(
    records.map((record) => toFeatures(record, config)),
    config.maxBlockSize,
  );
  for (const [position, record] of features.entries()) {
    for (const other of later(position)) yield [record.key, features[other]!.key];
  }
}
