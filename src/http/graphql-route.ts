import { HeaderMap, type BaseContext, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import { unauthenticated } from './answer-errors.ts';
import { isForConsole } from './console/console-routes.ts';
import type { GraphBody, GraphDoor, GraphRequest, GraphService } from './graph-service.ts';
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
  const types = createContentTypes();

  fastify.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    async onRequest(request, reply) {
      if (console && isForConsole(request)) return console(request, reply);
      const caller = await door.authenticate(request.headers, request.ip);
      if (caller === undefined) throw unauthenticated();
      callers.set(request, { caller });
      return undefined;
    },
    async handler(request, reply) {
      const known = callers.get(request);
      if (!known) throw unauthenticated();
      const body = request.method === 'GET' ? toGraphBodyFromSearch(searchOf(request)) : toGraphBody(request.body);
      return withDeadline(reply.raw, requestTimeoutMs, async (signal) => {
        const graphRequest = { requestId: request.id, ...known, body, headers: request.headers, signal };
        const answer = await withSpan('graphql request', { requestId: request.id }, () =>
          admitAndRun(request, door, { graphRequest, types }),
        );
        return send(reply, answer);
      });
    },
  });
}

interface Run<Caller> {
  readonly graphRequest: GraphRequest<Caller>;
  readonly types: ContentTypes;
}

async function admitAndRun<Caller, Context extends BaseContext>(
  request: FastifyRequest,
  door: GraphDoor<Caller, Context>,
  { graphRequest, types }: Run<Caller>,
): Promise<Answer> {
  const admission = await door.admit?.(graphRequest);
  try {
    const body = { ...graphRequest.body, query: admission?.query ?? graphRequest.body.query };
    return await run(request, door, { graphRequest: { ...graphRequest, body }, types });
  } finally {
    admission?.release();
  }
}

async function run<Caller, Context extends BaseContext>(
  request: FastifyRequest,
  door: GraphDoor<Caller, Context>,
  { graphRequest, types }: Run<Caller>,
): Promise<Answer> {
  const service = door.acquire();
  try {
    const contextValue = door.createContext(graphRequest);
    const answer = await execute(request, service, { graphRequest, types, contextValue });
    await service.settle?.(graphRequest.body, contextValue);
    return answer;
  } finally {
    service.release();
  }
}

async function execute<Caller, Context extends BaseContext>(
  request: FastifyRequest,
  service: GraphService<Context>,
  { graphRequest, types, contextValue }: Run<Caller> & { readonly contextValue: Context },
): Promise<Answer> {
  const type = types.of(request);
  const planned = type === undefined ? undefined : service.answerPlanned?.(graphRequest.body, contextValue);
  if (planned) return { status: 200, headers: new Map([['content-type', type ?? '']]), text: await planned };

  const answer = await service.server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: request.method, headers: toHeaderMap(request), ...toParts(request, graphRequest) },
    context: async () => contextValue,
  });
  types.learn(request, answer);
  return toAnswer(answer);
}

/** As they came; a document that was asked for by its hash is put in its place. */
function toParts(request: FastifyRequest, { body }: { readonly body: GraphBody }): { search: string; body: unknown } {
  if (body.operationHash === undefined) return { search: searchOf(request), body: request.body };
  const { query, operationName, variables } = body;
  if (request.method !== 'GET')
    return { search: '', body: { query, variables, ...(operationName && { operationName }) } };
  const search = new URLSearchParams({
    query,
    variables: JSON.stringify(variables),
    ...(operationName && { operationName }),
  });
  return { search: `?${search.toString()}`, body: undefined };
}

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

interface ContentTypes {
  /** Undefined where Apollo Server has to decide. */
  of(request: FastifyRequest): string | undefined;
  learn(request: FastifyRequest, answer: HTTPGraphQLResponse): void;
}

const MOST_ACCEPT_HEADERS = 100;

/**
 * The media type Apollo Server chose for each `accept` header: an operation that runs as a plan is answered in the same.
 * Only for plain POSTs of JSON, which no page can forge.
 */
function createContentTypes(): ContentTypes {
  const chosen = new LRUCache<string, string>({ max: MOST_ACCEPT_HEADERS });
  const isPlain = ({ method, body }: FastifyRequest) =>
    method === 'POST' && typeof body === 'object' && body !== null && !('extensions' in body);
  return {
    of: (request) => (isPlain(request) ? chosen.get(request.headers.accept ?? '') : undefined),
    learn(request, { status, headers }) {
      const type = headers.get('content-type');
      if (isPlain(request) && (status ?? 200) === 200 && type !== undefined) {
        chosen.set(request.headers.accept ?? '', type);
      }
    },
  };
}

function toAnswer({ status = 200, headers, body }: HTTPGraphQLResponse): Answer {
  // graphql 16 has neither @defer nor @stream, the only reasons for an answer in parts.
  if (body.kind !== 'complete') throw new AppError('INTERNAL', { detail: 'an answer in parts' });

  return { status: toSpecStatus(status, headers.get('content-type'), body.string), headers, text: body.string };
}

function send(reply: FastifyReply, { status, headers, text }: Answer): FastifyReply {
  for (const [name, value] of headers) if (name !== 'cache-control') reply.header(name, value);
  return reply.code(status).send(text);
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
