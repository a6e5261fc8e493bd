import { setupInvalid } from '../errors.ts';
import { checkCalls } from './check-calls.ts';
import type { CallSite } from './call-sites.ts';
import { findCallSites } from './call-sites.ts';
import type { CompiledExpression } from './compile-expression.ts';
import { compileSites, type SiteHooks } from './compile-sites.ts';
import { ExpressionError, toExpressionError } from './expression-error.ts';
import { createLocator } from './locate-problems.ts';
import type { MappingProblem } from './mapping-problem.ts';
import { markSites } from './marked-source.ts';
import { parseSyntax, type SyntaxNode } from './syntax-tree.ts';

export interface MappingResult {
  /** The mapped row as plain JSON data; undefined when the row could not be mapped at all. */
  readonly value: unknown;
  /** Every value that was refused, in the order of evaluation. */
  readonly problems: readonly MappingProblem[];
}

export interface Mapping {
  readonly file: string;
  readonly source: string;
  /** Never fails: a row that cannot be mapped has a problem MAPPING_FAILED. */
  run(this: void, row: unknown, bindings?: Readonly<Record<string, unknown>>): MappingResult;
}

export interface MappingSource {
  /** Named in error messages: `mappings/erp/order.jsonata`. */
  readonly file: string;
  readonly source: string;
  /** Names (without `$`) that callers of `run` will bind. */
  readonly variables?: readonly string[];
}

/** Compiles a mapping with the standard functions. Fails with SETUP_INVALID naming every problem, line and column. */
export function loadMapping(options: MappingSource): Mapping {
  const { file, source } = options;
  const sites = toSites(options);
  const run = createRun({
    compile: (hooks) => compileSites(options, sites, hooks),
    relocated: (error) => relocate(error, options, sites),
  });
  return { file, source, run };
}

function toSites({ file, source }: MappingSource): CallSite[] {
  const root = parse({ file, source });
  const problems = checkCalls(root, { file, source });
  if (problems.length > 0) throw setupInvalid(problems);
  return findCallSites(root);
}

function parse({ file, source }: MappingSource): SyntaxNode {
  try {
    return parseSyntax(source);
  } catch (thrown) {
    const { line, column, message } = toExpressionError(thrown, source);
    throw setupInvalid([{ file, line, column, message: withoutPlace(message) }]);
  }
}

/** The error in the words and at the place of the mapping as it was written. */
function relocate(
  error: ExpressionError,
  { file, source }: MappingSource,
  sites: readonly CallSite[],
): ExpressionError {
  const marked = markSites(source, sites);
  const { message = '' } = error.details;
  const details = {
    ...error.details,
    message: marked.withoutMarks(message),
    position: marked.toOriginal(error.position),
  };
  return new ExpressionError(details, source, file);
}

interface RunParts {
  readonly compile: (hooks: SiteHooks) => CompiledExpression;
  readonly relocated: (error: ExpressionError) => ExpressionError;
}

/** An evaluation is synchronous, so one list at a time can collect its problems. */
function createRun({ compile, relocated }: RunParts): Mapping['run'] {
  let problems: MappingProblem[] = [];
  const { evaluate } = compile({ report: (problem) => void problems.push(problem) });
  const locate = createLocator(compile);
  return (row, bindings) => {
    const own: MappingProblem[] = [];
    problems = own;
    try {
      const value = evaluate(row, bindings);
      return { value, problems: own.length === 0 ? own : locate({ value, problems: own }, row, bindings) };
    } catch (thrown) {
      if (!(thrown instanceof ExpressionError)) throw thrown;
      return { value: undefined, problems: [...own, { code: 'MAPPING_FAILED', message: relocated(thrown).message }] };
    }
  };
}

/** The place and code are told apart from the words. */
function withoutPlace(message: string): string {
  return message.replace(/^expression:\d+:\d+: /, '');
}
