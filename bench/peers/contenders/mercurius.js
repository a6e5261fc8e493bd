/** Mercurius on Fastify with graphql-jit. */
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { resolvers, typeDefs } from './graph.js';
import { plainMappings } from './plain-mappings.js';
import { createLoaderFactory } from './source-calls.js';
import { announce, sources } from './start.js';

const createLoaders = createLoaderFactory({ client: 'undici', mappings: plainMappings, sources });
const fastify = Fastify();
await fastify.register(mercurius, {
  schema: typeDefs,
  resolvers,
  jit: 1,
  context: () => ({ loaders: createLoaders() }),
});
announce(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
