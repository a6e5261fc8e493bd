import type { AppError } from '../../../src/errors.ts';
import { createHttpSource } from '../../../src/source/create-http-source.ts';
import { createOutbound } from '../../../src/source/outbound.ts';
import type { HttpSourceSettings } from '../../../src/source/source-settings.ts';
import type { CallContext, Source, SourceRequest } from '../../../src/source/source.ts';
import { LOOPBACK } from '../../loopback-sources.ts';

export const ROWS: SourceRequest = { method: 'GET', path: '/rows', query: [], headers: {}, idempotent: true };
export const CONTEXT: CallContext = { coordinate: 'Customer', keys: 1 };

/** A source that asks an address of this machine, with parts of its settings replaced. */
export function createTestSource(changes: Partial<HttpSourceSettings> & { readonly baseUrl: string }): Source {
  return createHttpSource({
    name: 'erp',
    kind: 'rest',
    auth: { type: 'none' },
    headers: {},
    outbound: createOutbound(LOOPBACK),
    timeoutMs: 2_000,
    retry: { attempts: 3, budgetRatio: 1, baseDelayMs: 1 },
    breaker: { failureRatio: 0.5, windowMs: 30_000, minimumCalls: 100, cooldownMs: 5_000 },
    limits: { concurrency: 10, queue: 10, maxResponseBytes: 10_000_000, maxRows: 100_000 },
    ...changes,
  });
}

/** What a call fails with, beside what it cost. */
export async function failureOf(source: Source, request: SourceRequest = ROWS) {
  let attempts = 0;
  const observer = { onCall: (call: { attempts: number }) => void (attempts = call.attempts) };
  const failure: unknown = await source.send(request, { ...CONTEXT, observer }).then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  );
  const { code, detail, message, source: named } = failure as AppError;
  return { code, detail, message, source: named, attempts };
}
