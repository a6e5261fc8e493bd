import type { BackEnd } from './compiler/generate.ts';
import { ExpressionError } from './expression-error.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { createNativeEngine, type Bindings, type NativeOptions } from './native-engine.ts';
import { parseExpression } from './parse-expression.ts';
import { createReferenceEngine } from './reference-engine.ts';
import { defineFunction, type FunctionValue } from './runtime/calls.ts';
import { Signature } from './runtime/signature.ts';
import { createWaitingEngine } from './waiting-engine.ts';

/** A function that expressions may call by `$name`. */
export interface RegisteredFunction {
  implementation(this: void, ...args: readonly unknown[]): unknown;
  /** JSONata signature, for example `<s-s?:s>`. */
  readonly signature?: string;
  /** It gives a promise. */
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
  /** Told when an expression is handed to the reference as a whole: it is a hundred times slower there. */
  readonly onFallback?: (reason: 'eval') => void;
}

export interface CompiledExpression {
  readonly source: string;
  /** native: compiled; reference: handed to npm jsonata as a whole. */
  readonly engine: 'native' | 'reference';
  /** It calls asynchronous functions, or goes to the reference, which has no others. */
  readonly isAsync: boolean;
  /**
   * The value of the expression for one input, as plain JSON data, a promise of it when `isAsync`. Never modifies the
   * input. Fails with ExpressionError.
   */
  evaluate(this: void, input: unknown, bindings?: Bindings): unknown;
}

/** Compiles a JSONata expression. Throws ExpressionError (code, position, line, column) when it does not parse. */
export function compileExpression(source: string, options: CompileOptions = {}): CompiledExpression {
  const parsed = parseExpression(source, options.file);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const registered = options.functions ?? {};
  const isAsync = Object.entries(registered).some(([name, { async }]) => async && parsed.names.has(name));
  if (parsed.names.has('eval')) {
    options.onFallback?.('eval');
    return {
      source,
      engine: 'reference',
      isAsync: true,
      evaluate: createReferenceEngine(source, registered, { limits, file: options.file }),
    };
  }
  const functions = new Map(Object.entries(registered).map(([name, entry]) => [name, toFunctionValue(entry, source)]));
  const backEnd = options.backEnd ?? (canGenerateCode() ? 'code' : 'closures');
  const native: NativeOptions = { functions, limits, backEnd, variables: options.variables };
  const evaluate = isAsync ? createWaitingEngine(parsed, native) : createNativeEngine(parsed, native);
  return { source, engine: 'native', isAsync, evaluate };
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
