/** Mesh composes the five REST sources to a supergraph: rows as they are. Links and mappings: gateway.config.js. */
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';
import { ROWS, SUBGRAPHS } from './rows.js';

export const composeConfig = defineConfig({
  subgraphs: Object.entries(SUBGRAPHS).map(([name, paths]) => ({
    sourceHandler: loadJSONSchemaSubgraph(name, {
      endpoint: process.env[`${name.toUpperCase()}_URL`],
      operations: Object.entries(paths).map(([path, kind]) => ({
        type: 'Query',
        field: `${name}_${path}`,
        path: `/${path}?ids={args.ids}`,
        method: 'GET',
        argTypeMap: { ids: { type: 'string' } },
        responseSchema: {
          type: 'object',
          title: `${kind}_rows`,
          properties: { items: toList(`${kind}_row`, ROWS[kind]) },
        },
      })),
    }),
  })),
});

/** Members are text unless a list of members or a type says otherwise. */
function toList(title, members) {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, type]) => [
      name,
      typeof type === 'object' ? toList(`${title}_${name}`, type) : { type },
    ]),
  );
  return { type: 'array', items: { type: 'object', title, properties } };
}
