import { generate, type BackEnd, type Generated, type GenerateOptions } from './compiler/generate.ts';
import { wordsOf } from './error-words.ts';
import { ExpressionError, toExpressionError, type ExpressionErrorDetails } from './expression-error.ts';
import { Suspension } from './journal.ts';
import type { Limits } from './limits.ts';
import type { ParsedExpression } from './parse-expression.ts';
import { BUILTINS } from './runtime/builtins.ts';
import { beginEvaluation, endEvaluation, running } from './runtime/evaluation.ts';
import { Failure } from './runtime/failure.ts';
import type { FunctionValue } from './runtime/calls.ts';

export type Bindings = Readonly<Record<string, unknown>>;

export interface NativeOptions {
  readonly functions: ReadonlyMap<string, FunctionValue>;
  readonly limits: Limits;
  readonly backEnd: BackEnd;
  /** What callers will bind, when they said so; otherwise anything may be bound. */
  readonly variables?: readonly string[] | undefined;
}

const NO_BINDINGS: Bindings = Object.freeze({});

/** Compiles the expression; the result evaluates synchronously and throws ExpressionError. */
export function createNativeEngine(
  parsed: ParsedExpression,
  { functions, limits, backEnd, variables }: NativeOptions,
): (input: unknown, bindings?: Bindings, nowMs?: number) => unknown {
  const functionNames = new Set([...parsed.names].filter((name) => BUILTINS.has(name) || functions.has(name)));
  const versions = new Map<string, Generated>();
  const versionFor = (overridden: readonly string[]): Generated => {
    const key = overridden.join(' ');
    const known = versions.get(key);
    if (known) return known;
    const version = generateOrExplain(parsed, { functions, overridden: new Set(overridden), backEnd });
    versions.set(key, version);
    return version;
  };
  const overriddenBy = (names: readonly string[]): string[] => names.filter((name) => functionNames.has(name)).sort();
  const usual = versionFor(overriddenBy(variables ?? []));

  const choose = (bindings: Bindings): Generated => {
    if (variables || functionNames.size === 0) return usual;
    const overridden = overriddenBy(Object.keys(bindings));
    return overridden.length === 0 ? usual : versionFor(overridden);
  };

  return (input, bindings = NO_BINDINGS, nowMs = 0) => {
    const version = bindings === NO_BINDINGS ? usual : choose(bindings);
    const outer = beginEvaluation(limits, nowMs);
    try {
      return version.run(input, bindings);
    } catch (error) {
      throw error instanceof Suspension ? error : toNativeError(error, version, parsed);
    } finally {
      endEvaluation(outer);
    }
  };
}

function generateOrExplain(parsed: ParsedExpression, options: GenerateOptions): Generated {
  try {
    return generate(parsed.ast, options);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new ExpressionError(detailsOf(error), parsed.source, parsed.file);
  }
}

function toNativeError(error: unknown, { places }: Generated, { source, file }: ParsedExpression): ExpressionError {
  const place = places[running.at];
  const where = place && {
    position: place.position,
    ...(place.token !== undefined && { token: place.token }),
  };
  if (error instanceof Failure) return new ExpressionError(detailsOf(error, where), source, file);
  if (isStackOverflow(error)) return new ExpressionError(detailsOf(new Failure('D1011'), where), source, file);
  return toExpressionError(error, source, file);
}

function isStackOverflow(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'message' in error && String(error.message).includes('call stack')
  );
}

function detailsOf({ code, extra }: Failure, where: object = {}): ExpressionErrorDetails {
  const details = { ...where, ...extra, code };
  return { ...details, message: wordsOf(code, details) ?? 'evaluation failed' };
}
