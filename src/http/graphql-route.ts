import { HeaderMap, type BaseContext, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { unauthenticated } from './answer-errors.ts';
import { isForConsole } from './console/console-routes.ts';
import type { GraphDoor, GraphRequest } from './graph-service.ts';
import { toGraphBody, toGraphBodyFromSearch } from './to-graph-body.ts';
import { withSpan } from '../telemetry/tracer.ts';
import { toSpecStatus } from './to-spec-status.ts';
import { withDeadline } from './with-deadline.ts';

export interface GraphqlRouteOptions {
  readonly requestTimeoutMs: number;
  /** Answers a browser that opens the address. */
  readonly console?: ((request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) | undefined;
}

/**
 * POST and GET /graphql. The caller is known before the body is read; the request is refused, where it must be, before
 * the graph sees it; CSRF prevention and content negotiation are Apollo Server's.
 */
export function addGraphqlRoute<Caller, Context extends BaseContext>(
  fastify: FastifyInstance,
  door: GraphDoor<Caller, Context>,
  { requestTimeoutMs, console }: GraphqlRouteOptions,
): void {
  const callers = new WeakMap<FastifyRequest, { readonly caller: Caller }>();

  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    async onRequest(request, reply) {
      if (console && isForConsole(request)) return console(request, reply);
      const caller = await door.authenticate(request.headers);
      if (caller === undefined) throw unauthenticated();
      callers.set(request, { caller });
      return undefined;
    },
    async handler(request, reply) {
      const known = callers.get(request);
      if (!known) throw unauthenticated();
      const body = request.method === 'GET' ? toGraphBodyFromSearch(searchOf(request)) : toGraphBody(request.body);
      return withDeadline(reply.raw, requestTimeoutMs, async (deadline) => {
        const graphRequest = { requestId: request.id, ...known, body, headers: request.headers, ...deadline };
        const answer = await withSpan('graphql request', { requestId: request.id }, () =>
          run(request, door, graphRequest),
        );
        return send(reply, answer);
      });
    },
  });
}

async function run<Caller, Context extends BaseContext>(
  request: FastifyRequest,
  door: GraphDoor<Caller, Context>,
  graphRequest: GraphRequest<Caller>,
): Promise<HTTPGraphQLResponse> {
  const refusal = door.preflight?.(graphRequest);
  if (refusal) throw refusal;

  const service = door.acquire();
  try {
    const contextValue = door.createContext(graphRequest);
    return await service.server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: toHeaderMap(request),
        search: searchOf(request),
        body: request.body,
      },
      context: async () => contextValue,
    });
  } finally {
    service.release();
  }
}

function send(reply: FastifyReply, { status, headers, body }: HTTPGraphQLResponse): FastifyReply {
  // graphql 16 has neither @defer nor @stream, the only reasons for an answer in parts.
  if (body.kind !== 'complete') throw new AppError('INTERNAL', { detail: 'an answer in parts' });

  for (const [name, value] of headers) if (name !== 'cache-control') reply.header(name, value);
  return reply.code(toSpecStatus(status ?? 200, headers.get('content-type'), body.string)).send(body.string);
}

function toHeaderMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function searchOf({ url }: FastifyRequest): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
