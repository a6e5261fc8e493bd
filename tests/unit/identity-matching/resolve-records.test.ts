import { assert, property, shuffledSubarray } from 'fast-check';
import type { MatchRecord } from '../../../src/identity/matching/resolve-records.ts';
import { resolveRecords } from '../../../src/identity/matching/resolve-records.ts';

function record(key: string, fields: Omit<MatchRecord['record'], 'id'>, deduplicated = false): MatchRecord {
  const [source = '', id = ''] = key.split(':');
  return { ref: { source, id }, record: { id, ...fields }, deduplicated };
}

const organisation = (displayName: string) => ({ kind: 'ORGANIZATION' as const, displayName });
const taxId = (issuer: string, value: string) => ({ identifiers: [{ type: 'TAX_ID', issuer, value }] });
const reference = (issuer: string, value: string) => ({ identifiers: [{ type: 'CUSTOMER_REFERENCE', issuer, value }] });
const email = (address: string) => ({ emails: [{ address }] });
const phone = (number: string) => ({ phones: [{ number }] });

const mergedCases: [string, MatchRecord[]][] = [
  [
    'a reference to another source, unpadded and under another name',
    [
      record('erp:0000001001', organisation('Nordlicht GmbH')),
      record('scm:7', { ...organisation('N. Licht Lager'), ...reference('erp', '1001') }),
    ],
  ],
  [
    'two references to a record nobody loaded',
    [
      record('scm:1', { ...organisation('A'), ...reference('erp', '55001') }),
      record('finance:2', { ...organisation('B'), ...reference('erp', '0055001') }),
    ],
  ],
  [
    'one tax id, spelled with and without its prefix',
    [
      record('erp:1', { ...organisation('Nordlicht GmbH'), ...taxId('DE', 'DE136695976') }),
      record('finance:2', { ...organisation('NORDLICHT'), ...taxId('DE', '136 695 976') }),
    ],
  ],
  [
    'one e-mail address, names in two scripts',
    [
      record('erp:1', { ...organisation('北京瑞丰贸易有限公司'), ...email('li@ruifeng.example') }),
      record('crm:2', { ...organisation('Beijing Harvest Trading'), ...email('li@ruifeng.example') }),
    ],
  ],
  [
    'one phone under one name',
    [
      record('erp:1', { ...organisation('Café Müller GmbH'), ...phone('+4930123456') }),
      record('crm:2', { ...organisation('CAFE MULLER'), ...phone('+4930123456') }),
    ],
  ],
];

const apartCases: [string, MatchRecord[]][] = [
  [
    'a mailbox shared by two companies',
    [
      record('erp:1', { ...organisation('Nordlicht GmbH'), ...email('info@park.example') }),
      record('erp:2', { ...organisation('Südwind AG'), ...email('info@park.example') }),
    ],
  ],
  [
    'a switchboard shared by similar names',
    [
      record('erp:1', { ...organisation('Hotel Bellevue Café'), ...phone('+4930123456') }),
      record('erp:2', { ...organisation('Hotel Bellevue Spa'), ...phone('+4930123456') }),
    ],
  ],
  [
    'two valid tax ids although the e-mail is one',
    [
      record('erp:1', { ...organisation('Nordlicht'), ...email('a@n.example'), ...taxId('DE', '136695976') }),
      record('crm:1', { ...organisation('Nordlicht'), ...email('a@n.example'), ...taxId('DE', '129273398') }),
    ],
  ],
  [
    'a couple with one mailbox',
    [
      record('crm:1', { kind: 'PERSON', givenName: 'Hans', familyName: 'Vogt', ...email('vogt@home.example') }),
      record('crm:2', { kind: 'PERSON', givenName: 'Petra', familyName: 'Vogt', ...email('vogt@home.example') }),
    ],
  ],
  [
    'father and son with one name and one mailbox',
    [
      record('crm:1', {
        kind: 'PERSON',
        givenName: 'Hans',
        familyName: 'Vogt',
        birthDate: '1950-03-04',
        ...email('vogt@home.example'),
      }),
      record('crm:2', {
        kind: 'PERSON',
        givenName: 'Hans',
        familyName: 'Vogt',
        birthDate: '1984-11-23',
        ...email('vogt@home.example'),
      }),
    ],
  ],
  [
    'a placeholder address',
    [
      record('erp:1', { ...organisation('Nordlicht'), ...email('test@example.com') }),
      record('erp:2', { ...organisation('Nordlicht'), ...email('test@example.com') }),
    ],
  ],
  [
    'records of a source declared free of duplicates',
    [
      record('erp:1', { ...organisation('Nordlicht'), ...email('a@n.example') }, true),
      record('erp:2', { ...organisation('Nordlicht'), ...email('a@n.example') }, true),
    ],
  ],
];

describe('declared-unique identifiers', () => {
  it.each(mergedCases)('merge: %s', (_name, records) => {
    expect(resolveRecords(records).clusters).toHaveLength(1);
  });

  it.each(apartCases)('keep apart: %s', (_name, records) => {
    expect(resolveRecords(records).clusters).toHaveLength(2);
  });

  it('says which identifier linked two records, without its value', () => {
    const [, records] = mergedCases[2]!;
    expect(resolveRecords(records).links).toContainEqual({
      a: 'erp:1',
      b: 'finance:2',
      rule: 'SAME_TAX_ID',
      evidence: [{ field: 'TAX_ID', level: 'exact' }],
    });
  });

  it('hands a contradicted pair to a person', () => {
    const [, records] = apartCases[0]!;
    expect(resolveRecords(records).quarantined.map(({ rule }) => rule)).toEqual(['SAME_EMAIL']);
  });
});

describe('rulings', () => {
  const pair = [record('erp:1', organisation('Nordlicht')), record('crm:1', organisation('Südwind'))];
  const ruling = (kind: 'LINK' | 'UNLINK') => ({ kind, a: 'erp:1', b: 'crm:1' });

  it('merge, split and merge again, the latest holds', () => {
    expect(resolveRecords(pair, undefined, [ruling('LINK')]).clusters).toHaveLength(1);
    expect(resolveRecords(pair, undefined, [ruling('LINK'), ruling('UNLINK')]).clusters).toHaveLength(2);
    expect(resolveRecords(pair, undefined, [ruling('LINK'), ruling('UNLINK'), ruling('LINK')]).clusters).toHaveLength(
      1,
    );
  });

  it('keep apart what an identifier would merge', () => {
    const [, records] = mergedCases[2]!;
    expect(resolveRecords(records, undefined, [{ kind: 'UNLINK', a: 'finance:2', b: 'erp:1' }]).clusters).toHaveLength(
      2,
    );
  });
});

it('gives one partition for any order of records', () => {
  const all = [...mergedCases, ...apartCases].flatMap(([, records], index) =>
    records.map((each) => ({ ...each, ref: { source: each.ref.source, id: `${each.ref.id}-${index}` } })),
  );
  const expected = resolveRecords(all).clusters;
  const shuffled = shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  assert(
    property(shuffled, (records) => expect(resolveRecords(records).clusters).toEqual(expected)),
    { numRuns: 20 },
  );
});
