import { wordsOf } from './error-words.ts';
import { ExpressionError } from './expression-error.ts';
import { Journal, Suspension } from './journal.ts';
import { createNativeEngine, type Bindings, type NativeOptions } from './native-engine.ts';
import type { ParsedExpression } from './parse-expression.ts';
import { BUILTINS } from './runtime/builtins.ts';
import { callableOf, defineFunction, isFunction, type FunctionValue } from './runtime/calls.ts';

/** Functions of the language that answer differently the next time they are asked. */
const RESTLESS = ['random', 'shuffle'];

/**
 * For expressions that call asynchronous functions. The compiled evaluation stays synchronous: where it has to wait it is
 * left, and run again from the start when the answer is there, with every answer it had before. What lies outside the
 * expression is called once; the expression itself is evaluated once more for each answer it had to wait for.
 */
export function createWaitingEngine(
  parsed: ParsedExpression,
  options: NativeOptions,
): (input: unknown, bindings?: Bindings) => Promise<unknown> {
  let journal = new Journal();
  const answered = (target: FunctionValue): FunctionValue =>
    function (this: unknown, ...args: unknown[]): unknown {
      return journal.answer(() => Reflect.apply(target, this, args));
    };
  const evaluate = createNativeEngine(parsed, { ...options, functions: withAnswers(parsed, options, answered) });

  const attempt = (input: unknown, bindings: Bindings, evaluation: { journal: Journal; nowMs: number }): unknown => {
    const outer = journal;
    ({ journal } = evaluation);
    journal.rewind();
    try {
      return evaluate(input, bindings, evaluation.nowMs);
    } catch (thrown) {
      if (thrown instanceof Suspension) return thrown;
      throw thrown;
    } finally {
      journal = outer;
    }
  };

  return async (input, bindings = {}) => {
    const evaluation = { journal: new Journal(), nowMs: Date.now() };
    const deadline = createDeadline(options.limits.timeoutMs, parsed);
    const callable = mapFunctions(bindings, answered);
    try {
      for (;;) {
        deadline.check();
        const result = attempt(input, callable, evaluation);
        if (!(result instanceof Suspension)) return result;
        await Promise.race([evaluation.journal.settle(result), deadline.expired]);
      }
    } finally {
      deadline.clear();
    }
  };
}

/** Everything the expression calls that could answer otherwise the second time. */
function withAnswers(
  { names }: ParsedExpression,
  { functions }: NativeOptions,
  answered: (target: FunctionValue) => FunctionValue,
): Map<string, FunctionValue> {
  const restless = RESTLESS.filter((name) => names.has(name) && !functions.has(name)).flatMap((name) => {
    const value = BUILTINS.get(name)?.value;
    return value ? [[name, value] as const] : [];
  });
  return new Map([...functions, ...restless].map(([name, value]) => [name, withAnswer(value, answered)]));
}

/** The same function to the expression, its answers out of the journal. */
function withAnswer(value: FunctionValue, answered: (target: FunctionValue) => FunctionValue): FunctionValue {
  const callable = callableOf(value);
  return callable ? defineFunction(answered(value), callable) : answered(value);
}

function mapFunctions(bindings: Bindings, answered: (target: FunctionValue) => FunctionValue): Bindings {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => [
      name,
      isFunction(value) ? Object.defineProperty(answered(value), 'length', { value: value.length }) : value,
    ]),
  );
}

/** The time limit holds for waiting, too: a promise may never settle. */
function createDeadline(timeoutMs: number, { source, file }: ParsedExpression) {
  const endMs = performance.now() + timeoutMs;
  const details = { code: 'D1012', value: timeoutMs, message: wordsOf('D1012', { value: timeoutMs }) ?? '' };
  const error = new ExpressionError(details, source, file);
  let clear = (): void => undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(error), timeoutMs);
    clear = () => clearTimeout(timer);
  });
  // Answers that are there at once leave no turn to the timer.
  const check = (): void => {
    if (performance.now() > endMs) throw error;
  };
  // Whoever waits for it hears of it; nobody may be waiting.
  expired.catch(() => undefined);
  return { expired, check, clear };
}
