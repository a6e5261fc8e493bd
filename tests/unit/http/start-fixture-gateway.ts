import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { AppError } from '../../../src/errors.ts';
import type { GraphDoor, GraphRequest } from '../../../src/http/graph-service.ts';
import type { HttpConfig } from '../../../src/http/http-config.ts';
import { createHttpServer, type HttpServerOptions } from '../../../src/http/http-server.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

/** The only key the fixture knows. */
export const KEY = 'fixture-key';

/** What a well-behaved caller sends. */
export const HEADERS = {
  authorization: `Bearer ${KEY}`,
  'content-type': 'application/json',
  'apollo-require-preflight': '1',
};

type Fixture = Partial<Omit<HttpServerOptions<string, FixtureContext>, 'config'>> & {
  readonly door?: Partial<GraphDoor<string, FixtureContext>>;
  readonly config?: Partial<HttpConfig>;
};

interface FixtureContext {
  readonly request: GraphRequest<string>;
}

const typeDefs = `#graphql
  type Query {
    hello(name: String = "world"): String!
    requestId: String!
    slow(delayMs: Int!): String!
    untilAborted: String!
    broken: String
  }
  type Mutation { touch: Boolean }
`;

const resolvers = {
  Query: {
    hello: (_root: unknown, { name }: { name: string }) => `Hello ${name}`,
    requestId: (_root: unknown, _args: unknown, { request }: FixtureContext) => request.requestId,
    slow: async (_root: unknown, { delayMs }: { delayMs: number }) => sleep(delayMs, 'done', { ref: false }),
    untilAborted: async (_root: unknown, _args: unknown, { request: { signal } }: FixtureContext) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(signal.reason.name));
      }),
    broken: () => {
      throw new GraphQLError('masked', { extensions: { code: 'INTERNAL', http: { headers: new HeaderMap() } } });
    },
  },
  Mutation: { touch: () => true },
};

/** The HTTP layer before a graph of five fields; counts generations held and records the log. */
export async function startFixtureGateway({ door, config, ...options }: Fixture = {}) {
  const server = new ApolloServer<FixtureContext>({
    typeDefs,
    resolvers,
    plugins: [ApolloServerPluginCacheControlDisabled()],
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
  });
  await server.start();

  const held = { now: 0, ever: 0 };
  const log: string[] = [];
  const http = createHttpServer<string, FixtureContext>({
    config: {
      limits: { maxBodyBytes: 200_000 },
      requestTimeoutMs: 5_000,
      cors: { origins: [] },
      compression: { enabled: true, minBytes: 1_000 },
      tls: undefined,
      trustedProxies: [],
      ...config,
    },
    graph: {
      acquire() {
        held.now += 1;
        held.ever += 1;
        return { server, release: () => void (held.now -= 1) };
      },
      authenticate: async ({ authorization }) => (authorization === `Bearer ${KEY}` ? 'fixture' : undefined),
      createContext: (request) => ({ request }),
      admit: async ({ body: { query } }) => {
        if (query.length > 5_000) throw new AppError('QUERY_TOO_COSTLY');
        return { query, release: () => undefined };
      },
      ...door,
    },
    readiness: async () => ({ ready: true, checks: { store: { ok: true } } }),
    metrics: createMetrics(),
    logger: createLogger({ level: 'debug', destination: { write: (line) => log.push(line) } }),
    ...options,
  });
  const { url, port } = await http.listen({ host: '127.0.0.1', port: 0 });
  const stop = async (drain = { waitMs: 0, timeoutMs: 2_000 }) => {
    await http.close(drain);
    await server.stop();
  };
  return { url, graphql: `${url}/graphql`, port, held, log, stop };
}

export type FixtureGateway = Awaited<ReturnType<typeof startFixtureGateway>>;
