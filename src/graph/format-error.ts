import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../errors.ts';
import { toGraphError } from './graph-error.ts';

/** Codes of graphql-js and Apollo Server that speak of the caller's own request and of nothing else. */
const CALLERS_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const UNFIT_ARGUMENT = 'An argument is null, or of another type than it must be.';

/** What a caller may read of an error: ours as they are, those about the request itself, and INTERNAL for the rest. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const ours = findGraphError(thrown);
  if (ours && !isBug(ours)) return shown(formatted, ours.toJSON());
  if (!ours && isCallers(formatted)) return shown(formatted, { ...formatted, extensions: toCallers(formatted) });
  const error = isArgument(thrown)
    ? new AppError('BAD_REQUEST', { message: UNFIT_ARGUMENT })
    : new AppError('INTERNAL');
  return shown(formatted, toGraphError(error).toJSON());
}

/** What the log should have of an error that a caller reads as INTERNAL; undefined for any other. */
export function bugIn(thrown: GraphQLError): unknown {
  const ours = findGraphError(thrown);
  if (ours) return isBug(ours) ? ours.originalError : undefined;
  return isCallers(thrown.toJSON()) || isArgument(thrown) ? undefined : unwrapResolverError(thrown);
}

/** Validation lets variables with a default stand where null may not; that one is null is only known when the field runs. */
function isArgument(thrown: unknown): boolean {
  const [node] = (thrown instanceof GraphQLError && thrown.nodes) || [];
  return node !== undefined && node.kind !== Kind.FIELD;
}

/** The request is as wrong the next time. */
function toCallers({ extensions }: GraphQLFormattedError) {
  return { ...extensions, retryable: false };
}

/** The error of ours that the executor may have wrapped to add a path. */
function findGraphError(thrown: unknown): GraphQLError | undefined {
  if (thrown instanceof AppError) return toGraphError(thrown);
  if (!(thrown instanceof GraphQLError)) return undefined;
  return thrown.originalError instanceof AppError && 'code' in thrown.extensions
    ? thrown
    : findGraphError(thrown.originalError);
}

function isBug({ originalError }: GraphQLError): boolean {
  return originalError instanceof AppError && originalError.fault === 'bug';
}

/** An error with a path comes out of resolvers: whatever its code, its words may be anybody's. */
function isCallers({ extensions, path }: GraphQLFormattedError): boolean {
  const code = extensions?.['code'];
  return path === undefined && typeof code === 'string' && CALLERS_CODES.has(code);
}

function shown({ path, locations }: GraphQLFormattedError, error: GraphQLFormattedError): GraphQLFormattedError {
  const { stacktrace: _hidden, http: _toldBefore, ...extensions } = error.extensions ?? {};
  return { message: error.message, ...(locations && { locations }), ...(path && { path }), extensions };
}
