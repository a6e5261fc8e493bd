import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Routing } from '../federation/routing.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { bugIn } from './format-error.ts';
import { countCalls, explainPlan } from './plan/explain-plan.ts';
import type { PlannedOperation } from './plan/operation-plans.ts';
import type { RequestContext, RequestTrace } from './request-context.ts';

/** What both executors do with a finished operation. */
export interface AnswerDesk {
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly generation: number;
}

/** Which executor ran: the compiled plan, or the one that walks the document. */
export type Executor = 'plan' | 'walk';

/** How an operation was answered. */
export interface Executed {
  readonly executor: Executor;
  /** The operation's plan, where it has one. */
  readonly planned?: PlannedOperation | undefined;
}

/** Logs what went wrong inside the gateway under the request's id. */
export function logBugs(errors: readonly GraphQLError[], { logger }: AnswerDesk, { requestId }: RequestContext): void {
  for (const error of errors) {
    const err = bugIn(error);
    if (err !== undefined) logger.error({ requestId, err }, 'an operation failed inside the gateway');
  }
}

/** Errors about fields that are null, and then those about parts of a value that is there. */
export function allErrors(
  ofFields: readonly GraphQLFormattedError[],
  { faults }: RequestContext,
): readonly GraphQLFormattedError[] {
  return faults.length === 0 ? ofFields : [...ofFields, ...faults.map((fault) => fault.toJSON())];
}

/** What stands beside the data: the request's id, what is older than it should be, and the trace when the caller asked for it. */
export function extensionsOf(
  { requestId, stale, release, trace, routing }: RequestContext,
  { generation }: AnswerDesk,
  { executor, planned }: Executed,
): Record<string, unknown> {
  return {
    requestId,
    ...(stale.size > 0 && { freshness: [...stale.values()] }),
    ...(release && release.keptBack.size > 0 && { withheld: [...release.keptBack.values()] }),
    ...(trace && { trace: toTrace(trace, generation, executor) }),
    ...(trace && planned && { plan: toPlan(trace, planned, routing) }),
  };
}

/** `OK`, `PARTIAL`, or the code of what went wrong. */
export function outcomeOf(hasData: boolean, errors: readonly GraphQLFormattedError[]): string {
  if (errors.length === 0) return 'OK';
  if (hasData) return 'PARTIAL';
  const code = errors[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL';
}

function toTrace({ startedAt, calls, cache }: RequestTrace, generation: number, executor: Executor) {
  return {
    generation,
    executor,
    durationMs: round(performance.now() - startedAt),
    calls: calls.map(({ durationMs, ...call }) => ({ ...call, durationMs: round(durationMs) })),
    cache,
  };
}

/** How the operation is planned, and what it asked of the sources this time: cached answers ask nothing. */
function toPlan({ calls }: RequestTrace, { plan, variables }: PlannedOperation, routing: Routing) {
  return { ...explainPlan(plan, routing, variables), actualCalls: countCalls(calls) };
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
