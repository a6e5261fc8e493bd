import { childrenOf, isNode, parseSyntax, type SyntaxNode } from './syntax-tree.ts';

/** Names of fields; undefined when the text does not tell them. */
type Names = ReadonlySet<string> | undefined;

/**
 * The fields at the top of a mapping's output: no row ever gets another. Undefined when the text does not tell, because
 * a name is computed or the whole output comes from a function. Throws the parser's error.
 */
export function outputFieldsOf(source: string): Names {
  const root = parseSyntax(source);
  return namesOf(root, { root, open: new Set() });
}

interface Reading {
  readonly root: SyntaxNode;
  /** Variables being looked up: one that is made of itself does not tell. */
  readonly open: ReadonlySet<string>;
}

function namesOf(node: SyntaxNode, reading: Reading): Names {
  if (node.group) return keysOf(node.group.lhs);
  return READERS[node.type]?.(node, reading);
}

type Reader = (node: SyntaxNode, reading: Reading) => Names;

const NONE: Reader = () => new Set<string>();

const READERS: Readonly<Record<string, Reader>> = {
  string: NONE,
  number: NONE,
  value: NONE,
  block: ({ expressions }, reading) => namesOfLast(expressions, reading),
  path: ({ steps }, reading) => namesOfLast(steps, reading),
  condition: (node, reading) => union([node.then, node.else], reading),
  bind: ({ rhs }, reading) => union([rhs], reading),
  unary: (node, reading) => {
    if (node.value === '{' && Array.isArray(node.lhs)) return keysOf(node.lhs);
    return node.value === '[' ? union(node.expressions ?? [], reading) : undefined;
  },
  variable: namesOfVariable,
  function: ({ procedure, arguments: given }, reading) =>
    procedure?.type === 'variable' && procedure.value === 'merge' ? union(given ?? [], reading) : undefined,
};

function namesOfLast(nodes: readonly SyntaxNode[] | undefined, reading: Reading): Names {
  const last = nodes?.at(-1);
  return last && namesOf(last, reading);
}

type Pairs = readonly (readonly [SyntaxNode, SyntaxNode])[];

function keysOf(pairs: Pairs): Names {
  if (pairs.some(([key]) => key.type !== 'string')) return undefined;
  return new Set(pairs.map(([key]) => String(key.value)));
}

/** An absent branch adds nothing. */
function union(nodes: readonly (SyntaxNode | undefined)[], reading: Reading): Names {
  const each = nodes.flatMap((node) => (node ? [namesOf(node, reading)] : []));
  return each.some((names) => names === undefined) ? undefined : new Set(each.flatMap((names) => [...(names ?? [])]));
}

/** Whatever is bound to the name anywhere; what is handed to the mapping, or to a function, does not tell. */
function namesOfVariable({ value }: SyntaxNode, { root, open }: Reading): Names {
  const name = String(value);
  const { bound, isParameter } = bindingsOf(name, root);
  if (bound.length === 0 || isParameter || open.has(name)) return undefined;
  return union(bound, { root, open: new Set([...open, name]) });
}

interface Bindings {
  readonly bound: readonly SyntaxNode[];
  readonly isParameter: boolean;
}

function bindingsOf(name: string, root: SyntaxNode): Bindings {
  const bound: SyntaxNode[] = [];
  let isParameter = false;
  const queue = [root];
  for (const node of queue) {
    if (node.type === 'bind' && isNode(node.lhs) && node.lhs.value === name && node.rhs) bound.push(node.rhs);
    if (node.type === 'lambda') isParameter ||= (node.arguments ?? []).some(({ value }) => value === name);
    queue.push(...childrenOf(node));
  }
  return { bound, isParameter };
}
