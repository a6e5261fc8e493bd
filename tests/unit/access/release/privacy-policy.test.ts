import { createCustomerBasis, NOBODYS_BASIS } from '../../../../src/access/release/customer-basis.ts';
import {
  createPrivacyPolicy,
  partnerName,
  type Caller,
  type FieldSensitivity,
} from '../../../../src/access/release/privacy-policy.ts';
import { PrivacySettings } from '../../../../src/config/privacy-settings.ts';
import type { ConsentStatement } from '../../../../src/access/release/consent-state.ts';

const FIELD: FieldSensitivity = {
  name: 'Customer.birthDate',
  categories: ['IDENTITY'],
  purposes: undefined,
  mask: 'YEAR',
};
const CALLER: Caller = { kind: 'partner', purpose: 'MARKETING', name: 'Acme', attributes: {} };

function decide(
  rules: readonly unknown[],
  {
    caller = {},
    laws = ['GDPR'],
    said = [],
    complete = true,
    restricted = false,
    field = {},
  }: {
    caller?: Partial<Caller>;
    laws?: readonly string[];
    said?: readonly Partial<ConsentStatement>[];
    complete?: boolean;
    restricted?: boolean;
    field?: Partial<FieldSensitivity>;
  } = {},
) {
  const statements = said.map((each) => ({ purpose: 'MARKETING', state: 'GRANTED' as const, collectedAt: 1, ...each }));
  const basis = createCustomerBasis({ laws, statements, complete, restricted, now: 10 });
  const policy = createPrivacyPolicy(PrivacySettings.parse({ rules }));
  return policy.decide({ ...FIELD, ...field }, { ...CALLER, ...caller }, basis);
}

const SHOW = { kind: 'show' };
const year = (reason: string) => ({ kind: 'mask', how: 'YEAR', reason });
const withheld = (reason: string) => ({ kind: 'withhold', reason });
const consent = { categories: ['IDENTITY'], basis: 'CONSENT' };
const separate = { categories: ['IDENTITY'], basis: 'SEPARATE_CONSENT' };

it.each<[string, ReturnType<typeof decide>, object]>([
  ['no rules at all', decide([]), SHOW],
  ['no rules, health', decide([], { field: { categories: ['HEALTH'] } }), withheld('CATEGORY_OFF')],
  ['rules that do not name health', decide([consent], { field: { categories: ['HEALTH'] } }), withheld('CATEGORY_OFF')],
  [
    'health, named',
    decide([{ categories: ['HEALTH'], basis: 'CONTRACT' }], { field: { categories: ['HEALTH'] } }),
    SHOW,
  ],
  ['a category that no rule names', decide([{ ...consent, categories: ['CONTACT'] }]), withheld('NO_LAWFUL_BASIS')],
  ['consent given', decide([consent], { said: [{}] }), SHOW],
  ['consent missing', decide([consent]), year('NO_CONSENT')],
  ['consent missing, no mask', decide([consent], { field: { mask: undefined } }), withheld('NO_CONSENT')],
  ['consent missing, masks not wanted', decide([{ ...consent, otherwise: 'WITHHOLD' }]), withheld('NO_CONSENT')],
  [
    'consent withdrawn',
    decide([consent], { said: [{}, { state: 'WITHDRAWN', collectedAt: 2 }] }),
    year('CONSENT_REFUSED'),
  ],
  ['consent under another name', decide([{ ...consent, consent: 'ADS' }], { said: [{ purpose: 'ADS' }] }), SHOW],
  ['a source of consents is down', decide([consent], { said: [{}], complete: false }), year('CONSENT_UNREADABLE')],
  ['a call without a purpose', decide([consent], { caller: { purpose: undefined as never } }), year('NO_PURPOSE')],
  ['a partner that nobody named', decide([separate], { said: [{}] }), year('PARTNER_NOT_NAMED')],
  ['a partner that was named', decide([separate], { said: [{ partner: 'Acme' }] }), SHOW],
  ['separate consent and our own app', decide([separate], { said: [{}], caller: { kind: 'user' } }), SHOW],
  ['a contract', decide([{ ...consent, basis: 'CONTRACT' }]), SHOW],
  ['legitimate interests', decide([{ ...consent, basis: 'LEGITIMATE_INTERESTS' }]), SHOW],
  [
    'legitimate interests, objected to',
    decide([{ ...consent, basis: 'LEGITIMATE_INTERESTS' }], { said: [{ state: 'DENIED' }] }),
    year('OBJECTED'),
  ],
  ['a contract, restricted', decide([{ ...consent, basis: 'CONTRACT' }], { restricted: true }), year('RESTRICTED')],
  [
    'legitimate interests, restricted',
    decide([{ ...consent, basis: 'LEGITIMATE_INTERESTS' }], { restricted: true }),
    year('RESTRICTED'),
  ],
  ['consent given, restricted', decide([consent], { said: [{}], restricted: true }), SHOW],
  ['a legal obligation, restricted', decide([{ ...consent, basis: 'LEGAL_OBLIGATION' }], { restricted: true }), SHOW],
  ['forbidden', decide([{ ...consent, basis: 'NONE', otherwise: 'WITHHOLD' }]), withheld('NO_LAWFUL_BASIS')],
  [
    'the rule of another purpose',
    decide([{ ...consent, basis: 'CONTRACT', purposes: ['SERVICE'] }]),
    withheld('NO_LAWFUL_BASIS'),
  ],
  [
    'the rule of other callers',
    decide([{ ...consent, basis: 'CONTRACT', callers: ['operator'] }]),
    withheld('NO_LAWFUL_BASIS'),
  ],
  ['the first rule that fits counts', decide([consent, { ...consent, basis: 'CONTRACT' }]), year('NO_CONSENT')],
  [
    'two laws, one of which asks for more',
    decide(
      [
        { ...separate, laws: ['PIPL'] },
        { ...consent, basis: 'CONTRACT' },
      ],
      { laws: ['GDPR', 'PIPL'] },
    ),
    year('PARTNER_NOT_NAMED'),
  ],
  [
    'two categories, one of which is not allowed',
    decide([{ ...consent, basis: 'CONTRACT' }], { field: { categories: ['IDENTITY', 'FINANCIAL'] } }),
    withheld('NO_LAWFUL_BASIS'),
  ],
  [
    'a purpose the field is not for',
    decide([{ ...consent, basis: 'CONTRACT' }], { field: { purposes: new Set(['SERVICE']) } }),
    withheld('PURPOSE_NOT_ALLOWED'),
  ],
  ['a purpose the field is for', decide([], { field: { purposes: new Set(['MARKETING']) } }), SHOW],
])('%s', (_name, decision, expected) => {
  expect(decision).toEqual(expected);
});

it('has no consent where nobody knows the customer', () => {
  const policy = createPrivacyPolicy(PrivacySettings.parse({ rules: [consent] }));
  expect(policy.decide(FIELD, CALLER, NOBODYS_BASIS)).toEqual(year('NO_CONSENT'));
});

it('tells the law by the countries, and takes every law for countries that could not be read', () => {
  const policy = createPrivacyPolicy(PrivacySettings.parse({ rules: [{ ...consent, laws: ['PIPL', 'GDPR'] }] }));
  const lawsOf = (countries: readonly string[] | undefined) =>
    policy.basisOf({ countries, statements: [], complete: true, restricted: false, now: 0 }).laws;
  expect(lawsOf(['DE', 'CN'])).toEqual(['GDPR', 'PIPL']);
  expect(lawsOf(['US'])).toEqual(['UNKNOWN']);
  expect(lawsOf([])).toEqual(['UNKNOWN']);
  expect(lawsOf(undefined)).toEqual(['GDPR', 'PIPL', 'UNKNOWN']);
});

it('knows a partner by the attribute of its credential, else by its name', () => {
  expect(partnerName({ name: 'key 7', attributes: { partner: 'Acme' } })).toBe('Acme');
  expect(partnerName({ name: 'key 7', attributes: {} })).toBe('key 7');
});

it('refuses a rule for a law that no country has', () => {
  const parsed = PrivacySettings.safeParse({ rules: [{ ...consent, laws: ['LGPD'] }] });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
    '"LGPD" is no law; right: GDPR, UK_GDPR, PIPL, UNKNOWN',
  ]);
});
