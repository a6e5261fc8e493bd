import { locatedError, type GraphQLError, type GraphQLLeafType } from 'graphql';
import { AppError } from '../../errors.ts';
import type { CustomerNode, LoadedProfile } from '../customer-node.ts';
import { hasProblems } from '../../federation/field-problems.ts';
import { explainGap, profileValue } from '../field-value.ts';
import { toGraphError } from '../graph-error.ts';
import { Fault, toPath, type PathStep, type Step } from './operation-plan.ts';
import { typenameOf, type PlanRun } from './plan-run.ts';

const PLAIN = /^[^"\\\p{Cc}\p{Cs}]*$/u;

/** A JSON string. */
function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** The value of a field that a pure function reads from its parent. */
function read(run: PlanRun, step: Step, parent: unknown): unknown {
  const { definition } = step;
  if (definition?.from !== 'parent') return undefined;
  try {
    return definition.read(parent as never, run.argumentsOf(step) as never);
  } catch (error) {
    return new Fault(error);
  }
}

/** The value of a field of the merged record. */
function merged(
  run: PlanRun,
  step: Step,
  node: unknown,
  { loaded, prev }: { loaded: unknown; prev: PathStep },
): unknown {
  const { definition } = step;
  if (definition?.from !== 'profile' || loaded instanceof Fault) return loaded;
  try {
    return profileValue(definition, node as CustomerNode, {
      loaded: loaded as LoadedProfile,
      args: run.argumentsOf(step),
      at: run.placeOf(step, prev),
    });
  } catch (error) {
    return new Fault(error);
  }
}

/** Says why a value, or an element of it, is missing. */
function gap(run: PlanRun, step: Step, value: unknown, { parent, prev }: { parent: unknown; prev: PathStep }): void {
  explainGap(value, parent, run.placeOf(step, prev));
}

/** A leaf that is not of the usual kind; undefined when it cannot be written. */
function leaf(
  run: PlanRun,
  value: unknown,
  { step, type, path }: { step: Step; type: GraphQLLeafType; path: PathStep },
): string | undefined {
  try {
    const text: string | undefined = JSON.stringify(type.serialize(value));
    if (text !== undefined) return text;
    fail(run, step, new Error(`Expected a value of ${type.name}.`), path);
  } catch (error) {
    fail(run, step, error, path);
  }
  return undefined;
}

/** The elements of a list that is no array. */
function elements(run: PlanRun, step: Step, value: unknown, path: PathStep): unknown[] | undefined {
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) return [...(value as Iterable<unknown>)];
  fail(run, step, new Error('Expected Iterable.'), path);
  return undefined;
}

/** A null where the schema has none. */
function refuse(run: PlanRun, step: Step, path: PathStep): undefined {
  const place = `${step.parentType}.${step.field.name}`;
  fail(run, step, new Error(`Cannot return null for non-nullable field ${place}.`), path);
}

function fail(run: PlanRun, { nodes }: Step, error: unknown, path: PathStep): void {
  const shown = error instanceof AppError ? toGraphError(error) : error;
  const located: GraphQLError = locatedError(shown, nodes, toPath(path));
  run.errors.push(located);
}

/** What generated code calls. */
export const RENDER_HELPERS = {
  NOTHING: Object.freeze({}),
  Fault,
  isArray: Array.isArray,
  hasProblems,
  hasOwn: Object.hasOwn,
  quote,
  read,
  merged,
  gap,
  leaf,
  elements,
  refuse,
  fail,
  typenameOf,
} as const;
