import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse } from 'graphql';
import type { RunningServer } from './start-subgraphs.ts';

/** A subgraph as a router knows it. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  /** Sent with each request to it. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Composes subgraphs into the supergraph's SDL. Throws with everything that does not fit together. */
export function composeSubgraphs(subgraphs: readonly Subgraph[]): string {
  const { supergraphSdl, errors = [] } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** A federation router over running subgraphs, on loopback. */
export async function startRouter(
  subgraphs: readonly Subgraph[],
  supergraphSdl = composeSubgraphs(subgraphs),
): Promise<RunningServer> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url }) => createDataSource(url, subgraphs.find((known) => known.name === name)?.headers),
  });
  const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, stop: () => server.stop() };
}

function createDataSource(url: string | undefined, headers: Readonly<Record<string, string>> = {}) {
  return new RemoteGraphQLDataSource({
    ...(url !== undefined && { url }),
    willSendRequest({ request }) {
      for (const [name, value] of Object.entries(headers)) request.http?.headers.set(name, value);
    },
  });
}
