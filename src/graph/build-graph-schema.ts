import { buildSubgraphSchema } from '@apollo/subgraph';
import { addResolversToSchema } from '@graphql-tools/schema';
import { GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { setupInvalid, type SetupProblem } from '../errors.ts';

/** One SDL file. */
export interface SchemaDocument {
  /** Named in problems: `connectors/loyalty/schema.graphql`. */
  readonly file: string;
  readonly sdl: string;
}

type ResolverMap = NonNullable<Parameters<typeof addResolversToSchema>[0]['resolvers']>;
type References = Readonly<Record<string, { __resolveReference: (reference: never, context: never) => unknown }>>;

interface Behaviour {
  /** How entities are found by their keys. */
  readonly references?: References;
  /** Resolvers, given the schema they are for. */
  readonly resolvers?: (schema: GraphQLSchema) => ResolverMap;
}

/**
 * Builds a Federation 2 subgraph schema of several SDL files. Throws SETUP_INVALID naming every file that does not parse
 * and everything that does not fit together.
 */
export function buildGraphSchema(
  documents: readonly SchemaDocument[],
  { references = {}, resolvers }: Behaviour = {},
): GraphQLSchema {
  const typeDefs = parseAll(documents);
  // Federation keeps the reference resolvers of one module only; the others bring types alone.
  const modules = typeDefs.map((document, index) => ({ typeDefs: document, resolvers: index === 0 ? references : {} }));
  const schema = attempt(() => buildSubgraphSchema(modules as Parameters<typeof buildSubgraphSchema>[0]));
  if (!resolvers) return schema;
  return addResolversToSchema({
    schema,
    resolvers: resolvers(schema),
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
    updateResolversInPlace: true,
  });
}

function parseAll(documents: readonly SchemaDocument[]): DocumentNode[] {
  const problems: SetupProblem[] = [];
  const parsed = documents.flatMap(({ file, sdl }) => {
    try {
      return [parse(sdl)];
    } catch (error) {
      problems.push(toProblem(file, error));
      return [];
    }
  });
  if (problems.length > 0) throw setupInvalid(problems);
  return parsed;
}

function attempt<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    throw setupInvalid([toProblem('schema', error)]);
  }
}

function toProblem(file: string, error: unknown): SetupProblem {
  if (!(error instanceof GraphQLError))
    return { file, message: Error.isError(error) ? error.message : 'does not build' };
  const [place] = error.locations ?? [];
  return { file, message: error.message, ...(place && { line: place.line, column: place.column }) };
}
