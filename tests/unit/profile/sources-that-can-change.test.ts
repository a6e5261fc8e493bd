import * as fc from 'fast-check';
import { ProfileSettings } from '../../../src/config/profile-settings.ts';
import type { CustomerRecord } from '../../../src/domain/customer-record.ts';
import { conflictsOf } from '../../../src/profile/conflicts.ts';
import { PROFILE_FIELDS, type ProfileField } from '../../../src/profile/policies.ts';
import type { Profile, ProfileRecord } from '../../../src/profile/profile.ts';
import { resolveField } from '../../../src/profile/resolve-field.ts';
import {
  sourcesThatBear,
  sourcesThatCanChange,
  type ProfileQuestion,
  type Provision,
} from '../../../src/profile/sources-that-can-change.ts';

const provision = (source: string, ...fields: ProfileField[]): Provision => ({ source, fields: new Set(fields) });
const recordOf = (source: string, record: Partial<CustomerRecord>): ProfileRecord => ({
  ref: { source, id: '1' },
  record: { id: '1', ...record },
  fetchedAt: 1,
  mappingVersion: 'v',
});

const provisions = [
  provision('erp', 'displayName', 'emails'),
  provision('crm', 'displayName', 'birthDate'),
  provision('scm', 'addresses'),
  { source: 'odd', fields: 'ANY' } as const,
];

describe('a source', () => {
  it.each<[ProfileField[], string[]]>([
    [['displayName'], ['erp', 'crm', 'odd']],
    [['addresses'], ['scm', 'odd']],
    [
      ['birthDate', 'emails'],
      ['erp', 'crm', 'odd'],
    ],
    [['industry'], ['odd']],
    [[], []],
  ])('bears on %j when it provides one of them: %j', (fields, sources) => {
    expect(sourcesThatBear({ fields, provisions })).toEqual(sources);
  });

  it.each<[string, ProfileField[], [string, Partial<CustomerRecord>][], string[]]>([
    ['nothing has been read', ['displayName'], [], ['erp', 'crm', 'odd']],
    ['the most trusted has a name', ['displayName'], [['erp', { displayName: 'A' }]], []],
    ['the most trusted has none', ['displayName'], [['erp', {}]], ['crm', 'odd']],
    ['a less trusted has a name', ['displayName'], [['crm', { displayName: 'B' }]], ['erp']],
    ['frequency decides', ['birthDate'], [['crm', { birthDate: '1990-01-01' }]], ['odd']],
    ['all are united', ['emails'], [['erp', { emails: [{ address: 'a@x.example' }] }]], ['odd']],
    ['another field needs it', ['displayName', 'addresses'], [['erp', { displayName: 'A' }]], ['scm', 'odd']],
  ])('is awaited while it can change a value: %s', (_name, fields, read, sources) => {
    const progress = {
      records: read.map(([source, record]) => recordOf(source, record)),
      settled: new Set(read.map(([source]) => source)),
    };
    expect(sourcesThatCanChange({ fields, provisions }, progress)).toEqual(sources);
  });
});

describe('what may be left out', () => {
  const SOURCES = ['erp', 'crm', 'finance', 'scm'];
  const VALUES: Partial<Record<ProfileField, fc.Arbitrary<unknown>>> = {
    displayName: fc.constantFrom('A', 'a', 'B'),
    birthDate: fc.constantFrom('1990-01-01', '1991-01-01'),
    preferredLanguage: fc.constantFrom('de', 'fr'),
    emails: fc.array(fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example').map((address) => ({ address }))),
    identifiers: fc.array(
      fc.constantFrom('1', '2').map((value) => ({ type: 'TAX_ID', issuer: 'XX', value, verified: value === '1' })),
    ),
  };
  const FIELDS = PROFILE_FIELDS.filter((field) => VALUES[field]);
  const policies = fc
    .record({
      displayName: fc.constantFrom('SOURCE_ORDER', 'MOST_COMPLETE', 'MOST_FREQUENT', 'MOST_RECENT'),
      birthDate: fc.constantFrom('SOURCE_ORDER', 'MOST_FREQUENT'),
      preferredLanguage: fc.constantFrom('SOURCE_ORDER', 'MOST_RECENT'),
      emails: fc.constantFrom('UNION', 'SOURCE_ORDER', 'MOST_COMPLETE'),
      identifiers: fc.constantFrom('UNION', 'VERIFIED_FIRST', 'SOURCE_ORDER'),
    })
    .map((chosen) => ProfileSettings.parse(chosen));
  const modifiedAt = fc.constantFrom(null, '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z');

  /** Of each source, which fields it provides and two records that have no others. */
  const sources = fc.tuple(...SOURCES.map((source) => sourceOf(source)));
  function sourceOf(source: string) {
    return fc.subarray([...FIELDS]).chain((fields) => {
      const values = fields.map((field) => [field, fc.option(VALUES[field] ?? fc.constant(null), { nil: null })]);
      const records = fc.array(fc.record({ ...Object.fromEntries(values), modifiedAt }), { maxLength: 2 });
      const isTold = fc.boolean();
      return fc.record({ records, isTold }).map((each): { provision: Provision; records: ProfileRecord[] } => ({
        provision: { source, fields: each.isTold ? new Set(fields) : 'ANY' },
        records: each.records.map((record) => recordOf(source, record)),
      }));
    });
  }

  const questions = fc.record({
    sources,
    policies,
    fields: fc.subarray([...FIELDS]),
    order: fc.shuffledSubarray(SOURCES),
  });

  it('leaves winner, losers and conflicts of the fields asked for as they are', () => {
    fc.assert(
      fc.property(questions, ({ sources: all, policies: chosen, fields }) => {
        const question = toQuestion(all, { fields, policies: chosen });
        const asked = new Set(sourcesThatBear(question));
        const whole = { records: all.flatMap(({ records }) => records), policies: chosen };
        const part = { ...whole, records: whole.records.filter(({ ref }) => asked.has(ref.source)) };
        expect(answersOf(part, fields)).toEqual(answersOf(whole, fields));
      }),
    );
  });

  it('leaves values and winners as they are, in whichever order sources answer', () => {
    fc.assert(
      fc.property(questions, ({ sources: all, policies: chosen, fields, order }) => {
        const question = toQuestion(all, { fields, policies: chosen });
        const settled = new Set(order);
        const records = all.flatMap((each) => each.records);
        const read = records.filter(({ ref }) => settled.has(ref.source));
        const awaited = sourcesThatCanChange(question, { records: read, settled });
        expect(awaited.filter((source) => settled.has(source))).toEqual([]);
        const enough = records.filter(({ ref }) => settled.has(ref.source) || awaited.includes(ref.source));
        expect(winnersOf({ records: enough, policies: chosen }, fields)).toEqual(
          winnersOf({ records, policies: chosen }, fields),
        );
      }),
    );
  });

  function toQuestion(all: readonly { provision: Provision }[], rest: Omit<ProfileQuestion, 'provisions'>) {
    return { ...rest, provisions: all.map((each) => each.provision) };
  }

  function answersOf(profile: Profile, fields: readonly ProfileField[]): unknown[] {
    const conflicts = conflictsOf(profile).filter(({ field }) => fields.includes(field));
    return [fields.map((field) => resolveField(profile, field)), conflicts];
  }

  function winnersOf(profile: Profile, fields: readonly ProfileField[]): unknown[] {
    return fields.map((field) => {
      const { value, winner } = resolveField(profile, field);
      return { value, winner };
    });
  }
});
