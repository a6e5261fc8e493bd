import type { Dialect } from './questions.ts';

/** How a contender is started; all are told where the sources are by `PEER_SOURCES` and `<NAME>_URL`. */
export type Program =
  | { readonly kind: 'own'; readonly keepsCache: boolean }
  /** Prints `{"url": …}` when it is ready. */
  | { readonly kind: 'script'; readonly args: readonly string[] }
  | { readonly kind: 'tailcall' }
  | { readonly kind: 'hive' };

export interface Peer {
  readonly name: string;
  readonly title: string;
  readonly program: Program;
  readonly dialect: Dialect;
  /** It can neither look codes up nor keep decimals text: codes are not compared, and numbers by their value. */
  readonly isRaw?: boolean;
}

/** What all others are set in proportion to. */
export const REFERENCE = 'hand-written';

const hive: Program = { kind: 'hive' };
const tailcall: Program = { kind: 'tailcall' };

/** The contenders, in the order of the table. */
export const PEERS: readonly Peer[] = [
  {
    name: REFERENCE,
    title: 'Apollo Server 5, Express, DataLoader, axios, jsonata for each record',
    program: apollo('axios', 'jsonata'),
    dialect: 'lists',
  },
  {
    name: 'hand-written-js',
    title: 'the same with plain JavaScript mappings',
    program: apollo('axios', 'plain'),
    dialect: 'lists',
  },
  {
    name: 'hand-written-undici',
    title: 'the same with plain JavaScript mappings and undici',
    program: apollo('undici', 'plain'),
    dialect: 'lists',
  },
  {
    name: 'mercurius',
    title: 'Mercurius, graphql-jit, DataLoader, undici, plain JavaScript mappings',
    program: script('mercurius.js'),
    dialect: 'lists',
  },
  {
    name: 'yoga',
    title: 'GraphQL Yoga, graphql-jit, DataLoader, undici, plain JavaScript mappings',
    program: script('yoga.js'),
    dialect: 'lists',
  },
  {
    name: 'hive',
    title: 'Hive Gateway over a Mesh-composed supergraph of the sources',
    program: hive,
    dialect: 'lists',
  },
  {
    name: 'apollo-gateway',
    title: '@apollo/gateway over five subgraphs in its process, undici, plain JavaScript mappings',
    program: script('apollo-gateway.js'),
    dialect: 'lists',
  },
  {
    name: 'tailcall',
    title: 'Tailcall (Rust): renames and puts together, looks no code up',
    program: tailcall,
    dialect: 'lists',
    isRaw: true,
  },
  {
    name: 'c360',
    title: 'this gateway as `c360 serve` runs it, no entity cache',
    program: { kind: 'own', keepsCache: false },
    dialect: 'connections',
  },
  {
    name: 'c360-cached',
    title: 'the same with the `cache:` settings of its connectors',
    program: { kind: 'own', keepsCache: true },
    dialect: 'connections',
  },
];

function script(...args: readonly string[]): Program {
  return { kind: 'script', args };
}

function apollo(client: string, mappings: string): Program {
  return script('apollo-express.js', '--client', client, '--mappings', mappings);
}
