import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { SetReader } from './labelled-set.ts';

type Row = Record<string, string>;

const FEBRL: Omit<SetReader, 'name' | 'files'> = {
  kind: 'PERSON',
  entityOf: (row) => /^rec-(\d+)-/.exec(cell(row, 'rec_id'))?.[1] ?? '',
  toRecord: (row) => ({
    ...names(row, 'given_name', 'surname'),
    birthDate: isoDate(cell(row, 'date_of_birth').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')),
    addresses: [
      {
        lines: [`${cell(row, 'street_number')} ${cell(row, 'address_1')}`.trim(), cell(row, 'address_2')].filter(
          Boolean,
        ),
        locality: text(row, 'suburb'),
        region: text(row, 'state'),
        postalCode: text(row, 'postcode'),
        country: 'AU',
      },
    ],
    identifiers:
      cell(row, 'soc_sec_id') === '' ? [] : [{ type: 'SOCIAL_SECURITY', issuer: 'AU', value: cell(row, 'soc_sec_id') }],
  }),
};

const RLDATA: Omit<SetReader, 'name' | 'files'> = {
  kind: 'PERSON',
  entityOf: (row) => cell(row, 'label_true'),
  toRecord: (row) => ({
    givenName: [cell(row, 'fname_c1'), cell(row, 'fname_c2')].join(' ').trim() || null,
    familyName: [cell(row, 'lname_c1'), cell(row, 'lname_c2')].join(' ').trim() || null,
    birthDate: isoDate(`${cell(row, 'by')}-${cell(row, 'bm').padStart(2, '0')}-${cell(row, 'bd').padStart(2, '0')}`),
  }),
};

export const SET_READERS: readonly SetReader[] = [
  {
    name: 'fake1000',
    kind: 'PERSON',
    files: ['fake1000/fake_1000.csv'],
    entityOf: (row) => cell(row, 'cluster'),
    toRecord: (row) => ({
      ...names(row, 'first_name', 'surname'),
      birthDate: isoDate(cell(row, 'dob')),
      addresses: [{ locality: text(row, 'city') }],
      emails: emails(cell(row, 'email')),
    }),
  },
  { ...FEBRL, name: 'febrl1', files: ['febrl/dataset1.csv'] },
  { ...FEBRL, name: 'febrl2', files: ['febrl/dataset2.csv'] },
  { ...FEBRL, name: 'febrl3', files: ['febrl/dataset3.csv'] },
  { ...FEBRL, name: 'febrl4', files: ['febrl/dataset4a.csv', 'febrl/dataset4b.csv'] },
  { ...RLDATA, name: 'rldata500', files: ['rldata/RLdata500.csv'] },
  { ...RLDATA, name: 'rldata10000', files: ['rldata/RLdata10000.csv'] },
  {
    name: 'chicago-sites',
    kind: 'ORGANIZATION',
    files: ['chicago-sites/csv_example_input_with_true_ids.csv'],
    entityOf: (row) => cell(row, 'True Id'),
    sourceOf: (row) => cell(row, 'Source').replace(/\W+/g, '-').toLowerCase(),
    toRecord: (row) => ({
      displayName: text(row, 'Site name'),
      addresses: [{ lines: lines(cell(row, 'Address')), postalCode: text(row, 'Zip') }],
      phones: phones([cell(row, 'Phone')], 'US'),
      emails: emails(cell(row, 'Email Address')),
    }),
  },
  {
    name: 'restaurant',
    kind: 'ORGANIZATION',
    files: ['restaurant-fodors-zagat/restaurant.csv'],
    entityOf: (row) => cell(row, 'class'),
    toRecord: (row) => ({
      displayName: text(row, 'name'),
      industry: text(row, 'type'),
      addresses: [{ lines: lines(cell(row, 'addr')), locality: text(row, 'city'), country: 'US' }],
      phones: phones([cell(row, 'phone')], 'US'),
    }),
  },
  {
    name: 'affiliations',
    kind: 'ORGANIZATION',
    files: ['affiliations/affiliations.csv'],
    entityOf: (row) => cell(row, 'label_true'),
    toRecord: (row) => ({ displayName: text(row, 'affiliation') }),
  },
  {
    name: 'stoxx50',
    kind: 'ORGANIZATION',
    files: ['stoxx50-companies/stoxx50_extended_with_id.csv'],
    entityOf: (row) => cell(row, 'id'),
    toRecord: (row) => ({ displayName: text(row, 'name') }),
  },
];

function cell(row: Row, column: string): string {
  return row[column] ?? '';
}

function text(row: Row, column: string): string | null {
  return cell(row, column) || null;
}

function names(row: Row, given: string, family: string): { givenName: string | null; familyName: string | null } {
  return { givenName: text(row, given), familyName: text(row, family) };
}

function lines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function emails(value: string): { address: string }[] {
  return value.includes('@') ? [{ address: value }] : [];
}

function phones(values: readonly string[], region: 'US'): { number: string | null; raw: string }[] {
  return values.filter(Boolean).map((raw) => {
    const parsed = parsePhoneNumberFromString(raw, region);
    return { number: parsed?.isValid() === true ? parsed.number : null, raw };
  });
}

/** Null for what no calendar knows: a mapping would refuse it as well. */
function isoDate(value: string): string | null {
  const time = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? null : value;
}
