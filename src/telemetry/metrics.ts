import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { createWorkerMetrics } from './worker-metrics.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/**
 * What the gateway counts. Labels are names out of the setup (sources, coordinates, codes), never anything a caller sent:
 * that keeps their number bounded and personal data out.
 */
export interface Metrics {
  /** One call to a source system; `outcome` is `OK` or an error code. */
  sourceCall(call: { source: string; coordinate: string; outcome: string; keys: number; durationMs: number }): void;
  /** `outcome`: fresh, stale, negative, miss or error. */
  cacheRead(read: { source: string; outcome: string; count?: number }): void;
  /** Rows that could not become records as they came; `kind`: missing, duplicate, unasked, invalid … */
  mappingProblem(problem: { source: string; coordinate: string; kind: string; count?: number }): void;
  /** One GraphQL operation; `type`: query, mutation or invalid; `executor`: plan or walk; `outcome`: `OK`, `PARTIAL` or an error code. */
  operation(operation: { type: string; executor: string; outcome: string; durationMs: number }): void;
  /** One HTTP request; `route` is the route's pattern, never the address that was asked for. */
  httpRequest(request: { method: string; route: string; status: number; durationMs: number }): void;
  /** The page that Prometheus reads. */
  render(): Promise<{ contentType: string; body: string }>;
}

/**
 * A registry of its own for each gateway; `process: true` adds memory, event loop and garbage collection of the process.
 * A worker's page is the sum of all workers.
 */
export function createMetrics({ process = false }: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (process) collectDefaultMetrics({ register: registry, prefix: 'c360_' });
  const workers = createWorkerMetrics(() => registry.getMetricsAsJSON());
  return {
    ...sourceMetrics(registry),
    ...requestMetrics(registry),
    render: async () => ({
      contentType: registry.contentType,
      body: await (workers ? workers.renderAll() : registry.metrics()),
    }),
  };
}

function sourceMetrics(registry: Registry): Pick<Metrics, 'sourceCall' | 'cacheRead' | 'mappingProblem'> {
  const calls = addHistogram(registry, SECONDS, {
    name: 'c360_source_call_duration_seconds',
    help: 'Calls to source systems by outcome: OK or an error code.',
    labelNames: ['source', 'coordinate', 'outcome'],
  });
  const batches = addHistogram(registry, BATCH_SIZES, {
    name: 'c360_source_call_keys',
    help: 'Keys asked for in one call to a source system.',
    labelNames: ['source', 'coordinate'],
  });
  const cache = addCounter(registry, {
    name: 'c360_cache_reads_total',
    help: 'Cache reads by outcome: fresh, stale, negative, miss, error.',
    labelNames: ['source', 'outcome'],
  });
  const problems = addCounter(registry, {
    name: 'c360_mapping_problems_total',
    help: 'Rows that could not become records as they came, by kind.',
    labelNames: ['source', 'coordinate', 'kind'],
  });
  return {
    sourceCall({ source, coordinate, outcome, keys, durationMs }) {
      calls.observe({ source, coordinate, outcome }, durationMs / 1000);
      batches.observe({ source, coordinate }, keys);
    },
    cacheRead: ({ count = 1, ...labels }) => cache.inc(labels, count),
    mappingProblem: ({ count = 1, ...labels }) => problems.inc(labels, count),
  };
}

function requestMetrics(registry: Registry): Pick<Metrics, 'operation' | 'httpRequest'> {
  const operations = addHistogram(registry, SECONDS, {
    name: 'c360_operation_duration_seconds',
    help: 'GraphQL operations by type, executor (a compiled plan, or walking the document) and outcome: OK, PARTIAL or an error code.',
    labelNames: ['type', 'executor', 'outcome'],
  });
  const requests = addHistogram(registry, SECONDS, {
    name: 'c360_http_request_duration_seconds',
    help: 'HTTP requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
  });
  return {
    operation: ({ durationMs, ...labels }) => operations.observe(labels, durationMs / 1000),
    httpRequest: ({ durationMs, ...labels }) => requests.observe(labels, durationMs / 1000),
  };
}

interface Definition<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

function addHistogram<Label extends string>(registry: Registry, buckets: number[], definition: Definition<Label>) {
  return new Histogram({ ...definition, buckets, registers: [registry] });
}

function addCounter<Label extends string>(registry: Registry, definition: Definition<Label>) {
  return new Counter({ ...definition, registers: [registry] });
}
