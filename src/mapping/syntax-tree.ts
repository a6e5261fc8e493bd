import jsonata from 'jsonata';

/** A node of the reference parser's syntax tree, as far as reading a mapping needs it. */
export interface SyntaxNode {
  readonly type: string;
  readonly value?: unknown;
  /** Characters from the start of the source to the end of the node's first token. */
  readonly position?: number;
  readonly steps?: readonly SyntaxNode[];
  readonly expressions?: readonly SyntaxNode[];
  readonly arguments?: readonly SyntaxNode[];
  readonly procedure?: SyntaxNode;
  readonly body?: SyntaxNode;
  readonly condition?: SyntaxNode;
  readonly then?: SyntaxNode;
  readonly else?: SyntaxNode;
  readonly expression?: SyntaxNode;
  readonly rhs?: SyntaxNode;
  /** Pairs of key and value in an object constructor, one node elsewhere. */
  readonly lhs?: SyntaxNode | readonly (readonly [SyntaxNode, SyntaxNode])[];
  readonly group?: { readonly lhs: readonly (readonly [SyntaxNode, SyntaxNode])[] };
}

/** Parses with the reference parser; throws its error. */
export function parseSyntax(source: string): SyntaxNode {
  const tree: unknown = jsonata(source).ast();
  if (isNode(tree)) return tree;
  throw new TypeError('the parser gave no syntax tree');
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes directly below, whatever the kind of node. */
export function childrenOf(node: object): SyntaxNode[] {
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'ancestor' || name === 'slot' ? [] : nodesIn(value),
  );
}

function nodesIn(value: unknown): SyntaxNode[] {
  if (isNode(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === 'object' && value !== null ? childrenOf(value) : [];
}
