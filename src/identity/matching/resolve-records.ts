import { createBlockIndex } from './block-index.ts';
import { clusterLinks } from './cluster-links.ts';
import { estimateModel } from './estimate-model.ts';
import type { Features } from './features.ts';
import { toFeatures } from './features.ts';
import type { Link, MatchRecord, Ruling } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';
import type { MatchingModel } from './matching-model.ts';
import { createScorers } from './score-pair.ts';
import { findScoredLinks } from './score-links.ts';
import { findUniqueLinks } from './unique-links.ts';

export type { Link, LinkEvidence, MatchRecord, Ruling } from './match-record.ts';
export type { MatchingConfig } from './matching-config.ts';

export interface Resolution {
  /** Record keys of each customer, sorted; every record is in exactly one. */
  readonly clusters: readonly (readonly string[])[];
  /** Why: each holds inside one cluster. */
  readonly links: readonly Link[];
  /** Pairs a person should look at: linked by one sign, contradicted by another. */
  readonly quarantined: readonly Link[];
  readonly stats: ResolutionStats;
}

export interface ResolutionStats {
  readonly records: number;
  readonly clusters: number;
  /** Identifier values held by more records than their type allows, and so ignored. */
  readonly identifiersOverLimit: number;
  /** Pairs that shared a block and were scored. */
  readonly candidatePairs: number;
  /** Blocks larger than the cap, and so left out. */
  readonly blocksOverCap: number;
}

/** Which records are the same customer. Pure; the same partition for any order of records. */
export function resolveRecords(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
  rulings: readonly Ruling[] = [],
): Resolution {
  const features = records.map((record) => toFeatures(record, config)).sort(byKey);
  const unique = findUniqueLinks(features, config);
  const blocks = createBlockIndex(features, config.maxBlockSize);
  const model = estimateModel(features);
  const scored = findScoredLinks(blocks, model, config);
  const found = [...unique.links, ...scored.links];
  const { clusters, links, refused } = clusterLinks({
    features,
    links: found,
    rulings,
    config,
    affinity: createAffinity(features, model),
  });
  return {
    clusters,
    links,
    quarantined: [...unique.quarantined, ...scored.quarantined, ...refused],
    stats: {
      records: features.length,
      clusters: clusters.length,
      identifiersOverLimit: unique.overLimit,
      candidatePairs: scored.candidatePairs,
      blocksOverCap: blocks.overCap,
    },
  };
}

function createAffinity(features: readonly Features[], model: MatchingModel): (a: string, b: string) => number {
  const byName = new Map(features.map((each) => [each.key, each]));
  const scorers = createScorers(model);
  return (keyOfA, keyOfB) => {
    const a = byName.get(keyOfA);
    const b = byName.get(keyOfB);
    return a === undefined || b === undefined || a.kind !== b.kind ? 0 : scorers[a.kind](a, b);
  };
}

function byKey(a: Features, b: Features): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
