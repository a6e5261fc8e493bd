import { AppError, ERROR_CODES } from '../errors.ts';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** Our words for what is refused before it is a request of ours; the framework's could quote the request. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is malformed: the body must be JSON, the address a valid one.',
  404: 'There is nothing at this address.',
  405: 'This address does not take this method.',
  408: 'The request took too long to arrive.',
  413: 'The body is larger than accepted.',
  415: 'The body must be application/json in UTF-8, not compressed.',
  431: 'The headers are larger than accepted.',
};

/** An answer to a request that never became a GraphQL response, in the shape of one. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ErrorAnswerOptions {
  readonly requestId?: string | undefined;
  readonly accept?: string | undefined;
}

/** JSON with the code, whether to retry, and the request's id to find it in the log; what nobody foresaw is INTERNAL. */
export function toErrorAnswer(thrown: unknown, options: ErrorAnswerOptions): ErrorAnswer {
  if (thrown instanceof AppError) return fromAppError(thrown, toStatus(thrown), options);
  const status = toRefusedStatus(thrown);
  return status === undefined ? fromAppError(new AppError('INTERNAL'), 500, options) : toRefusal(status, options);
}

/** The answer to a request that HTTP itself has a status for. */
export function toRefusal(status: number, options: ErrorAnswerOptions): ErrorAnswer {
  const message = REFUSALS[status];
  return fromAppError(new AppError('BAD_REQUEST', message === undefined ? {} : { message }), status, options);
}

function fromAppError(error: AppError, status: number, { requestId, accept = '' }: ErrorAnswerOptions): ErrorAnswer {
  const { retryAfterMs } = error;
  const extensions = { code: error.code, retryable: error.retry, retryAfterMs, requestId };
  // What the operator reads about the setup is not the caller's business.
  const message = error.fault === 'setup' ? ERROR_CODES[error.code].publicMessage : error.message;
  return {
    status,
    headers: {
      'content-type': `${accept.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`,
      ...(error.code === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer realm="c360"' }),
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
    },
    body: JSON.stringify({ errors: [{ message, extensions }] }),
  };
}

/** Codes that usually sit inside a 200 have no status of their own for a whole request. */
function toStatus(error: AppError): number {
  const { status } = ERROR_CODES[error.code];
  return status >= 400 ? status : 500;
}

/** The status of a refusal by the framework, e.g. 413; undefined for anything else that was thrown. */
function toRefusedStatus(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  const { statusCode } = thrown;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
