import { context, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { AppError } from '../errors.ts';

/** What a span may say: names out of the setup, counts and outcomes. */
export interface SpanFacts {
  readonly source?: string;
  readonly coordinate?: string;
  readonly keys?: number;
  readonly attempt?: number;
  readonly cache?: string;
  readonly status?: number;
  readonly operationType?: string;
  readonly requestId?: string;
}

/**
 * Runs `work` inside a span of the OpenTelemetry SDK that the process has registered; without one this costs next to nothing.
 * A failure marks the span with the error's code or class, never with its message.
 */
export async function withSpan<Result>(
  name: string,
  facts: SpanFacts,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const attributes = Object.fromEntries(Object.entries(facts).map(([fact, value]) => [`c360.${fact}`, value]));
  const span = trace.getTracer('c360-gateway').startSpan(name, { attributes });
  try {
    return await context.with(trace.setSpan(context.active(), span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: toCode(error) });
    throw error;
  } finally {
    span.end();
  }
}

function toCode(error: unknown): string {
  return error instanceof AppError ? error.code : 'INTERNAL';
}
