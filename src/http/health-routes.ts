import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../telemetry/metrics.ts';

/** Whether the gateway can do its work, check by check; `detail` is for operators and names no person. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

export interface HealthOptions {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly isDraining: () => boolean;
}

/** /health/live: the process answers. /health/ready: 503 while a check fails or the gateway stops. /metrics: for Prometheus. */
export function addHealthRoutes(fastify: FastifyInstance, { readiness, metrics, isDraining }: HealthOptions): void {
  // Some load balancers ask with HEAD.
  const method = ['GET', 'HEAD'];
  fastify.route({ method, url: '/health/live', handler: async () => ({ live: true }) });
  fastify.route({ method, url: '/health/ready', handler: answerReady });

  async function answerReady(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const state = isDraining()
      ? { ready: false, checks: { running: { ok: false, detail: 'stopping' } } }
      : await readiness();
    return reply.code(state.ready ? 200 : 503).send(state);
  }

  fastify.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.render();
    return reply.type(contentType).send(body);
  });
}
