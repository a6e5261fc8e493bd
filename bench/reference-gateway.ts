/**
 * The gateway a careful team writes by hand for these five systems: Apollo Server, a DataLoader for each kind of call,
 * axios, and jsonata with the very mapping files that the product uses. Started by `npm run bench`; prints `{"url": …}`.
 * It authenticates nobody, measures nothing and keeps no provenance.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { loadMappings } from './reference-gateway/load-mappings.ts';
import { createResolvers, typeDefs, type KnownCustomer, type ReferenceContext } from './reference-gateway/resolvers.ts';
import { createSourceCalls } from './reference-gateway/source-calls.ts';
import { createLoaders } from './reference-gateway/loaders.ts';

const { values } = parseArgs({ options: { customers: { type: 'string', default: '' } } });
const customers = JSON.parse(readFileSync(values.customers, 'utf8')) as KnownCustomer[];
const calls = await createSourceCalls(process.env);
const mappings = loadMappings();

const server = new ApolloServer<ReferenceContext>({ typeDefs, resolvers: createResolvers(customers) });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async () => ({ loaders: createLoaders(calls, mappings) }),
});
process.stdin.once('close', () => process.exit(0)).resume();
process.stdout.write(`${JSON.stringify({ url })}\n`);
