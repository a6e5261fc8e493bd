import { AppError, type ErrorCode } from '../errors.ts';
import { toRetryAfterMs } from './retry-after.ts';
import type { Policy } from './send.ts';
import type { Judge } from './source-settings.ts';
import type { SourceResponse } from './source.ts';

/**
 * Turns answers that are no success into errors. Throttling and server errors always fail; what else counts as a
 * success is the connector's to say, because some systems answer 200 with an error inside and others 404 for "none".
 */
export function withJudgement(source: string, judge: Judge = byStatus): Policy {
  return (next) => async (request, call) => {
    const response = await next(request, call);
    const code = failureOf(response.status) ?? judge(response);
    if (code === undefined) return response;
    throw toError(source, code, response);
  };
}

function byStatus({ status }: SourceResponse): ErrorCode | undefined {
  return status < 300 || status === 304 ? undefined : 'SOURCE_REJECTED';
}

function failureOf(status: number): ErrorCode | undefined {
  if (status === 429) return 'SOURCE_THROTTLED';
  if (status === 408 || status === 504) return 'SOURCE_TIMEOUT';
  return status >= 500 ? 'SOURCE_UNAVAILABLE' : undefined;
}

function toError(source: string, code: ErrorCode, { status, headers }: SourceResponse): AppError {
  // Some systems tell the state of their rate limit in every answer: only a throttled one means it.
  const { 'x-rate-limit-reset': _reset, ...asked } = headers;
  const retryAfterMs =
    code === 'SOURCE_REJECTED' ? undefined : toRetryAfterMs(code === 'SOURCE_THROTTLED' ? headers : asked);
  return new AppError(code, {
    source,
    detail: `status ${status}`,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
