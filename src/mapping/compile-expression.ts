import type { BackEnd } from './compiler/generate.ts';
import { ExpressionError } from './expression-error.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createNativeEngine, type Bindings } from './native-engine.ts';
import { parseExpression } from './parse-expression.ts';
import { createReferenceEngine } from './reference-engine.ts';
import { defineFunction, type FunctionValue } from './runtime/calls.ts';
import { Signature } from './runtime/signature.ts';

/** A function that expressions may call by `$name`. */
export interface RegisteredFunction {
  implementation(this: void, ...args: readonly unknown[]): unknown;
  /** JSONata signature, for example `<s-s?:s>`. */
  readonly signature?: string;
  readonly async?: boolean;
}

export interface CompileOptions {
  /** Chosen by what the host allows when it is not given. */
  readonly backEnd?: BackEnd;
  readonly functions?: Readonly<Record<string, RegisteredFunction>>;
  readonly limits?: Partial<Limits>;
  /** Named in error messages. */
  readonly file?: string;
  /** Names (without `$`) that callers will bind; saves looking at the bindings of every evaluation. */
  readonly variables?: readonly string[];
}

export interface CompiledExpression {
  readonly source: string;
  /** native: compiled; reference: handed to npm jsonata as a whole. */
  readonly engine: 'native' | 'reference';
  /**
   * The value of the expression for one input, as plain JSON data. Never modifies the input.
   * A promise only when engine is 'reference'. Fails with ExpressionError.
   */
  evaluate(this: void, input: unknown, bindings?: Bindings): unknown;
}

/** Compiles a JSONata expression. Throws ExpressionError (code, position, line, column) when it does not parse. */
export function compileExpression(source: string, options: CompileOptions = {}): CompiledExpression {
  const parsed = parseExpression(source, options.file);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const registered = options.functions ?? {};
  const isAsync = Object.entries(registered).some(([name, { async }]) => async && parsed.names.has(name));
  if (isAsync || parsed.names.has('eval'))
    return {
      source,
      engine: 'reference',
      evaluate: createReferenceEngine(source, registered, { limits, file: options.file }),
    };
  const functions = new Map(Object.entries(registered).map(([name, entry]) => [name, toFunctionValue(entry, source)]));
  const backEnd = options.backEnd ?? (canGenerateCode() ? 'code' : 'closures');
  const evaluate = createNativeEngine(parsed, { functions, limits, backEnd, variables: options.variables });
  return { source, engine: 'native', evaluate };
}

/** Some hosts forbid code from text (`--disallow-code-generation-from-strings`): there closures do the work. */
function canGenerateCode(): boolean {
  try {
    Reflect.construct(Function, ['return 1']);
    return true;
  } catch {
    return false;
  }
}

function toFunctionValue({ implementation, signature }: RegisteredFunction, source: string): FunctionValue {
  // A function of its own, so that one implementation can be registered under several signatures.
  const callable = (...args: unknown[]): unknown => implementation(...args);
  try {
    return defineFunction(callable, {
      arity: implementation.length,
      parameters: Array.from({ length: implementation.length }, (_, index) => `p${index}`),
      ...(signature !== undefined && { signature: new Signature(signature) }),
    });
  } catch {
    throw new ExpressionError({ code: 'S0401', message: `Malformed signature ${signature}` }, source);
  }
}
