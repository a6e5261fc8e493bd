import type { Features } from './features.ts';
import type { Link } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import type { MatchingModel } from './matching-model.ts';
import { createScorers, explainPair, priorBits } from './score-pair.ts';
import { isVetoed } from './veto.ts';

export interface PairJudge {
  /** A link when two records of one kind are likely one customer; `sure` when it needs no person. */
  readonly judge: (a: Features, b: Features) => { readonly link: Link; readonly sure: boolean } | undefined;
  /** Bits for any two records; 0 for records of two kinds. */
  readonly bits: (a: Features, b: Features) => number;
}

export function createPairJudge(model: MatchingModel, config: MatchingConfig): PairJudge {
  const scorers = createScorers(model);
  const bitsOf = (a: Features, b: Features) => {
    if (a.kind !== b.kind) return 0;
    return a.key < b.key ? scorers[a.kind].bits(a, b) : scorers[a.kind].bits(b, a);
  };
  return {
    bits: bitsOf,
    judge(a, b) {
      if (a.kind !== b.kind) return undefined;
      const [first, second] = a.key < b.key ? [a, b] : [b, a];
      const { linkBits, reviewBits } = config.kinds[a.kind];
      const bits = scorers[a.kind].bitsFrom(reviewBits, first, second);
      if (bits === undefined) return undefined;

      const sure = bits >= linkBits && !(config.guardSharedPremises && isVetoed(first, second));
      return { link: toScoredLink(first, second, { model, bits }), sure };
    },
  };
}

function toScoredLink(a: Features, b: Features, { model, bits }: { model: MatchingModel; bits: number }): Link {
  const kind = model[a.kind];
  const prior = { field: 'prior', level: 'random pair', bits: round(priorBits(kind)) };
  return { a: a.key, b: b.key, rule: 'SCORE', bits: round(bits), evidence: [prior, ...explainPair(kind, a, b)] };
}

function round(bits: number): number {
  return Math.round(bits * 100) / 100;
}
