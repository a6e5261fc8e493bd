import { isListType, isNonNullType, type GraphQLOutputType } from 'graphql';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeyedRow, Route } from '../../../src/connector/route.ts';
import { AppError, type ErrorCode } from '../../../src/errors.ts';
import type { Generation } from '../../../src/graph/generation.ts';
import type { InventedAnswers } from './invented-setup.ts';
import { randomRecord, randomValue, type Noise } from './random-rows.ts';
import { diceAt, happens } from './seeded-dice.ts';

type RouteAsked = Omit<Route, 'fetchRows'>;

/** Everything a source may answer with instead of rows. */
const FAILURES: readonly (ErrorCode | 'a bug')[] = [
  'SOURCE_TIMEOUT',
  'SOURCE_UNAVAILABLE',
  'SOURCE_THROTTLED',
  'SOURCE_REJECTED',
  'SOURCE_BAD_DATA',
  'SOURCE_TOO_LARGE',
  'RECORD_NOT_FOUND',
  'MAPPING_FAILED',
  'FORBIDDEN',
  'INTERNAL',
  'a bug',
];

/** What the sources do in one run. Nothing of it depends on who asks, or on which keys are asked for together. */
export interface World {
  readonly seed: number;
  readonly noise: Noise;
  /** How many routes in a thousand fail. */
  readonly failures: number;
  /** 0 before anything is cached, 1 when the operation under test runs. */
  phase: 0 | 1;
}

export function createWorld(seed: number): World {
  const dice = diceAt(seed, 'world');
  const noise = dice.pick([
    { nulls: 0, wrong: 0 },
    { nulls: 20, wrong: 0 },
    { nulls: 0, wrong: 20 },
    { nulls: 60, wrong: 30 },
  ]);
  return { seed, noise, failures: dice.pick([0, 0, 60, 250]), phase: 1 };
}

/** Answers of the world that is current when a source is asked. */
export function createAnswers(current: () => World, generation: () => Generation): InventedAnswers {
  return {
    async fetchRows(route, keys) {
      const world = current();
      await dawdle(world, route.id);
      const failure = failureOf(world, route.id);
      if (failure) throw toError(failure, route.source);
      const rows = keys.flatMap((key) => rowsOf(world, route, { key, generation: generation() }));
      return happens(diceAt(world.seed, route.id, 'order'), 500) ? rows : withUnasked(rows.toReversed(), route);
    },
    async search(source) {
      const world = current();
      await dawdle(world, source);
      const failure = failureOf(world, source);
      if (failure) throw toError(failure, source);
      const dice = diceAt(world.seed, source, 'search');
      return Array.from({ length: dice.roll(4) }, () => ({ key: dice.pick(['0', '1', '2', '3b', '9']), row: {} }));
    },
  };
}

/** In any order, and some only after several turns. */
async function dawdle({ seed }: World, place: string): Promise<void> {
  const dice = diceAt(seed, place, 'turns');
  for (let turns = dice.pick([0, 0, 1, 2, 6]); turns > 0; turns -= 1) await nextTurn();
}

function failureOf({ seed, failures, phase }: World, place: string): (typeof FAILURES)[number] | undefined {
  const dice = diceAt(seed, place, 'failure', phase);
  return happens(dice, phase === 0 ? 0 : failures) ? dice.pick(FAILURES) : undefined;
}

function toError(failure: (typeof FAILURES)[number], source: string): Error {
  if (failure === 'a bug') return new TypeError('a bug');
  return new AppError(failure, { source, ...(failure === 'SOURCE_THROTTLED' && { retryAfterMs: 1_500 }) });
}

function withUnasked(rows: readonly KeyedRow[], { source }: RouteAsked): KeyedRow[] {
  return [{ key: `nobody asked ${source}`, row: {} }, ...rows];
}

function rowsOf(
  world: World,
  route: RouteAsked,
  { key, generation }: { key: string; generation: Generation },
): KeyedRow[] {
  const dice = diceAt(world.seed, route.id, key, world.phase);
  const lost = happens(dice, 100);
  const count = lost ? 0 : route.many ? dice.roll(5) : 1;
  const rows = Array.from({ length: count }, (_, index) => createRow(world, route, { key, generation, index }));
  const isTwice = rows.length > 0 && happens(dice, 60);
  const again = isTwice ? [createRow(world, route, { key, generation, index: dice.roll(route.many ? 5 : 2) })] : [];
  return [...rows, ...again].map((row) => ({ key, row }));
}

/** The same row every time; each time another object, because the recipe makes its records of it. */
function createRow(
  { seed, noise, phase }: World,
  route: RouteAsked,
  { key, generation, index }: { key: string; generation: Generation; index: number },
): unknown {
  const dice = diceAt(seed, route.id, key, phase, index);
  const live = generation.routing.of(route.coordinate).find((each) => each.route.id === route.id);
  const [parent = '', field] = route.coordinate.split('.');
  const added = field === undefined ? undefined : addedType(generation, parent, field);
  if (added) {
    const value = randomValue(added, generation.schema, dice, noise);
    // A mapping gives the rows of one key as a list: a row that is a list itself stands in one more.
    return Array.isArray(value) ? [value] : value;
  }
  const row = live && randomRecord(live.schema, dice, noise);
  return field === undefined && typeof row === 'object' && row !== null ? withKey(row, route, key) : row;
}

/** The type of one row of a coordinate that a connector added. */
function addedType({ schema, routing }: Generation, parent: string, field: string) {
  const type = schema.getType(parent);
  if (!type || !('getFields' in type) || routing.of(`${parent}.${field}`)[0]?.route.source !== 'delta')
    return undefined;
  const found = type.getFields()[field];
  if (!found || !('args' in found)) return undefined;
  return withoutList(found.type);
}

function withoutList(type: GraphQLOutputType): GraphQLOutputType {
  const nullable = isNonNullType(type) ? type.ofType : type;
  return isListType(nullable) ? (nullable.ofType as GraphQLOutputType) : nullable;
}

/** A record that is asked for by what it is named by has that name. */
function withKey(row: object, { by }: RouteAsked, key: string): object {
  const name = by === 'record' ? 'id' : by;
  return { ...row, [name]: key };
}
