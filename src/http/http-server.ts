import type { AddressInfo } from 'node:net';
import type { BaseContext } from '@apollo/server';
import Fastify, { type FastifyInstance } from 'fastify';
import { setupInvalid } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { toRequestId } from '../telemetry/request-id.ts';
import { acceptJsonOnly } from './accept-json-only.ts';
import { answerErrors, answerUnroutable } from './answer-errors.ts';
import { compressAnswers } from './compress-answers.ts';
import { createNodeServer } from './create-node-server.ts';
import { createDrain, type Drain, type DrainOptions } from './drain.ts';
import { addConsoleRoutes, type ConsoleOptions } from './console/console-routes.ts';
import type { GraphDoor } from './graph-service.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import { addHealthRoutes, type Readiness } from './health-routes.ts';
import type { HttpConfig } from './http-config.ts';
import { protect } from './protect.ts';
import { recordRequests } from './record-requests.ts';

export interface HttpServerOptions<Caller, Context extends BaseContext> {
  readonly config: HttpConfig;
  readonly graph: GraphDoor<Caller, Context>;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** GraphiQL; without it there is no page at all. */
  readonly console?: ConsoleOptions | undefined;
}

export interface HttpServer {
  /** @throws AppError SETUP_INVALID when the address cannot be had. */
  listen(address: { host: string; port: number }): Promise<{ url: string; port: number }>;
  /** Stops in an order in which no request fails; resolves when the last connection is closed. */
  close(options: DrainOptions): Promise<void>;
}

/** Everything the gateway says over HTTP. Starts nothing until `listen`. */
export function createHttpServer<Caller, Context extends BaseContext>(
  options: HttpServerOptions<Caller, Context>,
): HttpServer {
  const drain = createDrain();
  const fastify = createFastify(options.config, drain);
  recordRequests(fastify, options);
  protect(fastify, options.config);
  answerErrors(fastify, options.logger);
  acceptJsonOnly(fastify);
  compressAnswers(fastify, options.config);
  addHealthRoutes(fastify, { ...options, isDraining: drain.isDraining });
  const console = options.console && addConsoleRoutes(fastify, options.console).show;
  addGraphqlRoute(fastify, options.graph, { ...options.config, console });

  return {
    async listen({ host, port }) {
      await fastify.listen({ host, port }).catch((error: unknown) => {
        throw toListenProblem(error, `${host}:${port}`);
      });
      return toAddress(host, portOf(fastify), options.config.tls !== undefined);
    },
    async close(drainOptions) {
      if (fastify.server.listening) await drain.finish(fastify.server, drainOptions);
      await fastify.close();
    },
  };
}

function createFastify(config: HttpConfig, drain: Drain): FastifyInstance {
  return Fastify({
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: config.limits.maxBodyBytes,
    exposeHeadRoutes: false,
    genReqId: ({ headers }) => toRequestId(headers['x-request-id']),
    return503OnClosing: false,
    frameworkErrors: answerUnroutable,
    serverFactory: (handler) =>
      createNodeServer(config, (request, response) => {
        drain.track(response);
        handler(request, response);
      }),
  });
}

function toListenProblem(error: unknown, address: string): Error {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  const hint =
    code === 'EADDRINUSE' ? 'the port is in use: stop the other process or choose another with --port' : code;
  return setupInvalid([{ file: address, message: 'cannot listen here', hint }]);
}

function portOf(fastify: FastifyInstance): number {
  const address = fastify.server.address() as AddressInfo;
  return address.port;
}

function toAddress(host: string, port: number, isTls: boolean): { url: string; port: number } {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const name = reachable.includes(':') ? `[${reachable}]` : reachable;
  return { url: `${isTls ? 'https' : 'http'}://${name}:${port}`, port };
}
