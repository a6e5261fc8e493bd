import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../request-context.ts';
import type { PlannedOperation } from './operation-plans.ts';
import { PlanRun } from './plan-run.ts';

export interface PlanAnswer {
  /** JSON. */
  readonly data: string;
  /** Of fields that are null because of them. */
  readonly errors: readonly GraphQLError[];
}

/** Loads what the operation asks for and writes its answer. */
export async function runPlan({ plan, variables }: PlannedOperation, context: RequestContext): Promise<PlanAnswer> {
  const run = new PlanRun(plan, variables, context);
  const loaded = await run.load(plan);
  const data = plan.render(run, loaded) ?? 'null';
  return { data, errors: run.errors };
}
