import type { Principal } from '../../../src/access/principal.ts';
import { createRowRules, type RowExpression } from '../../../src/access/row-rules.ts';
import type { RowRule } from '../../../src/config/privacy-settings.ts';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';

const compile = (text: string): RowExpression => compileExpression(text).evaluate;

const PRINCIPAL: Principal = {
  kind: 'partner',
  via: 'key',
  id: 'k1',
  name: 'Acme',
  tenant: 'north',
  scopes: new Set(),
  roles: new Set(['regional']),
  attributes: { territory: 'EAST', countries: ['DE', 'FR'], kind: 'operator' },
  purposes: new Set(),
};

function shows(rules: readonly RowRule[], customer: object, principal: Partial<Principal> = {}): boolean | undefined {
  const filter = createRowRules(rules, compile).filterFor({ ...PRINCIPAL, ...principal });
  return filter?.shows(customer as Record<string, unknown>);
}

const EAST = { territory: 'EAST', addresses: [{ country: 'DE' }] };
const TWO = { addresses: [{ country: 'CN' }, { country: 'FR' }] };
const rule = (text: string, rest: Partial<RowRule> = {}): RowRule => ({ rule: text, ...rest });

it.each<[string, RowRule[], object, boolean | undefined]>([
  ['no rule', [], EAST, undefined],
  ['the same territory', [rule('territory = principal.territory')], EAST, true],
  ['another territory', [rule('territory = principal.territory')], { territory: 'WEST' }, false],
  ['no territory', [rule('territory = principal.territory')], {}, false],
  ['a list of the credential’s', [rule('addresses[0].country in principal.countries')], EAST, true],
  ['any of many', [rule('$exists(addresses[country in $$.principal.countries])')], TWO, true],
  [
    'none of many',
    [rule('$exists(addresses[country in $$.principal.countries])')],
    { addresses: [{ country: 'CN' }, {}] },
    false,
  ],
  ['one of two rules', [rule('true'), rule('territory = "WEST"')], EAST, false],
  ['a rule that fails', [rule('$error("no")')], EAST, false],
  ['a rule that says something else than true', [rule('1')], EAST, false],
  ['a rule of other callers', [rule('false', { callers: ['user'] })], EAST, undefined],
  ['a rule of other roles', [rule('false', { roles: ['manager'] })], EAST, undefined],
  ['a rule of one of several roles', [rule('false', { roles: ['manager', 'regional'] })], EAST, false],
  ['a rule of other tenants', [rule('false', { tenants: ['south'] })], EAST, undefined],
  ['an attribute that is called like a fact', [rule('principal.kind = "partner"')], EAST, true],
  ['a customer’s field called principal', [rule('principal.territory = "EAST"')], { principal: {} }, true],
])('%s', (_name, rules, customer, expected) => {
  expect(shows(rules, customer)).toBe(expected);
});

it('says which words its rules use, so that whoever asks knows what to read', () => {
  const filter = createRowRules([rule('loyalty.tier = "GOLD" and territory in principal.of')], compile).filterFor(
    PRINCIPAL,
  );
  expect([...(filter?.words ?? [])]).toEqual(expect.arrayContaining(['loyalty', 'territory', 'principal']));
});

it('decides anew for the same credential under another purpose', () => {
  const rules = [rule('principal.purpose = "SUPPORT"')];
  expect(shows(rules, EAST, { purpose: 'SUPPORT' })).toBe(true);
  expect(shows(rules, EAST, { purpose: 'MARKETING' })).toBe(false);
});
