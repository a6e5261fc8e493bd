import type { Node } from './ast.ts';

/** A variable of the expression and the JavaScript variable that holds it. */
export interface Slot {
  readonly js: string;
  readonly kinds: number;
  /** It holds one lambda without signature, always. */
  readonly isLambda?: boolean;
  /** The name of a JavaScript boolean: it holds an object and no list; only where it is never set again. */
  readonly record?: string;
  /** It comes from the input as it is. */
  readonly isData?: boolean;
}

/** Where names are looked up: a block or lambda with its own variables, or a tuple with the names bound on a path. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly slots: ReadonlyMap<string, Slot>;
  /** The JavaScript variable of a tuple and the names it may hold. */
  readonly tuple?: { readonly js: string; readonly names: ReadonlySet<string> };
}

export interface Binds {
  readonly names: ReadonlySet<string>;
  /** Names bound once, to a lambda without signature: calls know what they call. */
  readonly lambdas: ReadonlySet<string>;
}

/** Names bound with `:=` in this frame: nested blocks, lambdas and tuple steps have frames of their own. */
export function bindsOf(nodes: readonly Node[]): Binds {
  const names = new Set<string>();
  const lambdas = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'bind') {
      if (isPlainLambda(node.rhs) && !names.has(node.name)) lambdas.add(node.name);
      else lambdas.delete(node.name);
      names.add(node.name);
    }
    for (const child of childrenInFrame(node)) visit(child);
  };
  for (const node of nodes) visit(node);
  return { names, lambdas };
}

function isPlainLambda(node: Node): boolean {
  return node.type === 'lambda' && node.signature === undefined && node.predicates.length === 0 && !node.group;
}

/** Whether a path runs on tuples, whose steps have frames of their own from the first tuple step on. */
function firstTupleStep(node: Node): number {
  if (node.type !== 'path') return -1;
  const index = node.steps.findIndex((step) => step.tuple);
  return index === -1 ? node.steps.length : index;
}

function childrenInFrame(node: Node): Node[] {
  const filters = node.predicates.map(({ expr }) => expr);
  const group =
    node.group && firstTupleStep(node) === (node.type === 'path' ? node.steps.length : -1)
      ? node.group.pairs.flat()
      : [];
  return [...bodyOf(node), ...filters, ...stageFilters(node), ...group];
}

function stageFilters(node: Node): Node[] {
  return node.stages.flatMap((stage) => (stage.type === 'filter' ? [stage.expr] : []));
}

function bodyOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'block':
    case 'lambda':
      return [];
    case 'path':
      return node.steps.slice(0, firstTupleStep(node));
    default:
      return childrenOf(node);
  }
}

/** Every node directly below, whatever its frame, without filters, stages and groups. */
function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'path':
      return node.steps;
    case 'binary':
    case 'apply':
      return [node.lhs, node.rhs];
    case 'negate':
      return [node.expression];
    case 'array':
    case 'block':
      return node.expressions;
    case 'object':
      return node.pairs.flat();
    case 'condition':
      return [node.condition, node.whenTrue, ...(node.whenFalse ? [node.whenFalse] : [])];
    case 'bind':
      return [node.rhs];
    case 'function':
    case 'partial':
      return [node.procedure, ...node.arguments];
    case 'lambda':
      return [node.body];
    case 'transform':
      return [node.pattern, node.update, ...(node.delete ? [node.delete] : [])];
    case 'sort':
      return node.terms.map(({ expression }) => expression);
    default:
      return [];
  }
}

/** Every node at or below this one. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  const groups = node.group?.pairs.flat() ?? [];
  const filters = [...node.predicates.map(({ expr }) => expr), ...stageFilters(node)];
  for (const child of [...childrenOf(node), ...filters, ...groups]) yield* walk(child);
}

/** Names (`$v`, `$i`, labels of `%`) that the tuples of a path may hold, those of paths inside it included. */
export function tupleNamesOf(node: Node): Set<string> {
  const names = new Set<string>();
  for (const { focus, index, ancestor, stages } of walk(node)) {
    for (const name of [focus, index, ancestor]) if (name !== undefined) names.add(name);
    for (const stage of stages) if (stage.type === 'index') names.add(stage.name);
  }
  return names;
}
