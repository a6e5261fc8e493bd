import type { Dice } from './random-expressions.ts';

const REPLACEMENTS: readonly unknown[] = [
  null,
  0,
  1,
  -2.5,
  '',
  'a',
  '10',
  true,
  false,
  [],
  {},
  [1, 2],
  ['x'],
  [[1], [2, 3]],
  { a: 1 },
  [{ a: 1 }, { a: [2] }],
];

/** A copy of a record in which some members were dropped, replaced, wrapped in lists or repeated. */
export function mutateRecord(value: unknown, dice: Dice): unknown {
  if (dice.roll(25) === 0) return structuredClone(dice.pick(REPLACEMENTS));
  if (Array.isArray(value)) {
    const members: unknown[] = value.map((member: unknown) => mutateRecord(member, dice));
    if (dice.roll(12) === 0) return members.slice(0, dice.roll(2));
    return dice.roll(20) === 0 ? [members] : members;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(() => dice.roll(20) !== 0)
    .map(([name, member]): [string, unknown] => [name, mutateRecord(member, dice)]);
  const record = Object.fromEntries(entries);
  return dice.roll(25) === 0 ? [record, structuredClone(record)] : record;
}
