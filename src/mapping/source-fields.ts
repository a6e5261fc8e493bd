import { childrenOf, isNode, parseSyntax, type SyntaxNode } from './syntax-tree.ts';

/** Places of the row that a value may be: `` is the row, `ITEMS/PRICE` a field of its items. */
type Places = readonly string[];

interface Reading {
  readonly needed: Set<string>;
  /** Whether something is there is asked, not what. */
  readonly present: Set<string>;
  readonly variables: Map<string, Places>;
}

/**
 * The fields of a row that a mapping can read, as `name` or `list/name`, sorted; a field that is taken whole stands for all
 * below it. Never fewer than it reads; undefined when it may read any. `source` must be an expression that parses.
 */
export function sourceFieldsOf(source: string): string[] | undefined {
  const reading: Reading = { needed: new Set(), present: new Set(), variables: new Map() };
  need(parseSyntax(source), [''], reading);
  const { needed, present } = reading;
  for (const place of present) if (![...needed].some((each) => each.startsWith(`${place}/`))) needed.add(place);
  if (needed.has('')) return undefined;
  const isCovered = (place: string) =>
    place.split('/').some((_, index, names) => index > 0 && needed.has(names.slice(0, index).join('/')));
  return [...needed].filter((place) => !isCovered(place)).sort();
}

/** The node's value is used as a whole. */
function need(node: SyntaxNode, context: Places, reading: Reading): void {
  needAll(read(node, context, reading), reading);
}

function needAll(places: Places, { needed }: Reading): void {
  for (const place of places) needed.add(place);
}

/** Whether there is something at these places counts; there is a row. */
function ask(places: Places, { present }: Reading): void {
  for (const place of places) if (place !== '') present.add(place);
}

/** Where the node's value may come from, what it uses on the way being noted. */
function read(node: SyntaxNode, context: Places, reading: Reading): Places {
  const places = (READERS[node.type] ?? readWhole)(node, context, reading);
  for (const filter of filtersOf(node)) need(filter, places, reading);
  if (node.group === undefined || node.type === 'path') return places;
  return readGroup(node.group.lhs, places, reading);
}

type Reader = (node: SyntaxNode, context: Places, reading: Reading) => Places;

const nothing: Reader = () => [];

const READERS: Readonly<Record<string, Reader>> = {
  string: nothing,
  number: nothing,
  value: nothing,
  regex: nothing,
  name: readName,
  parent: (_node, context) => context.map((place) => place.slice(0, Math.max(place.lastIndexOf('/'), 0))),
  variable: readVariable,
  path: readPath,
  sort: readConsumed,
  binary: readConsumed,
  unary: readUnary,
  condition: readCondition,
  block: ({ expressions = [] }, context, reading) =>
    expressions.reduce<Places>((_last, each) => read(each, context, reading), []),
  bind: readBind,
  function: readCall,
  lambda: readLambda,
  apply: readConsumed,
};

function readName({ value }: SyntaxNode, context: Places, reading: Reading): Places {
  const name = String(value);
  // Such a name cannot be told from a path.
  if (name.includes('/')) needAll([''], reading);
  return context.map((place) => (place === '' ? name : `${place}/${name}`));
}

/** Something this does not know: it may use all there is. */
function readWhole(node: SyntaxNode, context: Places, reading: Reading): Places {
  needAll(context, reading);
  return readConsumed(node, context, reading);
}

function readConsumed(node: SyntaxNode, context: Places, reading: Reading): Places {
  for (const child of childrenOf(node)) need(child, context, reading);
  return node.type === 'sort' ? context : [];
}

function filtersOf(node: SyntaxNode): SyntaxNode[] {
  return ['stages', 'predicate'].flatMap((name) => {
    const filters: unknown = Reflect.get(node, name);
    return Array.isArray(filters) ? filters.flatMap((filter: object) => childrenOf(filter)) : [];
  });
}

function readVariable({ value }: SyntaxNode, context: Places, { variables }: Reading): Places {
  if (value === '') return context;
  return value === '$' ? [''] : (variables.get(String(value)) ?? []);
}

function readPath({ steps = [], group }: SyntaxNode, context: Places, reading: Reading): Places {
  let places = context;
  for (const [index, step] of steps.entries()) {
    // How many there are counts, even if the next step reads nothing of them.
    if (index > 0) ask(places, reading);
    // A join: what is behind it begins elsewhere than it seems.
    if ('focus' in step) needAll([''], reading);
    places = read(step, places, reading);
  }
  return group === undefined ? places : readGroup(group.lhs, places, reading);
}

function readGroup(pairs: readonly (readonly [SyntaxNode, SyntaxNode])[], context: Places, reading: Reading): Places {
  ask(context, reading);
  for (const each of pairs.flat()) need(each, context, reading);
  return [];
}

function readUnary(node: SyntaxNode, context: Places, reading: Reading): Places {
  if (node.value === '[') return (node.expressions ?? []).flatMap((each) => read(each, context, reading));
  if (node.value === '{' && Array.isArray(node.lhs)) return readGroup(node.lhs, context, reading);
  return readConsumed(node, context, reading);
}

function readCondition(node: SyntaxNode, context: Places, reading: Reading): Places {
  if (node.condition) need(node.condition, context, reading);
  return [node.then, node.else].flatMap((branch) => (branch ? read(branch, context, reading) : []));
}

function readBind({ lhs, rhs }: SyntaxNode, context: Places, reading: Reading): Places {
  const places = rhs ? read(rhs, context, reading) : [];
  if (isNode(lhs)) bind(String(lhs.value), places, reading);
  return places;
}

/** A name may be bound in several places; it is then all of them. */
function bind(name: string, places: Places, { variables }: Reading): void {
  variables.set(name, [...(variables.get(name) ?? []), ...places]);
}

/** What a function is given it may use wholly, wherever its own code reads from it. */
function readCall(node: SyntaxNode, context: Places, reading: Reading): Places {
  const { procedure, arguments: given = [] } = node;
  if (procedure) need(procedure, context, reading);
  const isAsking = given.length === 1 && /^(exists|count)$/.test(String(procedure?.value));
  for (const each of given) {
    if (!isAsking) need(each, context, reading);
    else ask(read(each, context, reading), reading);
  }
  if (takesContext(procedure, given, context)) needAll(context, reading);
  if (procedure?.value === 'eval') needAll([''], reading);
  return [];
}

/** Built-in functions that take the context for a first argument left out, and the kinds of their arguments. */
const KINDS: Readonly<Record<string, string>> = {
  substring: 'snn',
  pad: 'sns',
  match: 'sfn',
  replace: 'sxxn',
  split: 'sxn',
  formatNumber: 'nso',
  round: 'nn',
  formatBase: 'nn',
  toMillis: 'ss',
  fromMillis: 'nss',
  contains: 'sx',
  substringBefore: 'ss',
  substringAfter: 'ss',
  power: 'nn',
  formatInteger: 'ns',
  parseInteger: 'ss',
  lookup: 'xs',
  sift: 'of',
  each: 'of',
};
const LITERALS: Readonly<Record<string, string>> = { string: 's', number: 'n', regex: 'f', lambda: 'f' };
const OPERATORS: Readonly<Record<string, string>> = { '+': 'n', '-': 'n', '*': 'n', '/': 'n', '%': 'n', '&': 's' };

/** On the row itself only without any argument: the row is neither a text nor a number. */
function takesContext(procedure: SyntaxNode | undefined, given: readonly SyntaxNode[], context: Places): boolean {
  if (given.length === 0) return true;
  const kinds = KINDS[String(procedure?.value)];
  if (kinds === undefined || given.length >= kinds.length) return false;
  if (kinds.startsWith('o') || kinds.startsWith('x')) return true;
  const fits = given.every(({ type, value }, index) => {
    const literal = type === 'binary' ? OPERATORS[String(value)] : LITERALS[type];
    const kind = kinds[index + 1];
    return literal === undefined || kind === 'x' || kind === literal;
  });
  return fits && context.some((place) => place !== '');
}

function readLambda(node: SyntaxNode, context: Places, reading: Reading): Places {
  // One with a signature may take the context of whoever calls it.
  if ('signature' in node && node.signature !== undefined) needAll([''], reading);
  if (node.body) need(node.body, context, reading);
  return [];
}
