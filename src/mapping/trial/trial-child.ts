/** The process in which a mapping from outside is tried first; it is killed when it takes too long or too much. */
import { compileExpression } from '../compile-expression.ts';
import { ExpressionError } from '../expression-error.ts';
import { createFunctions } from '../functions/standard-functions.ts';
import type { TrialAnswer, TrialRequest } from './try-in-child.ts';

/** More text than this is no record. */
const MAX_OUTPUT_LENGTH = 1_000_000;

async function attempt({ source, file, inputs, bindings }: TrialRequest): Promise<TrialAnswer> {
  try {
    const compiled = compileExpression(source, { file, functions: createFunctions() });
    if (compiled.engine !== 'native') return { outcome: 'refused', code: 'U1008', message: 'The mapping uses $eval' };
    const values: unknown[] = [];
    for (const input of inputs) values.push(await compiled.evaluate(input, bindings));
    if (JSON.stringify(values).length > MAX_OUTPUT_LENGTH)
      return { outcome: 'refused', code: 'U1002', message: 'The mapped records are too long' };
    return { outcome: 'passed', values };
  } catch (error) {
    if (error instanceof ExpressionError) return { outcome: 'refused', code: error.code, message: error.message };
    return { outcome: 'refused', code: 'FAILED', message: 'The mapped records are no JSON' };
  }
}

process.once('message', (request: TrialRequest) => {
  process.send?.('started');
  void attempt(request).then((answer) => process.send?.(answer, () => process.disconnect()));
});
