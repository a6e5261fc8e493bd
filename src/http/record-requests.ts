import type { FastifyInstance } from 'fastify';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Asked for every few seconds by machines; worth a line only when somebody looks closely. */
const QUIET_ROUTES = new Set(['/health/live', '/health/ready', '/metrics']);

/** One log line and one measurement for each request; of the address only the route's pattern, for a query may name people. */
export function recordRequests(
  fastify: FastifyInstance,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const [status, durationMs] = [reply.statusCode, Math.round(reply.elapsedTime * 10) / 10];
    metrics.httpRequest({ method, route, status, durationMs });
    const level = QUIET_ROUTES.has(route) ? 'debug' : 'info';
    logger[level]({ requestId: request.id, method, route, status, durationMs }, 'request answered');
    done();
  });
}
