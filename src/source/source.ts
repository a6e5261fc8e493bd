import type { ErrorCode } from '../errors.ts';

/** One request as a connector asks it, before authentication. */
export interface SourceRequest {
  readonly method: 'GET' | 'POST';
  /** Percent-encoded and relative to the source's base URL; absolute only for a next link of the same origin. */
  readonly path: string;
  /** Repeated names are allowed; values are encoded by the driver (a space as %20). */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether asking twice is the same as asking once; only such requests are retried. */
  readonly idempotent: boolean;
}

export interface SourceResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when the answer has no body. */
  readonly body: unknown;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** What one `send` cost, however many attempts it took. Holds no personal data. */
export interface SourceCall {
  readonly source: string;
  readonly coordinate: string;
  /** How many keys the call asked for. */
  readonly keys: number;
  readonly attempts: number;
  readonly durationMs: number;
  readonly outcome: 'ok' | ErrorCode;
  /** What the operator may read about a failure, beyond its code. */
  readonly detail?: string;
  /** Decompressed bytes of all answers read. */
  readonly bytes: number;
}

export interface CallObserver {
  onCall(call: SourceCall): void;
}

export interface CallContext {
  readonly coordinate: string;
  readonly keys: number;
  readonly signal?: AbortSignal;
  /** Epoch milliseconds by Date.now(); the source's own timeout applies when it is sooner. */
  readonly deadline?: number;
  readonly observer?: CallObserver;
}

export interface SourceHealth {
  readonly state: 'up' | 'degraded' | 'down';
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly lastError?: ErrorCode;
  /** Epoch milliseconds. */
  readonly lastSuccessAt?: number;
  /** Epoch milliseconds until which the source asked us to stay away. */
  readonly pausedUntil?: number;
}

/** A system we ask. */
export interface Source {
  readonly name: string;
  readonly kind: string;
  /** Rejects only with an AppError that names the source. */
  send(request: SourceRequest, context: CallContext): Promise<SourceResponse>;
  health(): SourceHealth;
  close(): Promise<void>;
}
