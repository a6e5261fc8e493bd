import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { createDemoData } from '../../../src/demo/create-demo-data.ts';
import type { DemoWorld } from '../../../src/demo/demo-world.ts';
import { loadNorthwind } from '../../../src/demo/load-northwind.ts';
import type { MatchRecord } from '../../../src/identity/matching/resolve-records.ts';
import { resolveRecords } from '../../../src/identity/matching/resolve-records.ts';

const NORTHWIND = join(import.meta.dirname, '../../../../shared/datasets/northwind');

type Fields = Omit<MatchRecord['record'], 'id'>;

function record(source: string, id: string | number, fields: Fields): MatchRecord {
  return { ref: { source, id: String(id) }, record: { id: String(id), ...fields } };
}

/** What the demo systems say of their customers, in canonical words: the columns only, nothing cleaned. */
function toRecords(world: DemoWorld): MatchRecord[] {
  return [
    ...world.erp.partners.map((partner) => {
      const { street, houseNumber, city, postalCode, country } = partner.address;
      return record('erp', partner.number, {
        kind: partner.kind === 'person' ? 'PERSON' : 'ORGANIZATION',
        displayName: partner.name,
        givenName: partner.givenName || null,
        familyName: partner.familyName || null,
        birthDate: partner.birthDate ?? null,
        addresses: [{ lines: [`${street} ${houseNumber}`], locality: city, postalCode, country }],
        emails: emails(partner.address.emails),
        phones: partner.address.phones.map(({ number, international }) => phone(international || number, country)),
        identifiers: partner.taxNumbers.map(({ value }) => ({ type: 'TAX_ID', issuer: country, value })),
      });
    }),
    ...world.finance.contacts.map((contact) => {
      const { line1, city, postalCode } = contact.address;
      return record('finance', contact.id, {
        displayName: contact.name,
        givenName: contact.firstName || null,
        familyName: contact.lastName || null,
        addresses: [{ lines: [line1], locality: city, postalCode }],
        emails: emails([contact.email ?? '']),
        phones: contact.phones.map(({ country, area, number }) => phone(`+${country}${area}${number}`, '')),
        identifiers: reference(contact.number),
      });
    }),
    ...world.scm.customers.map(({ id, externalId, address, email }) => {
      const { name, company, street1, city, postalCode, country, phone: number } = address;
      return record('scm', id, {
        displayName: company || name,
        kind: company === '' ? null : 'ORGANIZATION',
        addresses: [{ lines: [street1], locality: city, postalCode, country }],
        emails: emails([email]),
        phones: number === '' ? [] : [phone(number, country)],
        identifiers: reference(externalId),
      });
    }),
  ];
}

function emails(values: readonly string[]): { address: string }[] {
  return values.filter((value) => value.includes('@')).map((address) => ({ address: address.toLowerCase() }));
}

function phone(raw: string, country: string): { number: string | null; raw: string } {
  const parsed = parsePhoneNumberFromString(
    raw,
    country === 'DE' || country === 'CN' || country === 'FR' ? country : undefined,
  );
  return { number: parsed?.isValid() === true ? parsed.number : null, raw };
}

function reference(value: string | undefined): { type: string; issuer: string; value: string }[] {
  return value === undefined || value === '' ? [] : [{ type: 'CUSTOMER_REFERENCE', issuer: 'erp', value }];
}

/** Clusters that hold records of several true customers. */
function falseMerges(world: DemoWorld, clusters: readonly (readonly string[])[]): string[][] {
  const owner = new Map(
    world.truth.flatMap(({ id, records }) => records.map((each) => [`${each.source}:${each.id}`, id])),
  );
  return clusters
    .filter((cluster) => new Set(cluster.map((key) => owner.get(key))).size > 1)
    .map((cluster) => [...cluster]);
}

describe('demo data', () => {
  it.each([1, 2])('resolves with no false merge and most records found, seed %i', (seed) => {
    const world = createDemoData({ seed });
    const records = toRecords(world);
    const { clusters } = resolveRecords(records);
    expect(falseMerges(world, clusters)).toEqual([]);
    expect(clusters.length).toBeLessThan(world.truth.length * 1.25);
  });
});

const describeNorthwind = existsSync(NORTHWIND) ? describe : describe.skip;

describeNorthwind('Northwind (needs ../shared/datasets/northwind)', () => {
  it('keeps its 91 customers apart and gives every ship-to variant to its customer', () => {
    const world = loadNorthwind(NORTHWIND);
    const { clusters } = resolveRecords(toRecords(world));
    expect(falseMerges(world, clusters)).toEqual([]);
    expect(clusters).toHaveLength(91);
  });
});
