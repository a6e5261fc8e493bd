import type { SetupProblem } from '../errors.ts';
import { boundNames } from './bound-names.ts';
import { placeOf } from './expression-error.ts';
import { isStandardFunction, standardFunctions } from './functions/standard-functions.ts';
import { childrenOf, type SyntaxNode } from './syntax-tree.ts';

/**
 * Calls of standard functions that would give nothing on every row: with too few or too many arguments, or with a
 * placeholder (`$e164(?, "DE")`), which JSONata cannot fill for functions that are not written in the expression.
 */
export function checkCalls(root: SyntaxNode, { file, source }: { file: string; source: string }): SetupProblem[] {
  const bound = boundNames(root);
  const problems: SetupProblem[] = [];
  const check = (node: SyntaxNode, isApplied: boolean): void => {
    const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : '';
    const wrong =
      isStandardFunction(name) && !bound.has(name) ? problemOf(node, standardFunctions[name], isApplied) : undefined;
    const start = (node.procedure?.position ?? 0) - name.length - 1;
    if (wrong) problems.push({ file, ...placeOf(source, start), ...wrong });
    for (const child of childrenOf(node)) check(child, node.type === 'apply' && child === node.rhs);
  };
  check(root, false);
  return problems;
}

type Wrong = Pick<SetupProblem, 'message' | 'hint'>;
type Callable = Readonly<{ usage: string; signature: string }>;

function problemOf(node: SyntaxNode, { usage, signature }: Callable, isApplied: boolean): Wrong | undefined {
  if (node.type === 'partial')
    return { message: 'a placeholder in a standard function', hint: 'right: function($value) { … $value … }' };
  // `x ~> $email` and `x ~> $e164("DE")` put x before the other arguments.
  const given = (node.arguments?.length ?? 0) + (isApplied ? 1 : 0);
  const [least, most] = arityOf(signature);
  if (given >= least && given <= most) return undefined;
  return { message: `${given} argument${given === 1 ? '' : 's'}`, hint: `right: ${usage}` };
}

/** `<xx?:x>`: one or two. */
function arityOf(signature: string): [least: number, most: number] {
  const parameters = signature.slice(1, signature.indexOf(':'));
  const most = parameters.replaceAll('?', '').length;
  return [most - (parameters.match(/\?/g)?.length ?? 0), most];
}
