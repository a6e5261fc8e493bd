import type { SetupProblem } from '../errors.ts';
import { walk } from './compiler/scope.ts';
import type { CallNode, Node } from './compiler/ast.ts';
import { compileExpression } from './compile-expression.ts';
import { ExpressionError, placeOf } from './expression-error.ts';
import { parseExpression } from './parse-expression.ts';
import { BUILTINS } from './runtime/builtins.ts';

export interface LintOptions {
  readonly file: string;
  /** Functions that would be refused: `$now`, `$millis`, `$random`, `$shuffle`; written with or without `$`. */
  readonly allow?: readonly string[];
  /** Names of registered functions. */
  readonly functions?: readonly string[];
  /** Names that will be bound. */
  readonly variables?: readonly string[];
}

/** Their value differs from one evaluation to the next, so a mapping could not be repeated or cached. */
const IMPURE = new Set(['now', 'millis', 'random', 'shuffle']);

/** Everything wrong with an expression, with line and column: what stops it, what would be refused, what is unknown. */
export function lintExpression(source: string, options: LintOptions): SetupProblem[] {
  const { file, functions = [], variables = [] } = options;
  try {
    const { ast } = parseExpression(source, file);
    const known = new Set(['', '$', 'eval', ...BUILTINS.keys(), ...functions, ...variables, ...boundNames(ast)]);
    const allowed = new Set((options.allow ?? []).map((name) => name.replace(/^\$/, '')));
    const problems = [...findProblems(ast, known, allowed)].map((found) => toProblem(found, source, file));
    if (problems.length === 0) compileExpression(source, { file });
    return problems;
  } catch (error) {
    if (error instanceof ExpressionError) return [fromError(error, file)];
    throw error;
  }
}

function fromError({ code, line, column, details }: ExpressionError, file: string): SetupProblem {
  const message = code.startsWith('S') && details.message ? details.message : describe(code);
  return { file, line, column, message: `${code}: ${message}` };
}

function describe(code: string): string {
  return code === 'U1004'
    ? 'the regular expression needs look-around or back references, which cannot be matched in linear time'
    : 'the expression cannot be compiled';
}

interface Found {
  readonly position: number;
  readonly message: string;
  readonly hint: string;
}

function toProblem({ position, message, hint }: Found, source: string, file: string): SetupProblem {
  // The parser counts to the end of a token; the place of a name is where it starts.
  return { file, ...placeOf(source, position), message, hint };
}

/** Every name the expression binds anywhere: `:=`, parameters, `@` and `#`. */
function boundNames(ast: Node): string[] {
  return [...walk(ast)].flatMap((node) => {
    const stages = node.stages.flatMap((stage) => (stage.type === 'index' ? [stage.name] : []));
    const names = [node.focus, node.index, ...stages].filter((name) => name !== undefined);
    if (node.type === 'bind') names.push(node.name);
    if (node.type === 'lambda') names.push(...node.parameters);
    return names;
  });
}

function* findProblems(ast: Node, known: ReadonlySet<string>, allowed: ReadonlySet<string>): Generator<Found> {
  const called = new Set<Node>();
  for (const node of walk(ast)) {
    if (node.type === 'function' || node.type === 'partial') {
      called.add(node.procedure);
      yield* checkCall(node, known);
    }
    if (node.type === 'variable')
      yield* checkName(node.value, node.position, { known, allowed, isCall: called.has(node) });
    if (node.type === 'array') yield* checkBinds(node.expressions, 'an array constructor');
    if (node.type === 'object') yield* checkBinds(node.pairs.flat(), 'an object constructor');
    if (node.group) yield* checkBinds(node.group.pairs.flat(), 'an object constructor');
  }
}

interface NameCheck {
  readonly known: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
  readonly isCall: boolean;
}

function* checkName(name: string, end: number, { known, allowed, isCall }: NameCheck): Generator<Found> {
  const position = Math.max(0, end - name.length - 1);
  if (name === 'eval')
    yield {
      position,
      message: '$eval runs text as code',
      hint: 'write the expression itself, or choose with a condition',
    };
  if (IMPURE.has(name) && !allowed.has(name))
    yield {
      position,
      message: `$${name} gives another value each time`,
      hint: `allow ${name} in the manifest, or bind a variable`,
    };
  if (!known.has(name))
    yield {
      position,
      message: isCall ? `there is no function $${name}` : `nothing binds $${name}`,
      hint: hintFor(name, known),
    };
}

function* checkCall({ procedure, position }: CallNode, known: ReadonlySet<string>): Generator<Found> {
  const [first] = procedure.type === 'path' ? procedure.steps : [];
  if (first?.type !== 'name' || procedure.type !== 'path' || procedure.steps.length > 1) return;
  const { value } = first;
  yield {
    position: Math.max(0, position - 1 - value.length),
    message: `${value} is a member, not a function`,
    hint: known.has(value) ? `functions start with $: write $${value}` : 'functions start with $',
  };
}

/** The reference evaluates members in parallel, so what a bind among them means depends on timing. */
function* checkBinds(members: readonly Node[], where: string): Generator<Found> {
  for (const member of members)
    for (const bind of bindsIn(member))
      yield {
        position: Math.max(0, bind.position - 2),
        message: `:= inside ${where}`,
        hint: 'bind the variable before it, in a block ( $x := ...; ... )',
      };
}

/** Binds that are not in a block or lambda of their own. */
function* bindsIn(node: Node): Generator<Node> {
  if (node.type === 'block' || node.type === 'lambda') return;
  if (node.type === 'bind') yield node;
  if (node.type === 'condition') for (const part of [node.whenTrue, node.whenFalse]) if (part) yield* bindsIn(part);
  if (node.type === 'binary') for (const part of [node.lhs, node.rhs]) yield* bindsIn(part);
  if (node.type === 'function') for (const part of node.arguments) yield* bindsIn(part);
}

function hintFor(name: string, known: ReadonlySet<string>): string {
  const alike = [...known].find((candidate) => candidate !== '' && candidate.toLowerCase() === name.toLowerCase());
  return alike ? `did you mean $${alike}` : 'bind it with := or correct the name';
}
