import type { Comparison } from './comparison.ts';
import type { Features } from './features.ts';

export type Pair = readonly [Features, Features];

/** Levels of a pair, one character a field, and how many pairs show them. */
export type LevelPatterns = ReadonlyMap<string, number>;

export function countPatterns(pairs: Iterable<Pair>, comparisons: readonly Comparison[]): LevelPatterns {
  const patterns = new Map<string, number>();
  const codes = new Uint16Array(comparisons.length);
  for (const [a, b] of pairs) {
    for (let index = 0; index < codes.length; index += 1) codes[index] = comparisons[index]!.compare(a, b);
    const pattern = String.fromCharCode(...codes);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  }
  return patterns;
}

/** The same pairs each time: a fixed linear congruential walk, no clock and no chance. */
export function* randomPairs(features: readonly Features[], count: number): Generator<Pair> {
  const draw = createDraw(features.length);
  for (let drawn = 0; drawn < count; drawn += 1) {
    const first = draw();
    const second = draw();
    if (first !== second) yield [features[first]!, features[second]!];
  }
}

function createDraw(below: number): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface BlockedPairs {
  readonly pairs: Iterable<Pair>;
  /** All pairs that agree on the key, also those beyond `max`. */
  readonly total: number;
  /** Share of records that have the key at all. */
  readonly presence: number;
}

/** Up to `max` pairs that agree on a key; `''` agrees with nothing. */
export function blockedPairs(
  features: readonly Features[],
  key: (record: Features) => string,
  max: number,
): BlockedPairs {
  const blocks = Map.groupBy(features, key);
  const missing = blocks.get('')?.length ?? 0;
  blocks.delete('');
  const total = [...blocks.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  return { pairs: firstPairs(blocks, max), total, presence: 1 - missing / Math.max(1, features.length) };
}

function* firstPairs(blocks: ReadonlyMap<string, readonly Features[]>, max: number): Generator<Pair> {
  let left = max;
  for (const block of blocks.values()) {
    for (let first = 0; first < block.length; first += 1) {
      for (let second = first + 1; second < block.length; second += 1) {
        if (left === 0) return;
        left -= 1;
        yield [block[first]!, block[second]!];
      }
    }
  }
}
