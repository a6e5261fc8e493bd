import type { ApolloServerPlugin } from '@apollo/server';
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { AppError } from '../errors.ts';
import { isForbidden, type FieldRules, type FieldRulesOf } from './field-rules.ts';
import { toGraphError } from './graph-error.ts';
import type { RequestContext } from './request-context.ts';

const STATUS = 403;

/**
 * Refuses a validated operation, before any source is asked, when its document names a field that is forbidden to the
 * caller and declared with `@refusal(of: OPERATION)`, whether or not `@skip` would leave it out.
 */
export function createRefusalPlugin(schema: GraphQLSchema, rulesOf: FieldRulesOf): ApolloServerPlugin<RequestContext> {
  const known = new WeakMap<DocumentNode, readonly FieldRules[]>();
  const refusing = (document: DocumentNode): readonly FieldRules[] => {
    const found = known.get(document) ?? refusingFields(document, schema, rulesOf);
    known.set(document, found);
    return found;
  };
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ document, contextValue: { principal, reads } }) {
        const refused = refusing(document).filter((rules) => isForbidden(rules, principal));
        if (refused.length === 0) return;
        for (const { sensitivity } of refused) if (sensitivity) reads.note(sensitivity.name, true);
        const error = toGraphError(new AppError('FIELD_FORBIDDEN'));
        error.extensions['http'] = { status: STATUS };
        throw error;
      },
    }),
  };
}

function refusingFields(document: DocumentNode, schema: GraphQLSchema, rulesOf: FieldRulesOf): readonly FieldRules[] {
  const found: FieldRules[] = [];
  const types = new TypeInfo(schema);
  const note = {
    Field() {
      const rules = rulesOf(types.getParentType()?.name ?? '', types.getFieldDef()?.name ?? '');
      if (rules?.refusesOperation) found.push(rules);
    },
  };
  visit(document, visitWithTypeInfo(types, note));
  return found;
}
