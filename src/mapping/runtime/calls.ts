import { checkStringLength, running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { patternOf, withPattern } from './pattern.ts';
import { isList, type List } from './sequences.ts';
import type { Signature } from './signature.ts';

/** What JSONata knows about a function value beyond being callable. */
export interface Callable {
  /** How many arguments `$map` and its like offer. */
  readonly arity: number;
  readonly signature?: Signature | undefined;
  /** Written in the expression. */
  readonly isLambda?: boolean;
  /** A call in tail position that something was done with as if it were a value. */
  readonly tailCall?: TailCall;
  /** Names of the parameters of a built-in, for partial application. */
  readonly parameters?: readonly string[];
}

const CALLABLE = Symbol('JSONata function');

/** Declared as a method so that functions of narrower parameters fit: signatures are checked when they are called. */
export type Implementation = { call(...args: unknown[]): unknown }['call'];

/** Any function value: of the expression, built in, or bound by the caller. */
export type FunctionValue = Implementation & { [CALLABLE]?: Callable };

export function isFunction(value: unknown): value is FunctionValue {
  return typeof value === 'function';
}

/** Makes a function known to JSONata. Only functions made here are; data that pretends to be one is data. */
export function defineFunction(implementation: Implementation, callable: Callable): FunctionValue {
  return Object.assign(implementation, { [CALLABLE]: callable });
}

/** What is known of a function made by `defineFunction`. */
export function callableOf(value: FunctionValue): Callable | undefined {
  return value[CALLABLE];
}

export function arityOf(value: FunctionValue): number {
  return value[CALLABLE]?.arity ?? value.length;
}

/** A call in tail position, made by whoever called the function it ends. */
export class TailCall {
  readonly target: unknown;
  readonly args: readonly unknown[];
  readonly at: number;

  constructor(target: unknown, args: readonly unknown[], at: number) {
    this.target = target;
    this.args = args;
    this.at = at;
  }
}

/** Calls a function value with evaluated arguments; `context` stands in for arguments its signature lets be missing. */
export function apply(target: unknown, args: readonly unknown[], context: unknown): unknown {
  let result = applyOnce(target, args, context);
  for (let call = tailCallOf(result); call !== undefined; call = tailCallOf(result)) {
    running.at = call.at;
    result = applyOnce(call.target, call.args, context);
  }
  return result;
}

/** The value of a lambda that was called directly: makes the calls it ends with. */
export function finishCall(value: unknown, context: unknown): unknown {
  const call = tailCallOf(value);
  if (call === undefined) return value;
  running.at = call.at;
  return apply(call.target, call.args, context);
}

/** Called when a direct call finds that it is too deep or that the portion of fuel is used up. */
export function checkCall(): void {
  if (running.depth >= running.maxDepth) fail('D1011', { value: running.maxDepth });
  spend(0);
}

function tailCallOf(result: unknown): TailCall | undefined {
  if (result instanceof TailCall) return result;
  return isFunction(result) ? result[CALLABLE]?.tailCall : undefined;
}

/** A tail call as a function value: what filters and groups behind it see of it. */
export function deferred(tailCall: TailCall): FunctionValue {
  return defineFunction(() => tailCall, { arity: 0, isLambda: true, tailCall });
}

function applyOnce(target: unknown, args: readonly unknown[], context: unknown): unknown {
  spend(1);
  if (!isFunction(target)) return fail('T1006');
  const callable = target[CALLABLE];
  if (callable === undefined) return callHost(target, args, context);
  const validated = callable.signature === undefined ? args : callable.signature.validate(args, context);
  if (callable.isLambda !== true) return checkResult(target.apply(context, [...validated]));
  if (running.depth >= running.maxDepth) fail('D1011', { value: running.maxDepth });
  return target(...validated);
}

/** Functions bound by the caller: `this` is the context, generators give their first value. */
function callHost(target: FunctionValue, args: readonly unknown[], context: unknown): unknown {
  return checkResult(target.apply(context, [...args]));
}

/** What functions outside the expression may return: values, the first of a generator; no promise. */
function checkResult(result: unknown): unknown {
  if (typeof result === 'string') {
    checkStringLength(result.length);
    return result;
  }
  if (typeof result !== 'object' || result === null || isList(result)) return result;
  if ('then' in result && typeof result.then === 'function') fail('U1003');
  return isIterator(result) ? result.next().value : result;
}

function isIterator(value: object): value is Iterator<unknown> {
  return Symbol.iterator in value && 'next' in value && typeof value.next === 'function';
}

/** A function passed as an argument: called without context, without signature of its own to see. */
export function passAsArgument(value: FunctionValue): FunctionValue {
  const passed = (...args: unknown[]): unknown => {
    running.depth += 1;
    const result = apply(value, args, null);
    running.depth -= 1;
    return result;
  };
  return withPattern(defineFunction(passed, { arity: arityOf(value), parameters: ['...params'] }), patternOf(value));
}

/** Calls a function argument with as many of value, position and whole as it takes. */
export function callWithPosition(callback: FunctionValue, value: unknown, position: unknown, whole: unknown): unknown {
  const arity = arityOf(callback);
  if (arity >= 3) return apply(callback, [value, position, whole], null);
  return apply(callback, arity === 2 ? [value, position] : [value], null);
}

/** `$f(?, 2)`: a new function of the arguments left open. */
export function applyPartially(target: unknown, args: readonly unknown[], open: readonly number[]): unknown {
  if (!isFunction(target)) return fail('T1008');
  const callable = target[CALLABLE];
  const names = callable?.parameters ?? parameterNamesOf(target);
  if (callable?.isLambda !== true && !names.every(isParameterName)) fail('S0208');
  const count = callable?.isLambda === true ? callable.arity : names.length;
  const places = open.filter((place) => place < count);
  const partial = (...rest: unknown[]): unknown => {
    const all: List = args.slice(0, count);
    for (const [index, place] of places.entries()) all[place] = rest[index];
    return target(...all);
  };
  return defineFunction(partial, { arity: places.length, isLambda: true });
}

function isParameterName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$|^$/u.test(name);
}

function parameterNamesOf(target: FunctionValue): string[] {
  const list = /\(([^)]*)\)/.exec(Function.prototype.toString.call(target))?.[1] ?? '';
  return list.split(',').map((name) => name.trim());
}
