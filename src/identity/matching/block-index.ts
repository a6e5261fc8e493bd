import { toBlockKeys } from './block-keys.ts';
import type { Features } from './features.ts';

/** Blocks of records that share a key. */
export interface BlockIndex {
  readonly features: readonly Features[];
  /** Positions of the records that share a block with `position` and come after it. */
  readonly later: (position: number) => number[];
  /** Blocks left out because they hold more records than the cap. */
  readonly overCap: number;
}

export function createBlockIndex(features: readonly Features[], maxBlockSize: number): BlockIndex {
  const blocks = new Map<string, number[]>();
  const blocksOf = features.map((record, position) => {
    return toBlockKeys(record).map((key) => {
      const name = `${record.kind[0]}${key}`;
      const block = blocks.get(name);
      if (block !== undefined) {
        block.push(position);
        return block;
      }
      const created = [position];
      blocks.set(name, created);
      return created;
    });
  });
  const seen = new Int32Array(features.length).fill(-1);
  return {
    features,
    overCap: [...blocks.values()].filter((block) => block.length > maxBlockSize).length,
    later(position) {
      const found: number[] = [];
      for (const block of blocksOf[position] ?? []) {
        if (block.length > maxBlockSize) continue;
        for (const other of block) {
          if (other <= position || seen[other] === position) continue;
          seen[other] = position;
          found.push(other);
        }
      }
      return found;
    },
  };
}
