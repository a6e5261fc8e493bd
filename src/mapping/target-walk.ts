import type { SyntaxNode } from './syntax-tree.ts';
import { childrenOf, isNode } from './syntax-tree.ts';

/** Where in the output the value of a node ends up, and which part of the row it reads. */
export interface Place {
  /** `lines[].unitPrice`; '' is the whole output; `a|b` when a variable carries it to two fields. */
  readonly target: string;
  /** `target`, and the fields whose tests and function calls the value takes part in. */
  readonly reach: string;
  /** The enclosing path in the row: `ITEMS`. */
  readonly base: string;
  /** A function takes the value in: constructors below do not name target fields. */
  readonly isConsumed: boolean;
}

/** A field of the output that an object constructor names. */
interface TargetField {
  readonly target: string;
  readonly key: SyntaxNode;
}

export interface Visitor {
  node(node: SyntaxNode, place: Place): void;
  field?(field: TargetField): void;
}

/** Functions that hand their arguments on, so that an object given to them is (part of) the output. */
const HANDING_ON = new Set([
  'merge',
  'append',
  'distinct',
  'reverse',
  'sort',
  'map',
  'filter',
  'single',
  'sift',
  'each',
  'reduce',
  'shuffle',
]);

/**
 * Visits every node once with the place its value goes to. A variable's value goes where the variable is used; one
 * that is used in several places goes to `a|b`.
 */
export function walkTargets(root: SyntaxNode, visitor: Visitor): void {
  const walk: Walk = { visitor, seen: new Set(), uses: new Map(), binds: [] };
  visitNode(root, { target: '', reach: '', base: '', isConsumed: false }, walk);
  // A value may use variables bound before it, so the last binding comes first.
  for (let bind = walk.binds.pop(); bind; bind = walk.binds.pop()) visitNode(bind.value, placeOfUses(bind, walk), walk);
}

interface Bind {
  readonly name: string;
  readonly value: SyntaxNode;
  readonly base: string;
}

interface Walk {
  readonly visitor: Visitor;
  readonly seen: Set<SyntaxNode>;
  readonly uses: Map<string, Place[]>;
  readonly binds: Bind[];
}

/** A use as a value says more than one in a test or as an argument, and decides where there are both. */
function placeOfUses({ name, base }: Bind, { uses }: Walk): Place {
  const places = uses.get(name) ?? [];
  const values = places.filter(({ isConsumed }) => !isConsumed);
  const target = union((values.length > 0 ? values : places).map((place) => place.target));
  return { target, reach: union(places.map(({ reach }) => reach)), base, isConsumed: values.length === 0 };
}

function union(targets: readonly string[]): string {
  const names = new Set(targets.flatMap((target) => target.split('|')).filter((target) => target !== ''));
  return [...names].join('|');
}

function visitNode(node: SyntaxNode, place: Place, walk: Walk): void {
  if (walk.seen.has(node)) return;
  walk.seen.add(node);
  walk.visitor.node(node, place);
  const visitChildren = CHILDREN[node.type] ?? visitConsumed;
  visitChildren(node, place, walk);
}

type VisitChildren = (node: SyntaxNode, place: Place, walk: Walk) => void;

const CHILDREN: Readonly<Record<string, VisitChildren>> = {
  path: visitPath,
  unary: visitUnary,
  function: visitCall,
  partial: visitCall,
  lambda: ({ body }, place, walk) => body && visitNode(body, place, walk),
  bind: visitBind,
  block: visitBlock,
  condition: visitCondition,
  apply: visitApply,
  variable: visitVariable,
};

function visitConsumed(node: SyntaxNode, place: Place, walk: Walk): void {
  // What is below a step are its filters, which read from where the step leads.
  const base = stepInto(place.base, node);
  for (const child of childrenOf(node)) visitNode(child, { ...place, base, isConsumed: true }, walk);
}

function visitPath(node: SyntaxNode, place: Place, walk: Walk): void {
  const steps = node.steps ?? [];
  let { base } = place;
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1 && !node.group;
    visitNode(step, { ...place, base, isConsumed: place.isConsumed || !isLast }, walk);
    base = stepInto(base, step);
  });
  for (const pair of node.group?.lhs ?? []) visitPair(pair, { ...place, base }, walk);
}

/** `ITEMS.SUB` after a name, one up after `%`, `$x` after a variable, the row after `$$`. */
export function stepInto(base: string, step: SyntaxNode): string {
  if (step.type === 'name') return joinPath(base, String(step.value));
  if (step.type === 'parent') return base.includes('.') ? base.slice(0, base.lastIndexOf('.')) : '';
  if (step.type !== 'variable' || step.value === '') return base;
  return step.value === '$' ? '' : `$${String(step.value)}`;
}

function visitUnary(node: SyntaxNode, place: Place, walk: Walk): void {
  if (node.value === '{' && Array.isArray(node.lhs)) {
    for (const pair of node.lhs as NonNullable<SyntaxNode['group']>['lhs']) visitPair(pair, place, walk);
    return;
  }
  if (node.value !== '[') return visitConsumed(node, place, walk);
  const inside = place.isConsumed ? place : placeIn(place, '[]');
  for (const member of node.expressions ?? []) visitNode(member, inside, walk);
  for (const stage of childrenOf({ ...node, expressions: undefined }))
    visitNode(stage, { ...place, isConsumed: true }, walk);
}

/** One step into the output: `.name` or `[]`. */
function placeIn(place: Place, step: string): Place {
  return { ...place, target: extend(place.target, step), reach: extend(place.reach, step) };
}

function extend(targets: string, step: string): string {
  const each = targets.split('|').map((target) => (target === '' ? step.replace(/^\./, '') : target + step));
  return each.join('|');
}

function visitPair([key, value]: readonly [SyntaxNode, SyntaxNode], place: Place, walk: Walk): void {
  visitNode(key, { ...place, isConsumed: true }, walk);
  if (place.isConsumed) return visitNode(value, place, walk);
  const inside = placeIn(place, key.type === 'string' ? `.${String(key.value)}` : '.*');
  walk.visitor.field?.({ target: inside.target, key });
  visitNode(value, inside, walk);
}

function visitCall(node: SyntaxNode, place: Place, walk: Walk): void {
  const { procedure } = node;
  if (procedure) visitNode(procedure, place, walk);
  const isHandingOn = procedure?.type === 'variable' && HANDING_ON.has(String(procedure.value));
  for (const argument of node.arguments ?? []) {
    if (isHandingOn) visitHandedOn(argument, place, walk);
    else visitNode(argument, { ...place, isConsumed: true }, walk);
  }
}

/** The members of `$merge([{…}, {…}])` go to the target itself, not to members of it. */
function visitHandedOn(argument: SyntaxNode, place: Place, walk: Walk): void {
  if (argument.type !== 'unary' || argument.value !== '[') return visitNode(argument, place, walk);
  walk.seen.add(argument);
  for (const member of argument.expressions ?? []) visitNode(member, place, walk);
}

function visitBind(node: SyntaxNode, place: Place, walk: Walk): void {
  if (isNode(node.lhs) && node.rhs)
    walk.binds.push({ name: String(node.lhs.value), value: node.rhs, base: place.base });
}

function visitBlock(node: SyntaxNode, place: Place, walk: Walk): void {
  const last = node.expressions?.at(-1);
  for (const each of node.expressions ?? [])
    visitNode(each, each === last ? place : { ...place, isConsumed: true }, walk);
}

/** The test last: `a ?? b` and `a ?: b` hold the same node as test and as value. */
function visitCondition(node: SyntaxNode, place: Place, walk: Walk): void {
  if (node.then) visitNode(node.then, place, walk);
  if (node.else) visitNode(node.else, place, walk);
  if (node.condition) visitNode(node.condition, { ...place, isConsumed: true }, walk);
}

function visitApply(node: SyntaxNode, place: Place, walk: Walk): void {
  if (isNode(node.lhs)) visitNode(node.lhs, { ...place, isConsumed: true }, walk);
  if (node.rhs) visitNode(node.rhs, place, walk);
}

function visitVariable(node: SyntaxNode, place: Place, walk: Walk): void {
  const name = String(node.value);
  walk.uses.set(name, [...(walk.uses.get(name) ?? []), place]);
}

function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
