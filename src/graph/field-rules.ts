import {
  getDirectiveValues,
  getNamedType,
  GraphQLDirective,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  isObjectType,
  type DirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { FieldSensitivity, PrivacyPolicy } from '../access/release/privacy-policy.ts';
import type { Mask } from '../access/release/mask-value.ts';
import type { Principal } from '../access/principal.ts';
import { hasScopes, requiredScopes, type RequiredScopes } from './required-scopes.ts';

/** What the SDL says it takes to see one field. The same table serves every way of executing an operation. */
export interface FieldRules {
  readonly scopes: readonly RequiredScopes[];
  /** Policies that are needed together, in alternatives; a policy is a role that the credential has. */
  readonly policies: readonly RequiredScopes[];
  /** Whether the SDL leaves the field to every credential in so many words. */
  readonly forEveryCredential: boolean;
  /** Whether the whole operation is refused to whom the field is forbidden. */
  readonly refusesOperation: boolean;
  /** Undefined for what is no personal data and bound to no purpose. */
  readonly sensitivity: FieldSensitivity | undefined;
  /** Of a field of Customer: what is personal data below it, of another kind than the field itself. */
  readonly below: readonly FieldSensitivity[];
}

type Field = GraphQLField<unknown, unknown>;
type DirectiveHolder = { readonly directives?: readonly DirectiveNode[] | undefined } | null | undefined;

/** The federation directive's argument, whatever the schema imports it as. */
const policy = new GraphQLDirective({
  name: 'policy',
  locations: [],
  args: { policies: { type: new GraphQLNonNull(new GraphQLList(new GraphQLList(GraphQLString))) } },
});

const authenticated = new GraphQLDirective({ name: 'authenticated', locations: [] });

/** The rules of a field of one of our types, by `Type` and `field`. */
export type FieldRulesOf = (type: string, field: string) => FieldRules | undefined;

/** Reads the rules of every field of our types, once per schema. */
export function createFieldRules(schema: GraphQLSchema): FieldRulesOf {
  const rules = new Map<string, FieldRules>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields()))
      rules.set(`${type.name}.${field.name}`, { ...ownRules(schema, type, field), below: [] });
  }
  for (const field of Object.values(customerFields(schema))) {
    const name = `Customer.${field.name}`;
    const own = rules.get(name);
    if (own) rules.set(name, { ...own, below: sensitiveBelow(field, own, rules) });
  }
  return (type, field) => rules.get(`${type}.${field}`);
}

/** Whether anything is ever masked or withheld: else scopes alone decide, and no request pays for more. */
export function needsRelease(schema: GraphQLSchema, rules: PrivacyPolicy): boolean {
  const rulesOf = createFieldRules(schema);
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.some((type) =>
    Object.keys(type.getFields()).some((field) => {
      const sensitivity = rulesOf(type.name, field)?.sensitivity;
      if (!sensitivity) return false;
      const { purposes, categories } = sensitivity;
      return rules.hasRules || purposes !== undefined || categories.some((category) => rules.isOff(category));
    }),
  );
}

/** What `@policy` on the field or its type asks for. */
function requiredPolicies(type: GraphQLObjectType, { astNode }: Field): RequiredScopes[] {
  return valuesOf(policy, [astNode, type.astNode, ...type.extensionASTNodes], 'policies') as RequiredScopes[];
}

/** Whether the field is refused to the caller whatever it holds. Needs no source. */
export function isForbidden({ scopes, policies }: FieldRules, principal: Principal): boolean {
  if (scopes.length > 0 && !hasScopes(principal, scopes)) return true;
  return !policies.every((some) => some.some((together) => together.every((role) => principal.roles.has(role))));
}

function customerFields(schema: GraphQLSchema): Readonly<Record<string, Field>> {
  const customer = schema.getType('Customer');
  return isObjectType(customer) ? customer.getFields() : {};
}

const NOT_OF_THE_CUSTOMER: ReadonlySet<string> = new Set(['Customer', 'Product']);

/** What asks for more than the fields above it do. Stops at other customers, who have a basis of their own, and at products. */
function sensitiveBelow(
  top: Field,
  { sensitivity: own }: Pick<FieldRules, 'sensitivity'>,
  rules: ReadonlyMap<string, FieldRules>,
): FieldSensitivity[] {
  const found = new Set<FieldSensitivity>();
  const seen = new Set<string>();
  const descend = (field: Field, covered: readonly string[]): void => {
    const type = getNamedType(field.type);
    const place = `${type.name} ${covered.join(' ')}`;
    if (!isObjectType(type) || NOT_OF_THE_CUSTOMER.has(type.name) || seen.has(place)) return;
    seen.add(place);
    for (const next of Object.values(type.getFields())) {
      const sensitivity = rules.get(`${type.name}.${next.name}`)?.sensitivity;
      const more = sensitivity?.categories.filter((category) => !covered.includes(category)) ?? [];
      if (sensitivity && (sensitivity.purposes || more.length > 0)) found.add(sensitivity);
      descend(next, [...covered, ...more]);
    }
  };
  descend(top, own?.categories ?? []);
  return [...found];
}

function ownRules(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): Omit<FieldRules, 'below'> {
  const own = [field.astNode, type.astNode, ...type.extensionASTNodes];
  return {
    scopes: requiredScopes(type, field),
    policies: requiredPolicies(type, field),
    forEveryCredential: valuesOf(authenticated, own, '').length > 0,
    refusesOperation: valuesOf(schema.getDirective('refusal'), own, 'of')[0] === 'OPERATION',
    sensitivity: sensitivityOf(schema, type, field),
  };
}

/** A type's category speaks of every field that the type has, and of every field that returns it. */
function sensitivityOf(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): FieldSensitivity | undefined {
  const returned = getNamedType(field.type);
  const holders = [field.astNode, type.astNode, ...type.extensionASTNodes];
  // What stands at the top belongs to somebody only once it is found: its own fields decide.
  const isTop = type === schema.getQueryType() || type === schema.getMutationType();
  const returnedNodes = isObjectType(returned) && !isTop ? [returned.astNode, ...returned.extensionASTNodes] : [];
  const categories = valuesOf(schema.getDirective('pii'), [...holders, ...returnedNodes], 'category');
  const purposes = valuesOf(schema.getDirective('purpose'), holders, 'allow') as readonly (readonly string[])[];
  if (categories.length === 0 && purposes.length === 0) return undefined;
  const [mask] = valuesOf(schema.getDirective('mask'), [field.astNode], 'as') as Mask[];
  const [first, ...others] = purposes;
  return {
    name: `${type.name}.${field.name}`,
    categories: [...new Set(categories as FieldSensitivity['categories'])],
    purposes: first && new Set(first.filter((purpose) => others.every((other) => other.includes(purpose)))),
    mask,
  };
}

function valuesOf(
  directive: GraphQLDirective | null | undefined,
  nodes: readonly DirectiveHolder[],
  argument: string,
): unknown[] {
  return nodes.flatMap((node) => {
    const values = directive && node?.directives && getDirectiveValues(directive, { directives: node.directives });
    return values ? [values[argument]] : [];
  });
}
