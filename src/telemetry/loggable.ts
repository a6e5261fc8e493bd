import { AppError } from '../errors.ts';

/** The only fields a log line may have: facts about the gateway, none about a person. Everything else is dropped. */
const LOGGABLE = [
  'address',
  'attempt',
  'batchSize',
  'bytes',
  'check',
  'code',
  'coordinate',
  'count',
  'detail',
  'durationMs',
  'event',
  'fault',
  'generation',
  'host',
  'kind',
  'line',
  'method',
  'operationType',
  'outcome',
  'pid',
  'port',
  'principal',
  'problems',
  'requestId',
  'retry',
  'route',
  'rule',
  'signal',
  'source',
  'sources',
  'state',
  'status',
  'store',
  'tenant',
  'traceId',
  'version',
] as const;

type Plain = string | number | boolean | readonly (string | number)[];

/** What a log line may say besides its text; `err` may be anything that was thrown. */
export type LogFields = { readonly [Name in (typeof LOGGABLE)[number]]?: Plain | undefined } & {
  readonly err?: unknown;
};

const LOGGABLE_NAMES: ReadonlySet<string> = new Set(LOGGABLE);
const LONGEST = 500;
const MOST_CAUSES = 3;
const MOST_FRAMES = 8;

/** What is left of a log line's fields: known names with plain values, and errors without the words of whoever threw them. */
export function toLoggable(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'err') kept[name] = toLoggableError(value);
    else if (LOGGABLE_NAMES.has(name) && isPlain(value)) kept[name] = shorten(value);
  }
  return kept;
}

interface LoggableError {
  readonly type: string;
  readonly code?: string;
  readonly source?: string;
  readonly detail?: string;
  readonly frames?: readonly string[];
  readonly cause?: LoggableError;
}

/**
 * The class, the code and where it was thrown. Not the message: a library's message may quote the very value it choked on.
 * An AppError's `detail` is written by us and promises to hold no personal data.
 */
export function toLoggableError(error: unknown, depth = 0): LoggableError {
  if (typeof error !== 'object' || error === null) return { type: typeof error };

  const cause = 'cause' in error && error.cause != null && depth < MOST_CAUSES ? error.cause : undefined;
  return {
    type: error.constructor?.name ?? 'Object',
    ...('code' in error && typeof error.code === 'string' && { code: shorten(error.code) }),
    ...(error instanceof AppError && error.source !== undefined && { source: error.source }),
    ...(error instanceof AppError && toDetail(error)),
    ...('stack' in error && typeof error.stack === 'string' && { frames: toFrames(error.stack) }),
    ...(cause !== undefined && { cause: toLoggableError(cause, depth + 1) }),
  };
}

/** Setup problems speak of files, not of people: the operator needs them word by word. */
function toDetail(error: AppError): { detail?: string } {
  const detail = error.code === 'SETUP_INVALID' ? error.message : error.detail;
  return detail === undefined ? {} : { detail };
}

function toFrames(stack: string): string[] {
  const frames = stack.split('\n').filter((line) => /^\s+at .*(:\d+:\d+\)?|<anonymous>\)?)$/.test(line));
  return frames.slice(0, MOST_FRAMES).map((line) => line.trim());
}

function isPlain(value: unknown): value is Plain {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string' || typeof item === 'number');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function shorten<Value>(value: Value): Value | string {
  return typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
