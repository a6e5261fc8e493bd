/** A small generator of our own: the same seed gives the same sequence on every machine. */
export interface SeededRandom {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** So many decimal digits. */
  digits(count: number): string;
  uuid(): string;
  shuffled<T>(items: readonly T[]): T[];
}

/** mulberry32: 32 bits of state, enough for data that must only look various. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const eightHex = (): string => int(0, 0xff_ff_ff_ff).toString(16).padStart(8, '0');
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => pickFrom(items, next),
    digits: (count) => Array.from({ length: count }, () => int(0, 9)).join(''),
    uuid: () => {
      const hex = eightHex() + eightHex() + eightHex() + eightHex();
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, rank: next() }))
        .sort((left, right) => left.rank - right.rank)
        .map(({ item }) => item),
  };
}

function pickFrom<T>(items: readonly T[], next: () => number): T {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new RangeError('pick needs a list with something in it');
  return item;
}
