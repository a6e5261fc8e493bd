import { BUILTINS } from './builtins.ts';
import type { Builtin } from './builtin.ts';
import {
  apply,
  applyPartially,
  checkCall,
  finishCall,
  deferred,
  defineFunction,
  isFunction,
  passAsArgument,
  TailCall,
  type FunctionValue,
  type Implementation,
} from './calls.ts';
import { checkString, running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { groupBy } from './groups.ts';
import { lookup, memberOf } from './lookup.ts';
import * as operators from './operators.ts';
import { orderBy, sortItems } from './ordering.ts';
import * as paths from './paths.ts';
import * as quickNumbers from './quick-numbers.ts';
import {
  append,
  asSequence,
  isList,
  isSequence,
  listOfAll,
  namesOf,
  normalise,
  normaliseKept,
  pushAll,
  setOwn,
  unwrapped,
  withoutNothing,
  type List,
} from './sequences.ts';
import type { Signature } from './signature.ts';
import { createTransform } from './transforms.ts';
import * as tuples from './tuples.ts';
import { UNSET } from './unset.ts';

function boundValue(bindings: Readonly<Record<string, unknown>>, name: string, fallback: unknown): unknown {
  return Object.hasOwn(bindings, name) ? normalise(bindings[name]) : fallback;
}

function callBuiltin({ signature, implementation }: Builtin, args: readonly unknown[], context: unknown): unknown {
  spend(1);
  return implementation(...signature.validate(args, context));
}

function defineLambda(implementation: Implementation, arity: number, signature: Signature | undefined): FunctionValue {
  return defineFunction(implementation, { arity, signature, isLambda: true });
}

/** The right side of `~>`: called with the left, or chained behind it when both are functions. */
function pipe(left: unknown, right: unknown): unknown {
  if (!isFunction(right)) return fail('T2006', { value: right });
  if (!isFunction(left)) return apply(right, [left], null);
  return defineLambda((value: unknown) => new TailCall(right, [apply(left, [value], null)], running.at), 1, undefined);
}

/** The value of the last name of a path: a short sequence inside an object counts as what it holds. */
function lastOf(value: unknown): unknown {
  if (!isList(value) || value.length !== 1 || !isSequence(value)) return value;
  const [only] = value satisfies List;
  return only;
}

/** Everything that generated code may call. */
export const RUNTIME = {
  ...operators,
  ...paths,
  ...quickNumbers,
  ...tuples,
  UNSET,
  BUILTINS,
  append,
  pushAll,
  asSequence,
  apply,
  applyPartially,
  boundValue,
  callBuiltin,
  checkCall,
  checkString,
  finishCall,
  createTransform,
  deferred,
  defineLambda,
  fail,
  groupBy,
  lastOf,
  listOfAll,
  namesOf,
  lookup,
  memberOf,
  normalise,
  normaliseKept,
  orderBy,
  passAsArgument,
  pipe,
  running,
  setOwn,
  sortItems,
  spend,
  TailCall,
  unwrapped,
  withoutNothing,
};
