import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { AppError, ErrorCode } from '../errors.ts';
import type { Call, Send } from './send.ts';
import type { CallContext, SourceCall, SourceRequest, SourceResponse } from './source.ts';
import { toSourceError } from './to-source-error.ts';

const tracer = trace.getTracer('c360-gateway/source');

export interface Observation {
  /** `send` of the door: starts a call, reports what it cost, and lets nothing but AppErrors of this source out. */
  send(request: SourceRequest, context: CallContext): Promise<SourceResponse>;
  readonly lastError: ErrorCode | undefined;
  /** Epoch milliseconds. */
  readonly lastSuccessAt: number | undefined;
}

const NEVER = new AbortController().signal;

/** One span and one report per call, with names and numbers only. */
export function createObservation(source: string, next: Send): Observation {
  const memory: { lastError: ErrorCode | undefined; lastSuccessAt: number | undefined } = {
    lastError: undefined,
    lastSuccessAt: undefined,
  };

  async function observe(request: SourceRequest, call: Call): Promise<SourceResponse> {
    try {
      const response = await next(request, call);
      memory.lastError = undefined;
      memory.lastSuccessAt = response.receivedAt;
      return response;
    } catch (thrown) {
      const error = toSourceError(source, thrown);
      memory.lastError = error.code;
      throw error;
    }
  }

  return {
    get lastError() {
      return memory.lastError;
    },
    get lastSuccessAt() {
      return memory.lastSuccessAt;
    },
    send(request, context) {
      const startedAt = performance.now();
      const span = tracer.startSpan(`source ${source}`, { kind: SpanKind.CLIENT });
      const call = toCall(context);
      const report = (outcome: SourceCall['outcome'], detail?: string) => {
        const { coordinate, keys } = context;
        const durationMs = performance.now() - startedAt;
        span.setAttributes({ source, coordinate, keys, outcome, 'http.request.method': request.method, ...call.usage });
        if (outcome !== 'ok') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
        span.end();
        const why = detail === undefined ? {} : { detail };
        context.observer?.onCall({ source, coordinate, keys, durationMs, outcome, ...why, ...call.usage });
      };
      return observe(request, call).then(
        (response) => {
          report('ok');
          return response;
        },
        (error: AppError) => {
          report(error.code, error.detail);
          throw error;
        },
      );
    },
  };
}

function toCall(context: CallContext): Call {
  return {
    context,
    signal: context.signal ?? NEVER,
    deadline: context.deadline ?? Number.POSITIVE_INFINITY,
    usage: { attempts: 0, bytes: 0 },
  };
}
