import { clusterLinks } from './cluster-links.ts';
import { estimateModel } from './estimate-model.ts';
import { toSortedFeatures } from './learn-model.ts';
import { MatchIndex } from './match-index.ts';
import type { Link, MatchRecord, Ruling } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';

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
  /** Pairs that shared a block and were scored. */
  readonly candidatePairs: number;
  /** Blocks larger than the cap, and so left out. */
  readonly blocksOverCap: number;
}

/**
 * Which records are the same customer. Pure; the same partition for any order of records. Learns from the records
 * themselves unless the configuration brings a model.
 */
export function resolveRecords(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
  rulings: readonly Ruling[] = [],
): Resolution {
  const features = toSortedFeatures(records, config);
  const index = new MatchIndex(config.model ?? estimateModel(features), config);
  index.load(features);
  const clustering = clusterLinks({
    features,
    links: index.links.all(),
    rulings,
    config,
    affinity: (a, b) => index.affinity(a, b),
  });
  return {
    clusters: clustering.clusters,
    links: clustering.links,
    quarantined: [...index.quarantined.all(), ...clustering.refused],
    stats: { records: features.length, clusters: clustering.clusters.length, ...index.stats() },
  };
}
