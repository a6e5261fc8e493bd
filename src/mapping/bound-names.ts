import { childrenOf, isNode, type SyntaxNode } from './syntax-tree.ts';

/** Names (without `$`) that an expression itself defines, and which hide a function of that name. */
export function boundNames(root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (node: SyntaxNode): void => {
    if (node.type === 'bind' && isNode(node.lhs)) names.add(String(node.lhs.value));
    if (node.type === 'lambda') for (const parameter of node.arguments ?? []) names.add(String(parameter.value));
    childrenOf(node).forEach(collect);
  };
  collect(root);
  return names;
}
