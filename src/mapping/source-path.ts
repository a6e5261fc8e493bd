import { childrenOf, isNode, type SyntaxNode } from './syntax-tree.ts';
import { stepInto, type Place } from './target-walk.ts';

/** The first field of the row that an expression reads: `ITEMS.NETPR`, or `$x.NETPR` through a variable. */
export function sourceOf(node: SyntaxNode, base: string): string | undefined {
  if (node.type === 'path') return (node.steps ?? []).reduce(stepInto, base) || undefined;
  if (node.type === 'variable') return stepInto(base, node) || undefined;
  if (node.type === 'lambda') return undefined;
  for (const child of childrenOf(node)) {
    const found = child === node.procedure ? undefined : sourceOf(child, base);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the variables of a mapping stand for. */
export interface Variables {
  note(node: SyntaxNode, place: Place): void;
  /** `$price.Value` as `Items.Prices.Value`; a parameter of a function stays as it is. */
  resolve(path: string): string;
}

const MAX_CHAIN = 20;

export function createVariables(): Variables {
  const sources = new Map<string, string>();
  return {
    note(node, { base }) {
      if (node.type !== 'bind' || !isNode(node.lhs) || !node.rhs) return;
      const source = sourceOf(node.rhs, base);
      if (source !== undefined) sources.set(`$${String(node.lhs.value)}`, source);
    },
    resolve(path) {
      let resolved = path;
      for (let turn = 0; turn < MAX_CHAIN && resolved.startsWith('$'); turn += 1) {
        const [name = '', ...rest] = resolved.split('.');
        const source = sources.get(name);
        if (source === undefined) return resolved;
        resolved = [source, ...rest].join('.');
      }
      return resolved;
    },
  };
}
