/** Apollo Server and Express with DataLoader. `--client axios|undici`, `--mappings jsonata|plain`. */
import { parseArgs } from 'node:util';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { resolvers, typeDefs } from './graph.js';
import { jsonataMappings } from './jsonata-mappings.js';
import { plainMappings } from './plain-mappings.js';
import { createLoaderFactory } from './source-calls.js';
import { announce, portOf, sources } from './start.js';

const { values } = parseArgs({ options: { client: { type: 'string' }, mappings: { type: 'string' } } });
const createLoaders = createLoaderFactory({
  client: values.client,
  mappings: values.mappings === 'jsonata' ? jsonataMappings : plainMappings,
  sources,
});
const server = new ApolloServer({ typeDefs, resolvers });
await server.start();
const app = express();
app.use('/graphql', express.json(), expressMiddleware(server, { context: async () => ({ loaders: createLoaders() }) }));
const listening = app.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${portOf(listening)}/graphql`));
