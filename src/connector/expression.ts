import { AppError } from '../errors.ts';
import { compileExpression } from '../mapping/compile-expression.ts';
import { ExpressionError } from '../mapping/expression-error.ts';
import { createFunctions } from '../mapping/functions/standard-functions.ts';
import { childrenOf, parseSyntax, type SyntaxNode } from '../mapping/syntax-tree.ts';
import { closestName } from './closest-name.ts';
import type { Path, ProblemList } from './problem-list.ts';

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
      for (const name of unknownNames(parseSyntax(text), new Set(variables)))
        problems.add(path, { message: `$${name} is not known in this expression`, hint: hintFor(name, variables) });
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

function hintFor(name: string, variables: readonly string[]): string {
  const meant = closestName(name, [...variables, ...Object.keys(functions), ...BUILT_IN]);
  return meant ? `did you mean $${meant}?` : `right here: ${variables.map((each) => `$${each}`).join(', ')}`;
}

/** Names used but bound nowhere: a misspelt `$kyes` would be silently absent, and ask for everything. */
function unknownNames(root: SyntaxNode, known: ReadonlySet<string>): string[] {
  const read = new Set<string>();
  const bound = new Set<string>(['', '$']);
  collectVariables(root, read, bound);
  return [...read].filter((name) => !bound.has(name) && !known.has(name) && !isFunction(name));
}

function collectVariables(node: SyntaxNode, read: Set<string>, bound: Set<string>): void {
  const names = node.type === 'lambda' ? (node.arguments ?? []) : node.type === 'bind' ? [node.lhs].flat() : [];
  for (const name of names) if (name && 'type' in name && typeof name.value === 'string') bound.add(name.value);
  for (const label of ['focus', 'index']) {
    const name: unknown = Reflect.get(node, label);
    if (typeof name === 'string') bound.add(name);
  }
  if (node.type === 'variable' && typeof node.value === 'string') read.add(node.value);
  for (const child of childrenOf(node)) collectVariables(child, read, bound);
}

function isFunction(name: string): boolean {
  return Object.hasOwn(functions, name) || BUILT_IN.has(name);
}

/** JSONata's own functions, which an expression may also hand over by name. */
const BUILT_IN = new Set(
  (
    'sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match ' +
    'contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt ' +
    'power random boolean not map zip filter single reduce each sift keys lookup append exists spread merge reverse ' +
    'error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent ' +
    'decodeUrl toMillis fromMillis now millis eval'
  ).split(' '),
);

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
