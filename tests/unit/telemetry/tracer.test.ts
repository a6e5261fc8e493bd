import { ProxyTracerProvider, SpanStatusCode, trace, type SpanOptions, type Tracer } from '@opentelemetry/api';
import { AppError } from '../../../src/errors.ts';
import { withSpan } from '../../../src/telemetry/tracer.ts';

interface Recorded {
  name: string;
  attributes: SpanOptions['attributes'];
  status?: unknown;
  ended: boolean;
}

/** Stands for the SDK: keeps what our code tells it. */
function recordSpans(): Recorded[] {
  const recorded: Recorded[] = [];
  const idle = new ProxyTracerProvider().getTracer('idle');
  const tracer: Tracer = {
    startSpan(name, options = {}) {
      const entry: Recorded = { name, attributes: options.attributes, ended: false };
      recorded.push(entry);
      const span = idle.startSpan(name);
      span.setStatus = (status) => {
        entry.status = status;
        return span;
      };
      span.end = () => {
        entry.ended = true;
      };
      return span;
    },
    startActiveSpan: () => {
      throw new Error('not used');
    },
  };
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return recorded;
}

afterEach(() => trace.disable());

describe('a span', () => {
  it('carries the facts and ends with the work', async () => {
    const spans = recordSpans();
    await expect(withSpan('source call', { source: 'erp', keys: 3 }, async () => 'done')).resolves.toBe('done');
    expect(spans).toEqual([{ name: 'source call', attributes: { 'c360.source': 'erp', 'c360.keys': 3 }, ended: true }]);
  });

  it.each([
    ['our error', new AppError('SOURCE_TIMEOUT'), 'SOURCE_TIMEOUT'],
    ['any other', new Error('canary@example.com'), 'INTERNAL'],
  ])('tells of %s by its code alone', async (_case, error, message) => {
    const spans = recordSpans();
    await expect(withSpan('source call', {}, () => Promise.reject(error))).rejects.toBe(error);
    expect(spans[0]).toMatchObject({ status: { code: SpanStatusCode.ERROR, message }, ended: true });
  });

  it('needs no SDK', async () => {
    await expect(withSpan('source call', {}, async () => 1)).resolves.toBe(1);
  });
});
