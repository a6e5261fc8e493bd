import jsonata from 'jsonata';
import type { RegisteredFunction } from './compile-expression.ts';
import { toExpressionError } from './expression-error.ts';
import type { Limits } from './limits.ts';

interface ReferenceOptions {
  readonly limits: Limits;
  readonly file: string | undefined;
}

/** Hands the whole expression to npm jsonata, with its own guard rails. */
export function createReferenceEngine(
  source: string,
  functions: Readonly<Record<string, RegisteredFunction>>,
  { limits, file }: ReferenceOptions,
): (input: unknown, bindings?: Readonly<Record<string, unknown>>) => Promise<unknown> {
  const options = { timeout: limits.timeoutMs, stack: limits.depth, sequence: limits.sequenceLength };
  return async (input, bindings) => {
    // A new instance each time: the reference shares the time of `$now()` between the evaluations of one.
    const expression = jsonata(source, options);
    for (const [name, entry] of Object.entries(functions))
      expression.registerFunction(name, entry.implementation, entry.signature);
    try {
      return (await expression.evaluate(input, { ...bindings })) as unknown;
    } catch (error) {
      throw toExpressionError(error, source, file);
    }
  };
}
