import { setupInvalid } from '../errors.ts';
import type { CallSite } from './call-sites.ts';
import { compileExpression, type CompiledExpression, type RegisteredFunction } from './compile-expression.ts';
import type { Refusal } from './functions/refusal.ts';
import { createFunctions, standardFunctions, toRegistered } from './functions/standard-functions.ts';
import type { MappingProblem } from './mapping-problem.ts';
import { markSites } from './marked-source.ts';
import type { MappingSource } from './run-mapping.ts';

export interface SiteHooks {
  /** Learns of each refused value, and says what stands in its place. */
  readonly report: (problem: MappingProblem) => unknown;
  /** What a standard function is given instead of an argument. */
  readonly toArgument?: (argument: unknown) => unknown;
}

/**
 * Gives each place that names a standard function a name of its own, bound to a function that knows its place. This is
 * how a problem knows its field without any cost while nothing is refused.
 */
export function compileSites(options: MappingSource, sites: readonly CallSite[], hooks: SiteHooks): CompiledExpression {
  const { file, source, variables } = options;
  const marked = markSites(source, sites);
  const functions: Record<string, RegisteredFunction> = { ...createFunctions() };
  for (const [index, site] of sites.entries()) functions[marked.names[index] ?? site.name] = toFunction(site, hooks);
  const compiled = compileExpression(marked.text, { file, functions, ...(variables && { variables }) });
  if (compiled.engine === 'native') return compiled;
  throw setupInvalid([{ file, message: 'uses $eval, which cannot be compiled', hint: 'right: the expression itself' }]);
}

function toFunction(site: CallSite, { report, toArgument }: SiteHooks): RegisteredFunction {
  const registered = toRegistered(standardFunctions[site.name], (refusal) => report(toProblem(site, refusal)));
  if (!toArgument) return registered;
  return { implementation: (...args) => registered.implementation(...args.map(toArgument)) };
}

function toProblem({ path, sourcePath }: CallSite, refusal: Refusal): MappingProblem {
  const place = refusal.part === undefined ? path : below(path, refusal.part);
  return {
    ...(place !== undefined && { path: place }),
    ...(sourcePath !== undefined && { sourcePath }),
    code: refusal.code,
    message: refusal.message,
    ...(refusal.shape !== undefined && { shape: refusal.shape }),
  };
}

/** A member of each field of `a|b`. */
function below(path: string | undefined, part: string): string {
  if (path === undefined) return part;
  return path
    .split('|')
    .map((each) => `${each}.${part}`)
    .join('|');
}
