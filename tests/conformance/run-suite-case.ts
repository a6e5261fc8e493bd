import { compileExpression } from '../../src/mapping/compile-expression.ts';
import type { BackEnd } from '../../src/mapping/compiler/generate.ts';
import { ExpressionError } from '../../src/mapping/expression-error.ts';
import type { Limits } from '../../src/mapping/limits.ts';
import { isSame } from './deep-equal.ts';
import type { SuiteCase } from './jsonata-suite.ts';

export interface Verdict {
  readonly engine: 'native' | 'reference' | 'parser';
  /** What is wrong; absent when the case passed. */
  readonly failure?: string;
}

/** The suite has cases of ten million members and knows no limits but those it states. */
const WIDE_LIMITS: Limits = {
  fuel: 1e9,
  depth: 2_000,
  sequenceLength: 1e7,
  stringLength: 1e8,
  timeoutMs: 20_000,
};

/** Codes of our limits that the suite's own runner calls U1001. */
const LIMIT_CODES = new Set(['D1011', 'D1012', 'U1001']);

export async function runSuiteCase(suiteCase: SuiteCase, backEnd: BackEnd = 'code'): Promise<Verdict> {
  const { depth, timeoutMs } = suiteCase;
  const limits = { ...WIDE_LIMITS, ...(depth && { depth }), ...(timeoutMs && { timeoutMs }) };
  let engine: Verdict['engine'] = 'parser';
  try {
    const compiled = compileExpression(suiteCase.expression, { limits, backEnd });
    engine = compiled.engine;
    const value = await compiled.evaluate(suiteCase.input, suiteCase.bindings);
    return { engine, ...judgeValue(suiteCase, value) };
  } catch (error) {
    return { engine, ...judgeError(suiteCase, error) };
  }
}

function judgeValue({ expected }: SuiteCase, value: unknown): { failure?: string } {
  const isRight =
    expected.kind === 'undefined' ? value === undefined : expected.kind === 'result' && isSame(value, expected.result);
  return isRight ? {} : { failure: `got ${JSON.stringify(value)?.slice(0, 300)}` };
}

function judgeError({ expected, depth }: SuiteCase, error: unknown): { failure?: string } {
  if (!(error instanceof ExpressionError)) return { failure: `threw ${String(error)}` };
  const { code } = error;
  if (expected.kind === 'code') {
    const isLimit = expected.code === 'U1001' && depth !== undefined && LIMIT_CODES.has(code);
    return code === expected.code || isLimit ? {} : { failure: `failed with ${error.message}, not ${expected.code}` };
  }
  if (expected.kind !== 'error')
    return { failure: `failed with ${error.message} ${JSON.stringify(error.details.message ?? '')}` };
  const wrong = Object.entries(expected.error).filter(([name, value]) => !isSame(error.details[name], value));
  return wrong.length === 0
    ? {}
    : {
        failure: `failed, but ${wrong.map(([name]) => `${name} is ${JSON.stringify(error.details[name])}`).join(', ')}`,
      };
}
