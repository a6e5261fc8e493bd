import type { BlockNode, ConditionNode, Filter, Node, RegexNode, VariableNode } from './ast.ts';
import { Kind, literal, mayBe, NOTHING, type Code, type Value } from './code.ts';
import { emitApply, emitCall, emitPartial, emitTailCall } from './emit-calls.ts';
import { emitArray, emitObject, emitTransform } from './emit-constructors.ts';
import { emitGroup } from './emit-groups.ts';
import { emitLambda } from './emit-lambdas.ts';
import { emitBinary, emitNegate, truthOf } from './emit-operators.ts';
import { emitName } from './emit-names.ts';
import { emitPath } from './emit-paths.ts';
import { emitStreamFilter, emitStreamGroup } from './emit-tuples.ts';
import { branch, into, stepFunction, type Site } from './emitter.ts';
import type { FunctionValue } from '../runtime/calls.ts';
import { Failure } from '../runtime/failure.ts';
import { compilePattern, createMatcher } from '../runtime/regex.ts';
import { declareFrame, emitBind, emitVariable, parentValue } from './emit-variables.ts';

/** Translates a node; the value is what the reference's `evaluate` gives for it. */
export function emit(node: Node, outer: Site): Value {
  const isConsumed = node.predicates.length > 0 || node.group !== undefined;
  const tail = isConsumed ? 'value' : outer.tail;
  const isOutput = outer.isOutput && !isConsumed && PASSING.has(node.type);
  const site: Site = { ...outer, tail, isOutput, depth: outer.depth + 1 };
  let value = emitBody(node, site);
  for (const filter of node.predicates)
    value = node.tuple ? emitStreamFilter(filter, value, node, site) : emitFilter(filter, value, site);
  if (node.group && node.type !== 'path')
    value = node.tuple ? emitStreamGroup(node.group, value, node, site) : emitGroup(node.group, value, site);
  return finish(node, value, site);
}

/** Nodes that pass on what their parts give; the others look at it. */
const PASSING: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'object',
  'array',
  'condition',
  'block',
  'path',
  'function',
  'apply',
]);

/** A sequence of one becomes its member, of none nothing; `[]` keeps it a list. */
function finish(node: Node, value: Value, site: Site): Value {
  if (node.type === 'path' || !mayBe(value, Kind.list)) return value;
  if (node.keepArray) return site.code.keep(`${site.code.use('normaliseKept')}(${value.js})`);
  const isDone = isRaw(node) ? value.isNormal === true : value.isNested !== true;
  return isDone ? value : normalised(value, site.code);
}

function normalised(value: Value, code: Code): Value {
  const js = `typeof ${value.js} === "object" ? ${code.use('normalise')}(${value.js}) : ${value.js}`;
  return { ...value, ...code.keep(js, value.kinds | Kind.any) };
}

/** Whether the body may give a sequence that is not normalised yet. */
function isRaw(node: Node): boolean {
  if (node.predicates.length > 0) return true;
  if (node.type === 'binary') return node.value === '..';
  return ['function', 'apply', 'wildcard', 'descendant', 'parent'].includes(node.type);
}

function emitBody(node: Node, site: Site): Value {
  const { code } = site;
  switch (node.type) {
    case 'path':
      return emitPath(node, site);
    case 'string':
    case 'number':
    case 'value':
      return { js: literal(node.value), kinds: kindOfLiteral(node.value) };
    case 'name':
      return emitName(node.value, site);
    case 'variable':
      return emitContextOrVariable(node, site);
    case 'parent':
      return parentValue(node.label, site);
    case 'wildcard':
      return code.keep(`${code.use('wildcard')}(${site.context})`, Kind.list);
    case 'descendant':
      return code.keep(`${code.use('descendants')}(${site.context})`);
    case 'regex':
      return { js: code.constant(matcherOf(node)), kinds: Kind.function };
    default:
      return emitCompound(node, site);
  }
}

function emitCompound(node: Node, site: Site): Value {
  switch (node.type) {
    case 'binary':
      return emitBinary(node, site);
    case 'negate':
      return emitNegate(node, site);
    case 'array':
      return emitArray(node, site);
    case 'object':
      return emitObject(node, site);
    case 'condition':
      return emitCondition(node, site);
    case 'block':
      return emitBlock(node, site);
    case 'bind':
      return emitBind(node, site);
    case 'function':
      return emitCall(node, site);
    case 'partial':
      return emitPartial(node, site);
    case 'lambda':
      // Whoever makes the call takes its value as it is.
      return node.thunk ? { ...emitTailCall(node.body, site), isNested: false } : emitLambda(node, site);
    case 'apply':
      return emitApply(node, site);
    case 'transform':
      return emitTransform(node, site);
    default:
      return NOTHING;
  }
}

function matcherOf({ value, position }: RegexNode): FunctionValue {
  try {
    return createMatcher(compilePattern(value));
  } catch (error) {
    if (error instanceof Failure) throw new Failure(error.code, { ...error.extra, position });
    throw error;
  }
}

function kindOfLiteral(value: string | number | boolean | null): number {
  if (value === null) return Kind.null;
  return typeof value === 'string' ? Kind.text : typeof value === 'number' ? Kind.number : Kind.boolean;
}

function emitContextOrVariable(node: VariableNode, site: Site): Value {
  if (node.value !== '') return emitVariable(node.value, site);
  if (site.isRoot) return { js: site.context, kinds: Kind.any };
  return site.code.keep(`${site.code.use('normalise')}(${site.context})`);
}

/** A filter on a value that is not a step of a path. */
function emitFilter({ expr }: Filter, value: Value, site: Site): Value {
  const { code } = site;
  if (expr.type === 'number' && expr.predicates.length === 0)
    return code.keep(`${code.use('filterAt')}(${value.js}, ${Math.floor(Number(expr.value))})`, Kind.list);
  return code.keep(`${code.use('filterBy')}(${value.js}, ${stepFunction(expr, site)})`, Kind.list);
}

function emitCondition(node: ConditionNode, site: Site): Value {
  const { code } = site;
  const condition = truthOf(site.program.emit(node.condition, { ...site, isOutput: false }), code);
  const result = code.slot();
  let kinds = 0;
  let isNested = false;
  const write = (chosen: Node | undefined): string =>
    code.block((inner) => {
      const value = chosen ? site.program.emit(chosen, branch(site, inner)) : NOTHING;
      kinds |= value.kinds;
      isNested ||= value.isNested === true;
      inner.line(`${result} = ${value.js};`);
    });
  code.line(`if (${condition}) ${write(node.whenTrue)} else ${write(node.whenFalse)}`);
  return { js: result, kinds, isNested };
}

function emitBlock(node: BlockNode, site: Site): Value {
  const { code } = site;
  const result = code.slot();
  let kinds: number = Kind.nothing;
  let isNested = false;
  code.line(
    code.block((inner) => {
      const frame = declareFrame(node.expressions, into(site, inner));
      for (const [index, expression] of node.expressions.entries()) {
        const isLast = index === node.expressions.length - 1;
        const value = site.program.emit(expression, isLast ? frame : { ...frame, isOutput: false });
        if (!isLast) continue;
        kinds = value.kinds;
        isNested = value.isNested === true;
        inner.line(`${result} = ${value.js};`);
      }
    }),
  );
  return { js: result, kinds, isNested };
}
