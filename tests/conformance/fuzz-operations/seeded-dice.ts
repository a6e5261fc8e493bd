import { createDice, type Dice } from '../random-expressions.ts';

/** Dice of their own for a place: the same seed and place always roll the same, whoever asks first. */
export function diceAt(seed: number, ...place: readonly (string | number)[]): Dice {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of place.join('\u0000')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return createDice(hash ^ (hash >>> 15));
}

/** Whether something happens that does so `perThousand` times in a thousand. */
export function happens(dice: Dice, perThousand: number): boolean {
  return dice.roll(1_000) < perThousand;
}
