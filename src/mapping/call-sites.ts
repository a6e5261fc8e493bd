import { boundNames } from './bound-names.ts';
import { isStandardFunction } from './functions/standard-functions.ts';
import type { StandardFunctionName } from './functions/standard-functions.ts';
import type { SyntaxNode } from './syntax-tree.ts';
import type { Place } from './target-walk.ts';
import { createVariables, sourceOf } from './source-path.ts';
import { walkTargets } from './target-walk.ts';

/** One place in a mapping that names a standard function. */
export interface CallSite {
  readonly name: StandardFunctionName;
  /** Of `$name`, the `$` included. */
  readonly start: number;
  readonly end: number;
  /** Field of the output that the answer goes to: `lines[].unitPrice`. */
  readonly path: string | undefined;
  /** Field of the row that the value comes from: `ITEMS.NETPR`. */
  readonly sourcePath: string | undefined;
}

/** The standard functions that a mapping names, in the order of its source. */
export function findCallSites(root: SyntaxNode): CallSite[] {
  const bound = boundNames(root);
  const sites = new Map<number, CallSite>();
  const variables = createVariables();
  walkTargets(root, {
    node(node, place) {
      variables.note(node, place);
      const site = toSite(node, place, bound);
      // A call is visited before its procedure, and knows the arguments.
      if (site && !sites.has(site.start)) sites.set(site.start, site);
    },
  });
  return [...sites.values()]
    .sort((a, b) => a.start - b.start)
    .map((site) => ({ ...site, sourcePath: site.sourcePath && variables.resolve(site.sourcePath) }));
}

function toSite(node: SyntaxNode, place: Place, bound: ReadonlySet<string>): CallSite | undefined {
  const named = node.type === 'function' || node.type === 'partial' ? node.procedure : node;
  if (named?.type !== 'variable' || named.position === undefined) return undefined;
  const name = String(named.value);
  if (!isStandardFunction(name) || bound.has(name)) return undefined;

  const argument = node === named ? undefined : node.arguments?.[name === 'code' ? 1 : 0];
  return {
    name,
    start: named.position - name.length - 1,
    end: named.position,
    path: place.target || undefined,
    sourcePath: argument && sourceOf(argument, place.base),
  };
}
