import { AppError } from '../errors.ts';
import { compileExpression } from '../mapping/compile-expression.ts';
import { ExpressionError } from '../mapping/expression-error.ts';
import { createFunctions } from '../mapping/functions/standard-functions.ts';
import type { Path, ProblemList } from './problem-list.ts';
import { unknownNames } from './unknown-names.ts';

export type Bindings = Readonly<Record<string, unknown>>;

/** An expression of a manifest. Fails with ExpressionError. */
export type Expression = (input: unknown, bindings: Bindings) => unknown;

export interface ExpressionPlace {
  readonly path: Path;
  /** Names, without `$`, that will be bound. */
  readonly variables: readonly string[];
}

export type CompileExpression = (text: string, place: ExpressionPlace) => Expression;

const functions = createFunctions();
const nothing: Expression = () => undefined;

/** Compiles the expressions of one manifest; what is wrong with them joins its problems. */
export function createExpressionCompiler(problems: ProblemList): CompileExpression {
  return (text, { path, variables }) => {
    try {
      for (const { name, hint } of unknownNames(text, variables))
        problems.add(path, { message: `$${name} is not known in this expression`, hint });
      const compiled = compileExpression(text, { functions, variables });
      if (compiled.engine !== 'native') problems.add(path, { message: '$eval is not allowed in a manifest' });
      const fields = fieldsOf(text);
      return fields === undefined ? compiled.evaluate : walking(fields, compiled.evaluate);
    } catch (error) {
      problems.add(path, { message: `is no JSONata expression: ${toReason(error)}` });
      return nothing;
    }
  };
}

function toReason(error: unknown): string {
  if (error instanceof ExpressionError) return error.message;
  const isSyntax = typeof error === 'object' && error !== null && 'message' in error && 'position' in error;
  return isSyntax ? `${String(error.message)} (character ${String(error.position)})` : 'it cannot be compiled';
}

/** The fields of an expression that only names fields, such as `body.d.results`. */
export function fieldsOf(text: string): string[] | undefined {
  const trimmed = text.trim();
  const isPlain =
    /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(trimmed) && !/(^|\.)(and|or|in|true|false|null)(\.|$)/.test(trimmed);
  return isPlain ? trimmed.split('.') : undefined;
}

/** Most keys and rows are a plain path; walking it costs a hundredth of an evaluation. Lists on the way are not walked. */
function walking(fields: readonly string[], whole: Expression): Expression {
  return (input, bindings) => {
    let value = input;
    for (const field of fields) {
      if (Array.isArray(value)) return whole(input, bindings);
      value = fieldOf(value, field);
    }
    return value;
  };
}

/** An own field of an object; undefined for anything else. */
export function fieldOf(value: unknown, field: string): unknown {
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, field);
  return isHolder ? (Reflect.get(value, field) as unknown) : undefined;
}

/** Evaluates a part of the manifest; a failure there is the connector's own fault, not the source's. */
export function evaluateOwn(expression: Expression, bindings: Bindings, source: string): unknown {
  try {
    return expression(undefined, bindings);
  } catch (cause) {
    const detail = cause instanceof ExpressionError ? `request expression: ${cause.code}` : 'request expression';
    throw new AppError('INTERNAL', { source, detail, cause });
  }
}

/** Evaluates an expression on what a source answered; a failure means that the answer is not what it should be. */
export function evaluateAnswer(
  expression: Expression,
  input: unknown,
  { bindings, source }: { bindings: Bindings; source: string },
): unknown {
  try {
    return expression(input, bindings);
  } catch (cause) {
    const detail = cause instanceof ExpressionError ? `answer expression: ${cause.code}` : 'answer expression';
    throw new AppError('SOURCE_BAD_DATA', { source, detail, cause });
  }
}
