import jsonata from 'jsonata';
import type { RegisteredFunction } from './compile-expression.ts';
import { toExpressionError, type ExpressionError } from './expression-error.ts';
import type { Bindings } from './native-engine.ts';

export interface ReplayOptions {
  readonly functions?: Readonly<Record<string, RegisteredFunction>>;
  /** Replays allowed per second; the others are answered with undefined. */
  readonly perSecond?: number;
  readonly timeoutMs?: number;
}

/** What failed: the expression and what it was evaluated with. */
export interface FailedEvaluation {
  readonly source: string;
  readonly input: unknown;
  readonly bindings?: Bindings;
  readonly file?: string;
}

/**
 * Creates a function that evaluates a failed expression once more with the reference engine, for the exact error it
 * gives: code, position and token, and which of several errors comes first. Resolves to undefined when the reference
 * does not fail or the rate is used up, because a stream of bad records must not cost a slow evaluation each.
 */
export function createReplay(
  options: ReplayOptions = {},
): (failed: FailedEvaluation) => Promise<ExpressionError | undefined> {
  const { functions = {}, perSecond = 5, timeoutMs = 500 } = options;
  let allowance = perSecond;
  let lastMs = performance.now();
  const takeTurn = (): boolean => {
    const nowMs = performance.now();
    allowance = Math.min(perSecond, allowance + ((nowMs - lastMs) / 1000) * perSecond);
    lastMs = nowMs;
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };

  return async ({ source, input, bindings, file }) => {
    if (!takeTurn()) return undefined;
    const expression = jsonata(source, { timeout: timeoutMs, stack: 1_000, sequence: 100_000 });
    for (const [name, entry] of Object.entries(functions))
      expression.registerFunction(name, entry.implementation, entry.signature);
    try {
      await expression.evaluate(structuredClone(input), { ...bindings });
      return undefined;
    } catch (error) {
      return toExpressionError(error, source, file);
    }
  };
}
