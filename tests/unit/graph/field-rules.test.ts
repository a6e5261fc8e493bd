import { readSchema } from '../../../src/app.ts';
import { createPrivacyPolicy } from '../../../src/access/release/privacy-policy.ts';
import { PrivacySettings } from '../../../src/config/privacy-settings.ts';
import type { AppError } from '../../../src/errors.ts';
import { buildGraphSchema } from '../../../src/graph/build-graph-schema.ts';
import { checkFieldRules } from '../../../src/graph/check-field-rules.ts';
import { createFieldRules, needsRelease } from '../../../src/graph/field-rules.ts';

const OURS = readSchema('schema');

function schemaWith(sdl: string) {
  return buildGraphSchema([...OURS, { file: 'connectors/extra/schema.graphql', sdl }]);
}

function complaints(sdl: string, rules: readonly unknown[] = []): readonly string[] {
  try {
    checkFieldRules(schemaWith(sdl), createPrivacyPolicy(PrivacySettings.parse({ rules })));
    return [];
  } catch (error) {
    return (error as AppError).problems.map(({ message }) => message);
  }
}

it('finds nothing to complain of in the graph as shipped', () => {
  expect(complaints('extend type Customer { tier: String }')).toEqual([]);
});

it.each<[string, string, string]>([
  [
    'personal data at the top, without a scope',
    'extend type Query { owner: String @pii(category: IDENTITY) }',
    'Query.owner is personal data that may be read without any scope',
  ],
  [
    'personal data of a type that is reached without a scope',
    'extend type Query { kin: Kin } type Kin { name: String @pii(category: IDENTITY) }',
    'Kin.name is personal data that may be read without any scope',
  ],
  [
    'a mask of an object that is no PARTS',
    'extend type Customer { kin: Kin @pii(category: IDENTITY) @mask(as: HASH) } type Kin { name: String }',
    'Customer.kin cannot be masked as HASH',
  ],
  [
    'PARTS of a text',
    'extend type Customer { nick: String @pii(category: IDENTITY) @mask(as: PARTS) }',
    'Customer.nick cannot be masked as PARTS',
  ],
  [
    'a mask of a number',
    'extend type Customer { age: Int @pii(category: IDENTITY) @mask(as: YEAR) }',
    'Customer.age is no text, which alone can be masked',
  ],
  [
    'a mask that nothing asks for',
    'extend type Customer { nick: String @mask(as: HASH) }',
    'has @mask, and nothing that would ask for it',
  ],
])('refuses %s', (_name, sdl, message) => {
  expect(complaints(sdl)).toEqual([message]);
});

it('refuses kinds of personal data that the rules leave out, naming every field; health may stay off', () => {
  const rules = [{ categories: ['IDENTITY', 'CONTACT', 'FINANCIAL'], basis: 'CONTRACT' }];
  const found = complaints('extend type Customer { blood: String @pii(category: HEALTH) }', rules);
  expect(found).toContain('Customer.orders is BEHAVIOUR, of which no rule speaks');
  expect(found).toContain('Order.status is BEHAVIOUR, of which no rule speaks');
  expect(found.every((message) => message.includes('BEHAVIOUR'))).toBe(true);
  expect(
    complaints('extend type Customer { tier: String }', [
      { ...rules[0], categories: ['IDENTITY', 'CONTACT', 'FINANCIAL', 'BEHAVIOUR'] },
    ]),
  ).toEqual([]);
});

it('reads categories of a field, its type and what it returns, purposes, masks, policies and what is refused', () => {
  const rulesOf = createFieldRules(
    schemaWith(`extend type Customer {
      risk: Risk @pii(category: FINANCIAL) @purpose(allow: ["CREDIT", "FRAUD"]) @policy(policies: [["analyst"], ["boss", "owner"]])
    }
    type Risk @pii(category: BEHAVIOUR) @purpose(allow: ["FRAUD", "AUDIT"]) {
      note: String @pii(category: IDENTITY) @purpose(allow: ["AUDIT", "CREDIT"]) @mask(as: LAST4) @refusal
    }`),
  );
  expect(rulesOf('Customer', 'risk')).toMatchObject({
    policies: [[['analyst'], ['boss', 'owner']]],
    refusesOperation: false,
    sensitivity: {
      name: 'Customer.risk',
      categories: ['FINANCIAL', 'BEHAVIOUR'],
      purposes: new Set(['CREDIT', 'FRAUD']),
    },
  });
  expect(rulesOf('Risk', 'note')).toMatchObject({
    refusesOperation: true,
    sensitivity: { categories: ['IDENTITY', 'BEHAVIOUR'], purposes: new Set(['AUDIT']), mask: 'LAST4' },
  });
  expect(rulesOf('Query', 'order')).toMatchObject({ sensitivity: undefined });
  expect(rulesOf('OrderConnection', 'nodes')).toMatchObject({ sensitivity: { categories: ['BEHAVIOUR'] } });
  expect(rulesOf('Customer', 'kind')).toMatchObject({ sensitivity: undefined, scopes: [[['customer:read']]] });
});

it.each<[string, string, readonly object[], boolean]>([
  ['no rules', 'extend type Customer { tier: String }', [], false],
  ['rules', 'extend type Customer { tier: String }', [{ categories: ['IDENTITY'], basis: 'CONTRACT' }], true],
  ['a field that is off', 'extend type Customer { blood: String @pii(category: HEALTH) }', [], true],
  ['a field bound to a purpose', 'extend type Customer { score: String @purpose(allow: ["CREDIT"]) }', [], true],
])('costs a request something only where something may be kept back: %s', (_name, sdl, rules, expected) => {
  expect(needsRelease(schemaWith(sdl), createPrivacyPolicy(PrivacySettings.parse({ rules })))).toBe(expected);
});
