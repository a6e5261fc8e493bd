import { allErrors, extensionsOf, logBugs, outcomeOf, type AnswerDesk } from '../answer.ts';
import { formatError } from '../format-error.ts';
import type { RequestContext } from '../request-context.ts';
import type { PlannedOperation } from './operation-plans.ts';
import { runPlan } from './run-plan.ts';

/** Runs a plan and writes the whole body of the answer, as Apollo Server writes one. */
export async function answerPlanned(
  planned: PlannedOperation,
  context: RequestContext,
  desk: AnswerDesk,
): Promise<string> {
  const startedAt = performance.now();
  const { data, errors: failed } = await runPlan(planned, context);
  logBugs(failed, desk, context);
  const errors = allErrors(
    failed.map((error) => formatError(error.toJSON(), error)),
    context,
  );
  const before = errors.length > 0 ? `"errors":${JSON.stringify(errors)},` : '';
  const extensions = JSON.stringify(extensionsOf(context, desk, { executor: 'plan', planned }));
  desk.metrics.operation({
    type: 'query',
    executor: 'plan',
    outcome: outcomeOf(data !== 'null', errors),
    durationMs: performance.now() - startedAt,
  });
  return `{${before}"data":${data},"extensions":${extensions}}\n`;
}
