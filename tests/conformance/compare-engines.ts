import jsonata from 'jsonata';
import type { BackEnd } from '../../src/mapping/compiler/generate.ts';
import { compileExpression, type CompiledExpression } from '../../src/mapping/compile-expression.ts';
import { createReplay } from '../../src/mapping/replay-failure.ts';
import { ExpressionError } from '../../src/mapping/expression-error.ts';
import { isSame } from './deep-equal.ts';

export interface Outcome {
  readonly value?: unknown;
  /** The code of the error; `FAILED` for errors without one. */
  readonly code?: string;
  readonly position?: unknown;
  readonly token?: unknown;
}

/** Both engines' readiness to evaluate one expression. */
export interface Contender {
  readonly source: string;
  readonly compiled: CompiledExpression;
  readonly reference: jsonata.Expression;
}

/**
 * - broken: the reference crashed in its own code, or modified its input or a list on the way: nothing to compare with.
 * - circular: the reference lets a transform make a value contain itself, the compiler refuses (U1006).
 * - elsewhere: both fail with the same code; the compiler names the innermost place where the reference names an outer
 *   one, or the place where it last called the function that failed.
 */
export type Verdict = 'same' | 'broken' | 'circular' | 'elsewhere' | { readonly difference: string };

const WIDE = { fuel: 1e8, depth: 400, sequenceLength: 1e6, stringLength: 1e7, timeoutMs: 10_000 };
const GUARDS = { timeout: 10_000, stack: 100_000 };
const replay = createReplay({ perSecond: Infinity, timeoutMs: GUARDS.timeout });

/** What `--back-end` says. */
export function backEndOf(name: string | undefined): BackEnd | undefined {
  if (name === undefined || name === 'code' || name === 'closures') return name;
  throw new Error('--back-end is code or closures');
}

/** Both engines, or undefined when the expression does not parse or would not be compiled anyway. */
export function prepare(source: string, backEnd?: BackEnd): Contender | undefined {
  try {
    const reference = jsonata(source, GUARDS);
    const compiled = compileExpression(source, { limits: WIDE, ...(backEnd && { backEnd }) });
    return compiled.engine === 'native' ? { source, compiled, reference } : undefined;
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof SyntaxError || isReferenceError(error)) return undefined;
    throw error;
  }
}

function isReferenceError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error;
}

/** Compares the engines for one input: value, or code and, through replay, position and token. */
export async function judge(contender: Contender, input: unknown): Promise<Verdict> {
  const copy: unknown = structuredClone(input);
  const expected = await referenceOutcome(contender, copy);
  if (expected.code === 'FAILED' || isSpoilt(expected.value) || !isSame(copy, input)) return 'broken';
  const actual = compiledOutcome(contender, input);
  if (actual.code === 'U1006') return 'circular';
  if (expected.code !== actual.code) return { difference: `${describe(actual)}, not ${describe(expected)}` };
  if (expected.code !== undefined) return judgeFailure(contender, input, { expected, actual });
  const [left, right] = [toComparable(actual.value), toComparable(expected.value)];
  if (isSame(left, right)) return 'same';
  if (isSame(left, withoutPushed(right))) return 'broken';
  return { difference: `${preview(left)}, not ${preview(right)}` };
}

/** A list that the reference pushed nothing into, in a text that was made of it afterwards. */
function withoutPushed(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('[null]', '[]') : value;
}

interface Outcomes {
  readonly expected: Outcome;
  readonly actual: Outcome;
}

async function judgeFailure(contender: Contender, input: unknown, { expected, actual }: Outcomes): Promise<Verdict> {
  const replayed = toOutcome((await replay({ source: contender.source, input }))?.details);
  // The reference keeps the place of a call in the function that was called: it may tell another one the next time.
  const isReplayed = isSame(replayed, expected) || isSame(replayed, await referenceOutcome(contender, input));
  if (!isReplayed) return { difference: `replay ${describe(replayed)}, not ${describe(expected)}` };
  return isSame(actual, expected) ? 'same' : 'elsewhere';
}

function describe({ value, code, position, token }: Outcome): string {
  return code === undefined ? preview(value) : `error ${code} at ${preview(position)} ${preview(token)}`;
}

async function referenceOutcome({ reference }: Contender, input: unknown): Promise<Outcome> {
  try {
    return { value: (await reference.evaluate(input, {})) as unknown };
  } catch (error) {
    return isReferenceError(error) ? toOutcome(Object(error)) : { code: 'FAILED' };
  }
}

function compiledOutcome({ compiled }: Contender, input: unknown): Outcome {
  try {
    return { value: compiled.evaluate(input) };
  } catch (error) {
    if (error instanceof ExpressionError) return toOutcome(error.details);
    throw error;
  }
}

function toOutcome({ code, position, token }: Outcome = {}): Outcome {
  return { code: String(code), position, token };
}

/** Data never contains itself, as a transform of the reference can, nor lists with nothing as a member, which it pushes. */
function isSpoilt(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return holdsNothing(value);
  } catch {
    return true;
  }
}

function holdsNothing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || '_jsonata_lambda' in value) return false;
  if (Array.isArray(value) && value.includes(undefined)) return true;
  return Object.values(value).some(holdsNothing);
}

/** Functions of either engine compare as the same mark. */
function toComparable(value: unknown, depth = 0): unknown {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return value;
  // A transform can make a value contain itself.
  if (depth > 25) return 'too deep';
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) return 'a function';
  if (Array.isArray(value)) return value.map((member) => toComparable(member, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toComparable(member, depth + 1)]));
}

function preview(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
