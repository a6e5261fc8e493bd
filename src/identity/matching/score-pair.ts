import type { Coincidence, Comparison } from './comparison.ts';
import { LEAST_SHARE, MISSING } from './comparison.ts';
import type { Features } from './features.ts';
import type { LinkEvidence } from './match-record.ts';
import type { KindModel, MatchingModel } from './matching-model.ts';
import { COMPARISONS, valueShare } from './matching-model.ts';
import type { Kind } from './record-kind.ts';

export interface PairScorer {
  /** Bits of evidence that two records of one kind are one customer: log2 of the posterior odds. */
  readonly bits: (a: Features, b: Features) => number;
  /** The same, or undefined as soon as it is certain that they stay below `least`. */
  readonly bitsFrom: (least: number, a: Features, b: Features) => number | undefined;
}

function createScorer(model: KindModel, comparisons: readonly Comparison[]): PairScorer {
  const weights = comparisons.map((_comparison, index) => toWeights(model, index));
  const rest = bestOfRest(model, comparisons, weights);
  const share = (value: string) => valueShare(model, value);
  const start = priorBits(model);
  const bitsFrom = (least: number, a: Features, b: Features): number | undefined => {
    let bits = start;
    for (let index = 0; index < comparisons.length; index += 1) {
      if (bits + rest[index]! < least) return undefined;
      const comparison = comparisons[index]!;
      const level = comparison.compare(a, b);
      if (level === MISSING) continue;
      bits += levelBits(weights[index]!, level, comparison.coincidence?.({ a, b, level }, share));
    }
    return bits < least ? undefined : bits;
  };
  return { bitsFrom, bits: (a, b) => bitsFrom(-Infinity, a, b) ?? 0 };
}

/** The most bits that each comparison and those after it can add. */
function bestOfRest(model: KindModel, comparisons: readonly Comparison[], weights: readonly Weights[]): number[] {
  const rarest = -Math.log2(Math.min(valueShare(model, ''), LEAST_SHARE));
  const best = comparisons.map((comparison, index) => {
    const { bits, agree } = weights[index]!;
    return Math.max(0, ...bits, comparison.coincidence === undefined ? 0 : Math.max(...agree) + rarest);
  });
  return best.map((_most, index) => best.slice(index).reduce((sum, each) => sum + each, 0));
}

/** A scorer for each kind of record. */
export function createScorers(model: MatchingModel): Readonly<Record<Kind, PairScorer>> {
  return {
    PERSON: createScorer(model.PERSON, COMPARISONS.PERSON),
    ORGANIZATION: createScorer(model.ORGANIZATION, COMPARISONS.ORGANIZATION),
  };
}

/** What two random records start with, before any evidence. */
export function priorBits({ prior }: KindModel): number {
  return Math.log2(prior / (1 - prior));
}

interface Weights {
  /** log2(m / u) by level. */
  readonly bits: readonly number[];
  /** log2(m) by level. */
  readonly agree: readonly number[];
}

function toWeights(model: KindModel, index: number): Weights {
  const { m, u } = model.fields[index] ?? { m: [], u: [] };
  return { bits: m.map((share, level) => Math.log2(share / u[level]!)), agree: m.map(Math.log2) };
}

function levelBits({ bits, agree }: Weights, level: number, coincidence: Coincidence | undefined): number {
  if (coincidence === undefined) return bits[level]!;
  return 'share' in coincidence
    ? agree[level]! - Math.log2(coincidence.share)
    : bits[level]! - Math.log2(coincidence.times);
}

/** The same sum field by field, for people. */
export function explainPair(model: KindModel, a: Features, b: Features): LinkEvidence[] {
  const share = (value: string) => valueShare(model, value);
  return COMPARISONS[a.kind].flatMap((comparison, index): LinkEvidence[] => {
    const level = comparison.compare(a, b);
    if (level === MISSING) return [];

    const bits = levelBits(toWeights(model, index), level, comparison.coincidence?.({ a, b, level }, share));
    return [{ field: comparison.field, level: comparison.levels[level]!, bits: Math.round(bits * 100) / 100 }];
  });
}
