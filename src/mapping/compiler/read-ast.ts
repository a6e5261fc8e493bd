import type { Filter, Group, Node, SortTerm, Stage } from './ast.ts';

/** A node as the reference parser leaves it: which fields exist depends on its type. */
interface RawNode {
  readonly type: string;
  readonly position?: unknown;
  readonly value?: unknown;
  readonly [key: string]: unknown;
}

/** Turns the reference parser's tree into the typed one. Throws when the parser gives a shape it never gave before. */
export function readAst(raw: unknown): Node {
  if (!isRawNode(raw)) throw new TypeError('The parser returned something that is not a syntax tree');
  return { ...baseOf(raw), ...bodyOf(raw) };
}

function isRawNode(value: unknown): value is RawNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

type Base = Pick<
  Node,
  'position' | 'predicates' | 'group' | 'keepArray' | 'tuple' | 'focus' | 'index' | 'ancestor' | 'stages'
>;

function baseOf(raw: RawNode): Base {
  const ancestor = raw['ancestor'];
  return {
    position: numberOf(raw.position),
    predicates: listOf(raw['predicate']).map(readFilter),
    stages: listOf(raw['stages']).map(readStage),
    keepArray: raw['keepArray'] === true,
    tuple: raw['tuple'] === true,
    ...(isObject(raw['group']) && { group: readGroup(raw['group']) }),
    ...(typeof raw['focus'] === 'string' && { focus: raw['focus'] }),
    ...(typeof raw['index'] === 'string' && { index: raw['index'] }),
    ...(isObject(ancestor) && { ancestor: String(ancestor['label']) }),
  };
}

type Body = Node extends infer Kind ? (Kind extends Node ? Omit<Kind, keyof Base> : never) : never;

const BODIES: Readonly<Record<string, (raw: RawNode) => Body>> = {
  path: (raw) => ({
    type: 'path',
    steps: listOf(raw['steps']).map(readAst),
    keepSingletonArray: raw['keepSingletonArray'] === true,
  }),
  string: readLiteral,
  number: readLiteral,
  value: readLiteral,
  name: (raw) => ({ type: 'name', value: String(raw.value) }),
  variable: (raw) => ({ type: 'variable', value: String(raw.value) }),
  wildcard: () => ({ type: 'wildcard' }),
  descendant: () => ({ type: 'descendant' }),
  operator: () => ({ type: 'placeholder' }),
  parent: (raw) => ({ type: 'parent', label: isObject(raw['slot']) ? String(raw['slot']['label']) : '' }),
  regex: readRegex,
  binary: (raw) => ({ type: 'binary', value: String(raw.value), lhs: readAst(raw['lhs']), rhs: readAst(raw['rhs']) }),
  unary: readUnary,
  condition: (raw) => ({
    type: 'condition',
    condition: readAst(raw['condition']),
    whenTrue: readAst(raw['then']),
    ...(raw['else'] !== undefined && { whenFalse: readAst(raw['else']) }),
  }),
  block: (raw) => ({
    type: 'block',
    expressions: listOf(raw['expressions']).map(readAst),
    consarray: raw['consarray'] === true,
  }),
  bind: (raw) => ({ type: 'bind', name: nameOf(raw['lhs']), rhs: readAst(raw['rhs']) }),
  function: (raw) => ({ type: 'function', ...readCall(raw) }),
  partial: (raw) => ({ type: 'partial', ...readCall(raw) }),
  lambda: readLambda,
  apply: (raw) => ({ type: 'apply', lhs: readAst(raw['lhs']), rhs: readAst(raw['rhs']) }),
  transform: (raw) => ({
    type: 'transform',
    pattern: readAst(raw['pattern']),
    update: readAst(raw['update']),
    ...(raw['delete'] !== undefined && { delete: readAst(raw['delete']) }),
  }),
  sort: (raw) => ({ type: 'sort', terms: listOf(raw['terms']).map(readTerm) }),
};

function bodyOf(raw: RawNode): Body {
  const read = BODIES[raw.type];
  if (!read) throw new TypeError(`The parser returned an unknown kind of node: ${raw.type}`);
  return read(raw);
}

function readLiteral(raw: RawNode): Body {
  const { value } = raw;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { type: raw.type === 'string' ? 'string' : raw.type === 'number' ? 'number' : 'value', value };
  throw new TypeError('The parser returned a literal that is none');
}

function readRegex({ value }: RawNode): Body {
  if (!(value instanceof RegExp)) throw new TypeError('The parser returned a regular expression that is none');
  return { type: 'regex', value };
}

function readUnary(raw: RawNode): Body {
  if (raw.value === '[')
    return {
      type: 'array',
      expressions: listOf(raw['expressions']).map(readAst),
      consarray: raw['consarray'] === true,
    };
  if (raw.value === '{') return { type: 'object', pairs: readPairs(raw['lhs']) };
  return { type: 'negate', expression: readAst(raw['expression']) };
}

function readCall(raw: RawNode) {
  return { procedure: readAst(raw['procedure']), arguments: listOf(raw['arguments']).map(readAst) };
}

function readLambda(raw: RawNode): Body {
  const signature = raw['signature'];
  return {
    type: 'lambda',
    parameters: listOf(raw['arguments']).map(nameOf),
    body: readAst(raw['body']),
    thunk: raw['thunk'] === true,
    ...(isObject(signature) && { signature: String(signature['definition']) }),
  };
}

function readFilter(raw: unknown): Filter {
  return { type: 'filter', expr: readAst(isObject(raw) ? raw['expr'] : undefined) };
}

function readStage(raw: unknown): Stage {
  if (isObject(raw) && raw['type'] === 'index') return { type: 'index', name: String(raw['value']) };
  return readFilter(raw);
}

function readGroup(raw: Readonly<Record<string, unknown>>): Group {
  return { position: numberOf(raw['position']), pairs: readPairs(raw['lhs']) };
}

function readPairs(raw: unknown): Group['pairs'] {
  return listOf(raw).map((pair) => [readAst(listOf(pair)[0]), readAst(listOf(pair)[1])] as const);
}

function readTerm(raw: unknown): SortTerm {
  if (!isObject(raw)) throw new TypeError('Not a sort term');
  return { descending: raw['descending'] === true, expression: readAst(raw['expression']) };
}

function nameOf(raw: unknown): string {
  return isRawNode(raw) ? String(raw.value) : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : -1;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
