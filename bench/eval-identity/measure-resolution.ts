import { recordKey } from '../../src/domain/record-ref.ts';
import { findCandidatePairs } from '../../src/identity/matching/find-candidate-pairs.ts';
import type { MatchingConfig } from '../../src/identity/matching/resolve-records.ts';
import { resolveRecords } from '../../src/identity/matching/resolve-records.ts';
import type { LabelledSet } from './labelled-set.ts';

export interface Measurement {
  readonly set: string;
  readonly kind: string;
  readonly records: number;
  readonly truePairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of true pairs that blocking can find. */
  readonly reach: number;
  readonly candidatePairs: number;
  readonly quarantined: number;
  readonly seconds: number;
  /** Of all threads, which other work on the machine disturbs less. */
  readonly cpuSeconds: number;
  /** Highest resident memory of this process so far. */
  readonly peakMegabytes: number;
}

/** Resolves a set and counts pairs at cluster level: every two records of one cluster are a pair. */
export function measureResolution(set: LabelledSet, config: MatchingConfig): Measurement {
  const entityOf = new Map(set.records.map((record, index) => [recordKey(record.ref), set.truth[index] ?? '']));
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { clusters, quarantined, stats } = resolveRecords(set.records, config);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const truePairs = pairsWithin(set.truth);
  const found = clusters.reduce((sum, cluster) => sum + pairsOf(cluster.length), 0);
  const right = clusters.reduce((sum, cluster) => sum + pairsWithin(cluster.map((key) => entityOf.get(key) ?? '')), 0);
  return {
    set: set.name,
    kind: set.kind,
    records: set.records.length,
    truePairs,
    precision: found === 0 ? 1 : right / found,
    recall: right / truePairs,
    f1: (2 * right) / (found + truePairs),
    reach: reachOf(set, entityOf) / truePairs,
    candidatePairs: stats.candidatePairs,
    quarantined: quarantined.length,
    seconds,
    cpuSeconds: (used.user + used.system) / 1e6,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function reachOf(set: LabelledSet, entityOf: ReadonlyMap<string, string>): number {
  let reached = 0;
  for (const [a, b] of findCandidatePairs(set.records)) if (entityOf.get(a) === entityOf.get(b)) reached += 1;
  return reached;
}

function pairsWithin(entities: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const entity of entities) counts.set(entity, (counts.get(entity) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + pairsOf(count), 0);
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}
