import { learnModel } from '../../src/identity/matching/learn-model.ts';
import type { MatchingConfig } from '../../src/identity/matching/resolve-records.ts';
import { resolveRecords } from '../../src/identity/matching/resolve-records.ts';
import { generateChineseCompanies, generateChinesePeople } from './generate-chinese.ts';
import { readChinesePairs } from './read-chinese-pairs.ts';

export interface PairsMeasurement {
  readonly category: string;
  readonly pairs: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** Of the pairs not merged, those handed to a person. */
  readonly quarantined: number;
}

/** Resolves each hand-made pair on its own, with what a population of generated Chinese customers teaches. */
export function measureChinesePairs(settings: MatchingConfig): PairsMeasurement[] {
  const population = [...generateChinesePeople(5000, 3).records, ...generateChineseCompanies(3000, 5).records];
  const config = { ...settings, model: learnModel(population) };
  const rows = readChinesePairs().map(({ category, same, a, b }) => {
    const { clusters, quarantined } = resolveRecords([a, b], config);
    return { category, same, merged: clusters.length === 1, review: clusters.length === 2 && quarantined.length > 0 };
  });
  const byCategory = Map.groupBy(rows, ({ category }) => category);
  return [...byCategory.entries(), ['all', rows] as const].map(([category, group]) => ({
    category,
    pairs: group.length,
    truePositives: group.filter(({ same, merged }) => same && merged).length,
    falsePositives: group.filter(({ same, merged }) => !same && merged).length,
    falseNegatives: group.filter(({ same, merged }) => same && !merged).length,
    quarantined: group.filter(({ review }) => review).length,
  }));
}
