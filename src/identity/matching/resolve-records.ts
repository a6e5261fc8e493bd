import { clusterLinks } from './cluster-links.ts';
import type { Features } from './features.ts';
import { toFeatures } from './features.ts';
import type { Link, MatchRecord, Ruling } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';
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
}

/** Which records are the same customer. Pure; the same partition for any order of records. */
export function resolveRecords(
  records: readonly MatchRecord[],
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
  rulings: readonly Ruling[] = [],
): Resolution {
  const features = records.map(toFeatures).sort(byKey);
  const unique = findUniqueLinks(features, config);
  const { clusters, links, refused } = clusterLinks({ features, links: unique.links, rulings, config });
  return {
    clusters,
    links,
    quarantined: [...unique.quarantined, ...refused],
    stats: { records: features.length, clusters: clusters.length, identifiersOverLimit: unique.overLimit },
  };
}

function byKey(a: Features, b: Features): number {
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
