import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createGraphServer } from '../../../src/graph/create-graph-server.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import type { ProductsData } from './checks.ts';
import { buildProductsGraph, readFixtureSdl } from './products-graph.ts';

const SILENT = { debug: noop, info: noop, warn: noop, error: noop };

/** A GraphQL server on loopback. */
export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The products graph, served as a generation of the gateway is. */
export async function startProducts(data: ProductsData): Promise<RunningServer> {
  const logger = createLogger({ level: 'silent' });
  return listen(createGraphServer({ schema: buildProductsGraph(data), maxTokens: 1_000, logger }));
}

/** What the suite calls `users`: names and counts that the products graph overrides or requires. */
export async function startUsers({ user, users_subgraph_user: known }: ProductsData): Promise<RunningServer> {
  const references = {
    User: {
      __resolveReference: ({ email }: { email: string }) => (email === user.email ? { email, ...known } : undefined),
    },
  };
  return listenTo(readFixtureSdl('users'), references);
}

/** What the suite calls `inventory`: the interface that the products graph sees as one object. */
export async function startInventory({ inventory }: ProductsData): Promise<RunningServer> {
  const find = ({ id }: { id: string }) => (id === inventory.id ? inventory : undefined);
  return listenTo(readFixtureSdl('inventory'), {
    Query: { inventory: (_root: unknown, args: { id: string }) => find(args) },
    Inventory: { __resolveType: () => 'OpenSourceInventory', __resolveReference: find },
    OpenSourceInventory: { __resolveReference: find },
  });
}

/** Serves a subgraph that is not ours, as another team would write it. */
export async function listenTo(sdl: string, resolvers: GraphQLResolverMap): Promise<RunningServer> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
  return listen(new ApolloServer({ schema, logger: SILENT, stopOnTerminationSignals: false }));
}

async function listen(server: ApolloServer): Promise<RunningServer> {
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, stop: () => server.stop() };
}

function noop(): void {}
