import type { BlockIndex } from './block-index.ts';
import type { Features, Kind } from './features.ts';
import type { Link } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import type { MatchingModel } from './matching-model.ts';
import { createScorers, explainPair, priorBits } from './score-pair.ts';
import { isVetoed } from './veto.ts';

export interface ScoredLinks {
  readonly links: readonly Link[];
  /** Pairs likelier one customer than not, though not surely enough to merge. */
  readonly quarantined: readonly Link[];
  readonly candidatePairs: number;
}

/** Scores every pair that shares a block. */
export function findScoredLinks(blocks: BlockIndex, model: MatchingModel, config: MatchingConfig): ScoredLinks {
  const scorers = createScorers(model);
  const result = { links: [] as Link[], quarantined: [] as Link[], candidatePairs: 0 };
  for (const [position, a] of blocks.features.entries()) {
    const scorer = scorers[a.kind];
    for (const other of blocks.later(position)) {
      const b = blocks.features[other]!;
      result.candidatePairs += 1;
      const bits = scorer(a, b);
      if (bits < config.kinds[a.kind].reviewBits) continue;
      const link = toScoredLink(a, b, model[a.kind]);
      const isSure = bits >= config.kinds[a.kind].linkBits && !(config.guardSharedPremises && isVetoed(a, b));
      (isSure ? result.links : result.quarantined).push(link);
    }
  }
  return result;
}

function toScoredLink(a: Features, b: Features, model: MatchingModel[Kind]): Link {
  const [first, second] = a.key < b.key ? [a, b] : [b, a];
  const evidence = [
    { field: 'prior', level: 'random pair', bits: round(priorBits(model)) },
    ...explainPair(model, first, second),
  ];
  const bits = evidence.reduce((sum, each) => sum + (each.bits ?? 0), 0);
  return { a: first.key, b: second.key, rule: 'SCORE', bits: round(bits), evidence };
}

function round(bits: number): number {
  return Math.round(bits * 100) / 100;
}
