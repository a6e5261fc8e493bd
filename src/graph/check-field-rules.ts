import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { PrivacyPolicy } from '../access/release/privacy-policy.ts';
import { setupInvalid, type SetupProblem } from '../errors.ts';
import { createFieldRules, type FieldRules } from './field-rules.ts';

interface RuledField {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly rules: FieldRules;
}

/** Texts and what is written like one: what a mask can cut. */
const MASKABLE = ['String', 'ID', 'Date', 'DateTime'];

/**
 * Throws SETUP_INVALID naming every field of personal data that somebody could read without leave: no scope on any way
 * to it, a kind that the operator's rules leave out, or a mask that does not fit it.
 */
export function checkFieldRules(schema: GraphQLSchema, policy?: PrivacyPolicy): void {
  const rulesOf = createFieldRules(schema);
  const fields = Object.values(schema.getTypeMap()).flatMap((type): RuledField[] =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) => {
          const rules = rulesOf(type.name, field.name);
          return rules ? [{ type, field, rules }] : [];
        })
      : [],
  );
  const open = openTypes(schema, fields);
  const problems = fields.flatMap((field) => problemsOf(field, { isOpen: open.has(field.type.name), policy }));
  if (problems.length > 0) throw setupInvalid(problems);
}

function problemsOf(
  { field, rules }: RuledField,
  { isOpen, policy }: { isOpen: boolean; policy: PrivacyPolicy | undefined },
): SetupProblem[] {
  const { sensitivity } = rules;
  const hasMask = field.astNode?.directives?.some(({ name }) => name.value === 'mask') === true;
  if (!sensitivity) {
    const orphan = { message: 'has @mask, and nothing that would ask for it', hint: 'add @pii or @purpose' };
    return hasMask ? [at(field, orphan)] : [];
  }
  const { categories, mask, name } = sensitivity;
  const isParts = isCompositeType(getNamedType(field.type));
  const unruled = policy?.hasRules
    ? categories.filter((category) => !policy.covers(category) && !policy.isOff(category))
    : [];
  return [
    ...unruled.map((category) =>
      at(field, {
        message: `${name} is ${category}, of which no rule speaks`,
        hint: `add a rule with ${category} to privacy.rules`,
      }),
    ),
    ...(categories.length > 0 && isOpen && !isGuarded(rules)
      ? [
          at(field, {
            message: `${name} is personal data that may be read without any scope`,
            hint: 'put @requiresScopes on it, on its type or on every field that leads there',
          }),
        ]
      : []),
    ...(mask && isParts !== (mask === 'PARTS')
      ? [
          at(field, {
            message: `${name} cannot be masked as ${mask}`,
            hint: isParts ? 'use PARTS' : 'PARTS is for objects',
          }),
        ]
      : []),
    ...(mask && !isParts && !MASKABLE.includes(getNamedType(field.type).name)
      ? [at(field, { message: `${name} is no text, which alone can be masked`, hint: 'leave @mask out' })]
      : []),
  ];
}

function at({ astNode }: RuledField['field'], problem: { message: string; hint: string }): SetupProblem {
  const line = astNode?.loc?.startToken.line;
  return { file: 'schema', ...(line !== undefined && { line }), ...problem };
}

function isGuarded({ scopes, policies, forEveryCredential }: FieldRules): boolean {
  return scopes.length > 0 || policies.length > 0 || forEveryCredential;
}

/** Types that somebody can reach from the top without a scope. */
function openTypes(schema: GraphQLSchema, fields: readonly RuledField[]): ReadonlySet<string> {
  const open = new Set(
    [schema.getQueryType()?.name, schema.getMutationType()?.name].filter((name) => name !== undefined),
  );
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const { type, field, rules } of fields) {
      if (!open.has(type.name) || isGuarded(rules)) continue;
      const returned = getNamedType(field.type);
      for (const { name } of isAbstractType(returned) ? schema.getPossibleTypes(returned) : [returned]) open.add(name);
    }
  }
  return open;
}
