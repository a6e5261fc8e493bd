import { defineFunction, type FunctionValue, type Implementation } from './calls.ts';
import { Signature } from './signature.ts';

/** A function of the language: how it is checked and what it does. */
export interface Builtin {
  readonly signature: Signature;
  readonly implementation: Implementation;
  /** The same as a value of the expression. */
  readonly value: FunctionValue;
}

/** One function of the language. `parameters` are named only where the reference refuses partial application. */
export function builtin(signature: string, implementation: Implementation, parameters?: readonly string[]): Builtin {
  const arity = parameters ? parameters.filter((name) => !name.includes('=')).length : implementation.length;
  const names =
    parameters ?? Array.from({ length: Math.max(1, arity) }, (_, index) => (arity === 0 ? '' : `p${index}`));
  const checked = new Signature(signature);
  const value = defineFunction((...args: unknown[]) => implementation(...args), {
    arity,
    signature: checked,
    parameters: names,
  });
  return { signature: checked, implementation, value };
}
