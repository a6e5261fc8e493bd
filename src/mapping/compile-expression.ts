import jsonata from 'jsonata';
import { toExpressionError } from './expression-error.ts';
import type { Limits } from './limits.ts';

/** A function that expressions may call by `$name`. */
export interface RegisteredFunction {
  implementation(...args: readonly unknown[]): unknown;
  /** JSONata signature, for example `<s-s?:s>`. */
  readonly signature?: string;
  readonly async?: boolean;
}

export interface CompileOptions {
  readonly functions?: Readonly<Record<string, RegisteredFunction>>;
  readonly limits?: Partial<Limits>;
  /** Named in error messages. */
  readonly file?: string;
  /** Names (without `$`) that callers will bind. */
  readonly variables?: readonly string[];
}

export interface CompiledExpression {
  readonly source: string;
  /** native: compiled to JavaScript; reference: handed to npm jsonata as a whole. */
  readonly engine: 'native' | 'reference';
  /**
   * The value of the expression for one input, as plain JSON data. Never modifies the input.
   * A promise only when engine is 'reference' or an async function is registered. Fails with ExpressionError.
   */
  evaluate(input: unknown, bindings?: Readonly<Record<string, unknown>>): unknown;
}

/** Compiles a JSONata expression. Throws ExpressionError (code, position, line, column) when it does not parse. */
export function compileExpression(source: string, options: CompileOptions = {}): CompiledExpression {
  const expression = parse(source, options.file);
  for (const [name, { implementation, signature }] of Object.entries(options.functions ?? {}))
    expression.registerFunction(name, implementation, signature);
  return {
    source,
    engine: 'reference',
    async evaluate(input, bindings) {
      try {
        return (await expression.evaluate(input, { ...bindings })) as unknown;
      } catch (error) {
        throw toExpressionError(error, source, options.file);
      }
    },
  };
}

function parse(source: string, file: string | undefined): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    throw toExpressionError(error, source, file);
  }
}
