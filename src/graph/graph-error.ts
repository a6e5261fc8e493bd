import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { RecordProblem } from '../domain/check-record.ts';
import { AppError } from '../errors.ts';

type Path = GraphQLErrorOptions['path'];

/** An error as a caller reads it: code, source and whether to ask again; nothing of what a source said. */
export function toGraphError(error: AppError, path?: Path): GraphQLError {
  return new GraphQLError(error.message, {
    ...(path && { path }),
    originalError: error,
    extensions: {
      code: error.code,
      ...(error.source !== undefined && { source: error.source }),
      retryable: error.retry,
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    },
  });
}

/** Why a value of a record could not be used: the field's place in our record and a code, never the value. */
export function toProblemError(source: string | undefined, problem: RecordProblem, path?: Path): GraphQLError {
  const error = new AppError('SOURCE_BAD_DATA', source === undefined ? {} : { source });
  const { extensions, message } = toGraphError(error);
  return new GraphQLError(message, {
    ...(path && { path }),
    originalError: error,
    extensions: { ...extensions, problem: problem.code, ...(problem.path && { field: problem.path }) },
  });
}
