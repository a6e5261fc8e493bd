import * as fc from 'fast-check';
import type { CustomerRecord } from '../../../src/domain/customer-record.ts';
import { conflictsOf } from '../../../src/profile/conflicts.ts';
import { PROFILE_FIELDS, POLICIES, type PolicyName, type ProfileField } from '../../../src/profile/policies.ts';
import type { Profile, ProfileRecord } from '../../../src/profile/profile.ts';
import { resolveField } from '../../../src/profile/resolve-field.ts';

const SOURCES = ['erp', 'crm', 'finance', 'scm'];

/** Records of sources in the order of trust. */
function profileOf(...records: readonly Partial<CustomerRecord>[]): Profile {
  return { records: records.map((record, index) => toProfileRecord(SOURCES[index] ?? `s${index}`, record)) };
}

function toProfileRecord(source: string, record: Partial<CustomerRecord>): ProfileRecord {
  return { ref: { source, id: '1' }, record: { id: '1', ...record }, fetchedAt: 1, mappingVersion: 'v' };
}

const old = '2020-01-01T00:00:00Z';
const recent = '2026-01-01T00:00:00+02:00';
const mail = (address: string, verified?: boolean) => ({ address, ...(verified !== undefined && { verified }) });

describe('a merged field', () => {
  it.each<[string, ProfileField, Partial<CustomerRecord>[], [unknown, string | undefined, string[]]]>([
    [
      'the most trusted source that has one',
      'displayName',
      [{}, { displayName: 'B' }, { displayName: 'C' }],
      ['B', 'crm', ['finance']],
    ],
    ['no source has one', 'displayName', [{}, { displayName: null }], [undefined, undefined, []]],
    ['those who agree lose nothing', 'displayName', [{ displayName: 'A' }, { displayName: 'A' }], ['A', 'erp', []]],
    [
      'the most recent by the source’s own clock',
      'preferredLanguage',
      [
        { preferredLanguage: 'de', modifiedAt: old },
        { preferredLanguage: 'fr', modifiedAt: recent },
        { preferredLanguage: 'it' },
      ],
      ['fr', 'crm', ['erp', 'finance']],
    ],
    [
      'trust decides when no source says when',
      'preferredLanguage',
      [{ preferredLanguage: 'de' }, { preferredLanguage: 'fr' }],
      ['de', 'erp', ['crm']],
    ],
    [
      'the most frequent',
      'birthDate',
      [{ birthDate: '1990-01-01' }, { birthDate: '1991-01-01' }, { birthDate: '1991-01-01' }],
      ['1991-01-01', 'crm', ['erp']],
    ],
    [
      'a list of all, each once, as the most trusted spells it',
      'emails',
      [{ emails: [mail('a@x.example')] }, { emails: [mail('A@X.example'), mail('b@x.example')] }],
      [[mail('a@x.example'), mail('b@x.example')], 'erp', []],
    ],
    [
      'an empty list gives way',
      'emails',
      [{ emails: [] }, { emails: [mail('b@x.example')] }],
      [[mail('b@x.example')], 'crm', []],
    ],
  ])('%s: %s', (_name, field, records, [value, winner, losers]) => {
    const resolved = resolveField(profileOf(...records), field);
    expect(resolved).toMatchObject({ policy: POLICIES[field] });
    expect(resolved.value).toEqual(value);
    expect(resolved.winner?.ref.source).toBe(winner);
    expect(resolved.losers.map(({ from }) => from.ref.source)).toEqual(losers);
  });

  const texts = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: null });
  const records = fc.record({
    displayName: texts,
    birthDate: fc.option(fc.constantFrom('1990-01-01', '1991-01-01'), { nil: null }),
    preferredLanguage: fc.option(fc.constantFrom('de', 'fr'), { nil: null }),
    emails: fc.array(fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example').map((address) => ({ address }))),
    modifiedAt: fc.option(fc.constantFrom(old, recent), { nil: null }),
  });
  const profiles = fc.array(records, { maxLength: 4 }).map((list) => profileOf(...list));

  it('is one of the values there are, and its winner is who says so', () => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...PROFILE_FIELDS), (profile, field) => {
        const { value, winner, losers } = resolveField(profile, field);
        const said = profile.records.flatMap(({ record }): unknown[] => [record[field] ?? []].flat());
        expect([value ?? []].flat().every((each) => said.includes(each))).toBe(true);
        expect(winner === undefined || profile.records.includes(winner)).toBe(true);
        expect(losers.some(({ from }) => from === winner)).toBe(false);
      }),
    );
  });

  it('does not change when records that say nothing are added, or the least trusted repeats the winner', () => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...PROFILE_FIELDS), fc.nat(4), (profile, field, at) => {
        const { value, winner } = resolveField(profile, field);
        const silent = profile.records.toSpliced(at, 0, toProfileRecord('silent', {}));
        expect(resolveField({ records: silent }, field).value).toEqual(value);
        const repeated = winner
          ? [...profile.records, { ...winner, ref: { source: 'echo', id: '1' } }]
          : profile.records;
        expect(resolveField({ records: repeated }, field).value).toEqual(value);
      }),
    );
  });

  it('unites a list with itself to itself, and with another to the same elements in either order', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const { value } = resolveField(profile, 'emails');
        const again = profileOf({ emails: value ?? [] }, { emails: value ?? [] });
        expect(resolveField(again, 'emails').value ?? []).toEqual(value ?? []);
        const folded = (list: readonly { address: string }[] | null | undefined) =>
          new Set((list ?? []).map(({ address }) => address.toLowerCase()));
        const reversed = resolveField({ records: profile.records.toReversed() }, 'emails').value;
        expect(folded(reversed)).toEqual(folded(value));
      }),
    );
  });

  it('is decided by what records say, not by their order, where recency or frequency decides alone', () => {
    const [first, second] = [
      { preferredLanguage: 'de', modifiedAt: old },
      { preferredLanguage: 'fr', modifiedAt: recent },
    ];
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      expect(resolveField(profileOf(...order), 'preferredLanguage').value).toBe('fr');
    }
  });
});

describe('the setting `profile`', () => {
  const tax = (value: string, verified?: boolean) => ({
    type: 'TAX_ID',
    value,
    ...(verified !== undefined && { verified }),
  });

  it.each<[string, [ProfileField, PolicyName], Partial<CustomerRecord>[], [unknown, string | undefined, string[]]]>([
    [
      'VERIFIED_FIRST: verified ones, then the others, each part by trust',
      ['emails', 'VERIFIED_FIRST'],
      [{ emails: [mail('a@x.example'), mail('b@x.example', true)] }, { emails: [mail('c@x.example', true)] }],
      [[mail('b@x.example', true), mail('c@x.example', true), mail('a@x.example')], 'erp', []],
    ],
    [
      'VERIFIED_FIRST: one that any source verified counts as verified, and that source says so',
      ['emails', 'VERIFIED_FIRST'],
      [{ emails: [mail('a@x.example', false)] }, { emails: [mail('A@x.example', true)] }],
      [[mail('A@x.example', true)], 'crm', []],
    ],
    [
      'VERIFIED_FIRST: by trust alone where nobody verified',
      ['identifiers', 'VERIFIED_FIRST'],
      [{ identifiers: [tax('1')] }, { identifiers: [tax('2', false)] }],
      [[tax('1'), tax('2', false)], 'erp', []],
    ],
    [
      'SOURCE_ORDER: a list as one source has it, an empty one set aside',
      ['emails', 'SOURCE_ORDER'],
      [{ emails: [] }, { emails: [mail('b@x.example')] }, { emails: [mail('c@x.example')] }],
      [[mail('b@x.example')], 'crm', ['finance']],
    ],
    [
      'MOST_FREQUENT: the list that most sources have, in whichever order',
      ['emails', 'MOST_FREQUENT'],
      [
        { emails: [mail('c@x.example')] },
        { emails: [mail('a@x.example'), mail('b@x.example')] },
        { emails: [mail('B@x.example'), mail('a@x.example')] },
      ],
      [[mail('a@x.example'), mail('b@x.example')], 'crm', ['erp']],
    ],
    [
      'MOST_COMPLETE: the longest',
      ['displayName', 'MOST_COMPLETE'],
      [{ displayName: 'A' }, { displayName: 'A. Example' }],
      ['A. Example', 'crm', ['erp']],
    ],
  ])('%s', (_name, [field, policy], records, [value, winner, losers]) => {
    const resolved = resolveField({ ...profileOf(...records), policies: { ...POLICIES, [field]: policy } }, field);
    expect(resolved).toMatchObject({ policy });
    expect(resolved.value).toEqual(value);
    expect(resolved.winner?.ref.source).toBe(winner);
    expect(resolved.losers.map(({ from }) => from.ref.source)).toEqual(losers);
  });

  it('VERIFIED_FIRST shows the very members that UNION shows', () => {
    const verified = fc.option(fc.boolean(), { nil: null });
    const members = fc.record({ address: fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example'), verified });
    const profiles = fc.array(fc.array(members), { maxLength: 4 });
    fc.assert(
      fc.property(profiles, (lists) => {
        const profile = profileOf(...lists.map((emails) => ({ emails })));
        const shown = resolveField({ ...profile, policies: { ...POLICIES, emails: 'VERIFIED_FIRST' } }, 'emails').value;
        const addresses = (list: typeof shown) => (list ?? []).map(({ address }) => address.toLowerCase());
        expect(addresses(shown).toSorted()).toEqual(addresses(resolveField(profile, 'emails').value).toSorted());
        const flags = (shown ?? []).map((email) => email.verified === true);
        expect(flags).toEqual(flags.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('conflicts', () => {
  const taxId = (value: string, issuer = 'DE') => ({ identifiers: [{ type: 'TAX_ID', issuer, value }] });

  it.each<[string, Partial<CustomerRecord>[], [string, string][]]>([
    ['none where all agree', [{ displayName: 'A' }, { displayName: 'A' }], []],
    [
      'low for another spelling',
      [{ displayName: 'Müller GmbH' }, { displayName: 'Muller  GMBH' }],
      [['displayName', 'LOW']],
    ],
    ['medium for another value', [{ displayName: 'A' }, { displayName: 'B' }], [['displayName', 'MEDIUM']]],
    ['high for what identifies', [{ birthDate: '1990-01-01' }, { birthDate: '1991-01-01' }], [['birthDate', 'HIGH']]],
    ['high for two tax ids of one authority', [taxId('1'), taxId('2')], [['identifiers', 'HIGH']]],
    ['none for tax ids of two authorities', [taxId('1'), taxId('2', 'FR')], []],
    ['none for numbers that only their source knows', [{ parentId: '1' }, { parentId: '2' }], []],
  ])('%s', (_name, records, expected) => {
    const conflicts = conflictsOf(profileOf(...records));
    expect(conflicts.map(({ field, severity }) => [field, severity])).toEqual(expected);
    for (const { values } of conflicts) expect(values.length).toBeGreaterThan(1);
  });
});
