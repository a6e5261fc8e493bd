import {
  getDirectiveValues,
  GraphQLDirective,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { Principal } from '../access/principal.ts';

/** Alternatives, each a list of scopes that are needed together. */
export type RequiredScopes = readonly (readonly string[])[];

/** The federation directive's argument, whatever alias the schema imports it under. */
const requiresScopes = new GraphQLDirective({
  name: 'requiresScopes',
  locations: [],
  args: { scopes: { type: new GraphQLNonNull(new GraphQLList(new GraphQLList(GraphQLString))) } },
});

/** What `@requiresScopes` on the field or its type asks for; undefined when it asks for nothing. */
export function requiredScopes(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): RequiredScopes[] {
  const nodes = [field.astNode, type.astNode, ...type.extensionASTNodes];
  return nodes.flatMap((node) => {
    const values = node && getDirectiveValues(requiresScopes, node);
    return values ? [values['scopes'] as RequiredScopes] : [];
  });
}

export function hasScopes({ scopes }: Pick<Principal, 'scopes'>, required: readonly RequiredScopes[]): boolean {
  const held: ReadonlySet<string> = scopes;
  return required.every((alternatives) => alternatives.some((together) => together.every((scope) => held.has(scope))));
}
