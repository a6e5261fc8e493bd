import jsonata from 'jsonata';
import type { Node } from './compiler/ast.ts';
import { readAst } from './compiler/read-ast.ts';
import { walk } from './compiler/scope.ts';
import { ExpressionError, toExpressionError } from './expression-error.ts';

export interface ParsedExpression {
  readonly source: string;
  readonly file: string | undefined;
  readonly ast: Node;
  /** Names of all variables and functions it mentions, without `$`. */
  readonly names: ReadonlySet<string>;
}

/** Longer sources are data, not mappings. */
const MAX_SOURCE_LENGTH = 500_000;

/** Parses with the reference's own parser. Throws ExpressionError. */
export function parseExpression(source: string, file?: string): ParsedExpression {
  if (source.length > MAX_SOURCE_LENGTH)
    throw new ExpressionError({ code: 'U1005', message: 'The expression is too long', position: 0 }, source, file);
  try {
    const ast = readAst(jsonata(source).ast());
    const names = new Set<string>();
    for (const node of walk(ast)) if (node.type === 'variable') names.add(node.value);
    return { source, file, ast, names };
  } catch (error) {
    // The parser leaves the pattern of a regular expression to the host.
    if (error instanceof SyntaxError)
      throw new ExpressionError({ code: 'U1011', message: 'A regular expression is malformed' }, source, file);
    throw toExpressionError(error, source, file);
  }
}
