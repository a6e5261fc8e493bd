import jsonata from 'jsonata';
import { compileExpression, type CompiledExpression } from '../../src/mapping/compile-expression.ts';
import { ExpressionError } from '../../src/mapping/expression-error.ts';
import { isSame } from './deep-equal.ts';

export interface Outcome {
  readonly value?: unknown;
  /** The code of the error; `none` for errors without one. */
  readonly code?: string;
}

/** Both engines' readiness to evaluate one expression. */
export interface Contender {
  readonly source: string;
  readonly compiled: CompiledExpression;
  readonly reference: jsonata.Expression;
}

const WIDE = { fuel: 1e8, depth: 400, sequenceLength: 1e6, stringLength: 1e7, timeoutMs: 10_000 };

/** Both engines, or undefined when the expression does not parse or would not be compiled anyway. */
export function prepare(source: string): Contender | undefined {
  try {
    const reference = jsonata(source, { timeout: 10_000, stack: 100_000 });
    const compiled = compileExpression(source, { limits: WIDE });
    return compiled.engine === 'native' ? { source, compiled, reference } : undefined;
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof SyntaxError || isReferenceError(error)) return undefined;
    throw error;
  }
}

function isReferenceError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error;
}

/** What is different between the engines for one input; undefined when nothing is. */
export async function differenceOf(contender: Contender, input: unknown): Promise<string | undefined> {
  const copy: unknown = structuredClone(input);
  const expected = await referenceOutcome(contender, copy);
  // Where the reference's own code breaks down or writes into its input there is nothing to compare with.
  if (expected.code === 'FAILED' || isCircular(expected.value) || !isSame(copy, input)) return 'reference broken';
  const actual = compiledOutcome(contender, input);
  if (expected.code !== undefined || actual.code !== undefined)
    return expected.code === actual.code
      ? undefined
      : `error ${actual.code ?? preview(actual.value)}, not ${expected.code ?? preview(expected.value)}`;
  const [left, right] = [toComparable(actual.value), toComparable(expected.value)];
  return isSame(left, right) ? undefined : `${preview(left)}, not ${preview(right)}`;
}

async function referenceOutcome({ reference }: Contender, input: unknown): Promise<Outcome> {
  try {
    return { value: (await reference.evaluate(input, {})) as unknown };
  } catch (error) {
    return { code: isReferenceError(error) ? String(Reflect.get(Object(error), 'code')) : 'FAILED' };
  }
}

function compiledOutcome({ compiled }: Contender, input: unknown): Outcome {
  try {
    return { value: compiled.evaluate(input) };
  } catch (error) {
    if (error instanceof ExpressionError) return { code: error.code };
    throw error;
  }
}

/** The reference lets a transform make a value contain itself; the compiler refuses. */
function isCircular(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return false;
  } catch {
    return true;
  }
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
