import { judge, prepare, type Contender } from './compare-engines.ts';
import type { BackEnd } from '../../src/mapping/compiler/generate.ts';
import { loadSuite } from './jsonata-suite.ts';
import { createDice, namesIn, randomExpression, type Dice } from './random-expressions.ts';
import { mutateRecord } from './random-records.ts';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly maxDifferences: number;
  /** Stops earlier, with what was done until then. */
  readonly maxSeconds?: number;
  readonly backEnd?: BackEnd | undefined;
  /** Told now and then how many runs are done. */
  readonly onProgress?: (report: FuzzReport) => void;
}

export interface Difference {
  readonly source: string;
  readonly input: unknown;
  readonly difference: string;
}

export interface FuzzReport {
  runs: number;
  expressions: number;
  /** Failing with another of several errors. */
  orderOnly: number;
  /** See `Verdict`. */
  broken: number;
  circular: number;
  elsewhere: number;
  readonly differences: Difference[];
}

/** Inputs per expression: compiling costs more than evaluating. */
const INPUTS_PER_EXPRESSION = 12;

/** Their values differ from one evaluation to the next. */
const IMPURE = /\$(?:now|millis|random|shuffle|eval)\b/;

/** Random and suite expressions over suite records as they are and mutated; stops early at too many differences. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { runs, seed, maxDifferences, maxSeconds = Infinity, backEnd, onProgress } = options;
  const dice = createDice(seed);
  const suite = loadSuite();
  const records = suite.map(({ input }) => input).filter((input) => isSmall(input));
  const sources = [...new Set(suite.filter(({ depth }) => depth === undefined).map(({ expression }) => expression))];
  const suitable = sources.filter((source) => !IMPURE.test(source));
  const counts = { runs: 0, expressions: 0, orderOnly: 0, broken: 0, circular: 0, elsewhere: 0 };
  const report: FuzzReport = { ...counts, differences: [] };
  const endMs = performance.now() + maxSeconds * 1_000;
  while (report.runs < runs && report.differences.length < maxDifferences && performance.now() < endMs) {
    const record = dice.pick([...records.slice(0, 40), dice.pick(records)].filter((value) => value !== undefined));
    const source = dice.roll(3) === 0 ? dice.pick(suitable) : randomExpression(dice, [...namesIn(record)]);
    const contender = prepare(source, backEnd);
    if (!contender) continue;
    report.expressions += 1;
    await fuzzOne(contender, record, { dice, records, report });
    if (report.expressions % 100 === 0) onProgress?.(report);
  }
  return report;
}

interface Run {
  readonly dice: Dice;
  readonly records: readonly unknown[];
  readonly report: FuzzReport;
}

async function fuzzOne(contender: Contender, record: unknown, { dice, records, report }: Run): Promise<void> {
  for (let count = 0; count < INPUTS_PER_EXPRESSION; count += 1) {
    const base = dice.roll(4) === 0 ? records[dice.roll(records.length)] : record;
    const input = count === 0 ? record : deepFreeze(mutateRecord(base, dice));
    report.runs += 1;
    const verdict = await judge(contender, input);
    if (verdict === 'same') continue;
    if (typeof verdict === 'string') report[verdict] += 1;
    else if (isOrderOnly(contender.source, verdict.difference)) report.orderOnly += 1;
    else {
      report.differences.push({ source: contender.source, input, ...verdict });
      return;
    }
  }
}

/**
 * The reference evaluates the members of a constructor and the groups of an object in parallel and reports the error that came first in time; the
 * compiler reports the first in order. Both fail; which of several errors is named may differ.
 */
function isOrderOnly(source: string, difference: string): boolean {
  return /^error .*, not error /.test(difference) && /\[[\s\S]*,|\{/.test(source);
}

function isSmall(input: unknown): boolean {
  return input !== undefined && JSON.stringify(input).length < 3_000;
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
