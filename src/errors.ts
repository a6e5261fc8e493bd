/** Whose fault an error is: it decides what the caller is told and how loud the log is. */
export type Fault = 'caller' | 'source' | 'setup' | 'bug';

interface ErrorRow {
  readonly fault: Fault;
  /** Whether the same request may succeed a moment later. */
  readonly retry: boolean;
  /** HTTP status when the error answers a whole request instead of a part of it. */
  readonly status: number;
  /** The only words of ours a caller ever reads about it. */
  readonly publicMessage: string;
}

/** Every code the gateway can answer with; docs/errors.md explains each and a test keeps the two equal. */
export const ERROR_CODES = {
  BAD_REQUEST: { fault: 'caller', retry: false, status: 400, publicMessage: 'The request is malformed.' },
  UNAUTHENTICATED: { fault: 'caller', retry: false, status: 401, publicMessage: 'A valid credential is required.' },
  FORBIDDEN: { fault: 'caller', retry: false, status: 403, publicMessage: 'The credential does not allow this.' },
  PURPOSE_FORBIDDEN: {
    fault: 'caller',
    retry: false,
    status: 403,
    publicMessage: 'The credential is not bound to the purpose that the header x-purpose names.',
  },
  FIELD_FORBIDDEN: {
    fault: 'caller',
    retry: false,
    status: 200,
    publicMessage: 'The credential does not allow this field.',
  },
  FIELD_WITHHELD: {
    fault: 'caller',
    retry: false,
    status: 200,
    publicMessage: 'Nothing allows this field to be shown.',
  },
  QUOTA_EXCEEDED: { fault: 'caller', retry: true, status: 429, publicMessage: 'The credential has used up its quota.' },
  QUERY_TOO_COSTLY: {
    fault: 'caller',
    retry: false,
    status: 400,
    publicMessage: 'The query asks for more than one request may.',
  },
  CUSTOMER_NOT_FOUND: { fault: 'caller', retry: false, status: 200, publicMessage: 'No such customer.' },
  IDENTITY_AMBIGUOUS: {
    fault: 'caller',
    retry: false,
    status: 200,
    publicMessage: 'The key belongs to more than one customer.',
  },
  SOURCE_TIMEOUT: {
    fault: 'source',
    retry: true,
    status: 200,
    publicMessage: 'A source system did not answer in time.',
  },
  SOURCE_UNAVAILABLE: {
    fault: 'source',
    retry: true,
    status: 200,
    publicMessage: 'A source system cannot be reached.',
  },
  SOURCE_THROTTLED: {
    fault: 'source',
    retry: true,
    status: 200,
    publicMessage: 'A source system asked us to slow down.',
  },
  SOURCE_REJECTED: {
    fault: 'source',
    retry: false,
    status: 200,
    publicMessage: 'A source system refused the request.',
  },
  SOURCE_BAD_DATA: {
    fault: 'source',
    retry: false,
    status: 200,
    publicMessage: 'A source system answered with data that cannot be used.',
  },
  SOURCE_TOO_LARGE: {
    fault: 'source',
    retry: false,
    status: 200,
    publicMessage: 'A source system answered with more than we accept.',
  },
  RECORD_NOT_FOUND: {
    fault: 'source',
    retry: false,
    status: 200,
    publicMessage: 'A source system does not know this record.',
  },
  MAPPING_FAILED: { fault: 'source', retry: false, status: 200, publicMessage: 'A source record could not be mapped.' },
  SETUP_INVALID: { fault: 'setup', retry: false, status: 500, publicMessage: 'The gateway is not set up correctly.' },
  SHUTTING_DOWN: { fault: 'caller', retry: true, status: 503, publicMessage: 'The gateway is shutting down.' },
  STORE_UNAVAILABLE: {
    fault: 'caller',
    retry: true,
    status: 503,
    publicMessage: 'The gateway cannot reach its own store.',
  },
  INTERNAL: { fault: 'bug', retry: false, status: 500, publicMessage: 'Something went wrong inside the gateway.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface AppErrorOptions {
  /** The source system concerned: a connector's folder name. */
  readonly source?: string;
  /** What the log may say beyond the public message; never personal data, never shown to a caller. */
  readonly detail?: string;
  /** Words a caller may read in place of the table's, when they can say where and what would be right. */
  readonly message?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
  /** For SETUP_INVALID: every problem found. */
  readonly problems?: readonly SetupProblem[];
}

/** One thing wrong in the setup: where, what, and what would be right. */
export interface SetupProblem {
  readonly file: string;
  /** 1-based; absent when the problem is the file itself. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** What would be right. */
  readonly hint?: string;
}

/** The one error class. Anything else that is thrown is a bug and reaches callers as INTERNAL. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly source: string | undefined;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly problems: readonly SetupProblem[];

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERROR_CODES[code].publicMessage, { cause: options.cause });
    this.code = code;
    this.source = options.source;
    this.detail = options.detail;
    this.retryAfterMs = options.retryAfterMs;
    this.problems = options.problems ?? [];
  }

  get fault(): Fault {
    return ERROR_CODES[this.code].fault;
  }

  get retry(): boolean {
    return ERROR_CODES[this.code].retry;
  }
}

/** Every problem at once, as `file:line: what is wrong; what would be right`. */
export function setupInvalid(problems: readonly SetupProblem[]): AppError {
  return new AppError('SETUP_INVALID', { message: problems.map(formatProblem).join('\n'), problems });
}

export function formatProblem({ file, line, column, message, hint }: SetupProblem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return hint ? `${place}: ${message}; ${hint}` : `${place}: ${message}`;
}
