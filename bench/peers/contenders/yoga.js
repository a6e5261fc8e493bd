/** GraphQL Yoga with graphql-jit, compiled once per document. */
import { createServer } from 'node:http';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { resolvers, typeDefs } from './graph.js';
import { plainMappings } from './plain-mappings.js';
import { createLoaderFactory } from './source-calls.js';
import { announce, portOf, sources } from './start.js';

const createLoaders = createLoaderFactory({ client: 'undici', mappings: plainMappings, sources });
const compiled = new WeakMap();

const useJit = {
  onExecute({ args, setExecuteFn }) {
    let query = compiled.get(args.document);
    if (query === undefined) {
      query = compileQuery(args.schema, args.document, args.operationName ?? undefined);
      compiled.set(args.document, query);
    }
    if (isCompiledQuery(query))
      setExecuteFn(({ rootValue, contextValue, variableValues }) =>
        query.query(rootValue, contextValue, variableValues),
      );
  },
};

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: createLoaders() }),
  plugins: [useJit],
  logging: false,
  graphiql: false,
});
const server = createServer((request, response) => void yoga(request, response));
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${portOf(server)}/graphql`));
