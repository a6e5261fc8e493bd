import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { stdnum } from 'stdnum';
import { createDemoData } from '../../../src/demo/create-demo-data.ts';

const world = createDemoData({ seed: 1 });

describe('the generated world', () => {
  it('is the same for the same seed and another for another', () => {
    expect(JSON.stringify(createDemoData({ seed: 1 }))).toBe(JSON.stringify(world));
    expect(JSON.stringify(createDemoData({ seed: 2 }))).not.toBe(JSON.stringify(world));
  });

  it('has about 300 parties of both kinds, in seven countries and five currencies', () => {
    expect(world.truth.length).toBeGreaterThan(280);
    expect(new Set(world.truth.map(({ kind }) => kind)).size).toBe(2);
    expect(new Set(world.erp.partners.map(({ address }) => address.country))).toEqual(
      new Set(['CN', 'DE', 'FR', 'ES', 'GB', 'US', 'JP']),
    );
    expect(new Set(world.erp.orders.map(({ currency }) => currency))).toEqual(
      new Set(['CNY', 'EUR', 'USD', 'GBP', 'JPY']),
    );
  });

  it('keeps the promise that a customer has 1 to 12 orders of 1 to 5 lines', () => {
    const parties = world.truth.map(
      ({ records }) => new Set(records.filter(({ source }) => source === 'erp').map(({ id }) => id)),
    );
    const counts = parties
      .filter((numbers) => numbers.size > 0)
      .map((numbers) => world.erp.orders.filter(({ customerNumber }) => numbers.has(customerNumber)).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(12);
    const lines = world.erp.orders.map((order) => order.lines.length);
    expect([Math.min(...lines), Math.max(...lines)]).toEqual([1, 5]);
  });

  it('holds nothing later than its anchor day but due and expected dates', () => {
    const days = [
      ...world.erp.orders.map(({ changedOn }) => changedOn),
      ...world.finance.invoices.flatMap(({ issuedOn, fullyPaidOn }) => [issuedOn, fullyPaidOn ?? issuedOn]),
      ...world.finance.payments.map(({ paidOn }) => paidOn),
      ...world.scm.shipments.map(({ createdAt, deliveredAt }) => (deliveredAt ?? createdAt).slice(0, 10)),
    ];
    expect(days.filter((day) => day > world.anchorDate)).toEqual([]);
  });
});

describe('the truth', () => {
  const known = {
    erp: new Set(world.erp.partners.map(({ number }) => number)),
    finance: new Set(world.finance.contacts.map(({ id }) => id)),
    scm: new Set(world.scm.customers.map(({ id }) => String(id))),
    dmp: new Set(world.dmp.profiles.map(({ uuid }) => uuid)),
  };
  const recordsOf = (wanted: keyof typeof known): string[] =>
    world.truth.flatMap(({ records }) => records.filter(({ source }) => source === wanted).map(({ id }) => id));

  it.each(['erp', 'finance', 'scm', 'dmp'] as const)(
    'gives each customer record of %s to exactly one party',
    (source) => {
      expect(recordsOf(source).toSorted()).toEqual([...known[source]].toSorted());
    },
  );

  it('has parties with two ERP numbers, and parties that some systems do not know', () => {
    const sourcesOf = world.truth.map(({ records }) => records.map(({ source }) => source));
    expect(
      sourcesOf.filter((sources) => sources.filter((source) => source === 'erp').length === 2).length,
    ).toBeGreaterThan(3);
    for (const absent of ['erp', 'finance', 'scm', 'dmp'] as const) {
      expect(sourcesOf.filter((sources) => !sources.includes(absent)).length).toBeGreaterThan(2);
    }
  });

  it('lets a contact without an ERP number be found by tax number or e-mail', () => {
    const withoutNumber = world.finance.contacts.filter(({ number }) => number === undefined);
    expect(withoutNumber.length).toBeGreaterThan(5);
    expect(withoutNumber.filter(({ taxNumber, email }) => taxNumber === undefined && email === undefined)).toEqual([]);
  });

  it('sets traps: a mailbox of several companies, a switchboard of two, two people of one name', () => {
    const repeated = (values: readonly (string | undefined)[]): number => {
      const counts = Map.groupBy(
        values.filter((value) => value !== undefined && value !== ''),
        (value) => value,
      );
      return [...counts.values()].filter(({ length }) => length > 1).length;
    };
    const singles = world.erp.partners.filter(({ number }) => number < '0000200000');
    const people = singles.filter(({ kind }) => kind === 'person');
    expect(repeated(singles.map(({ address }) => address.emails[0]))).toBeGreaterThan(1);
    expect(
      repeated(singles.map(({ address }) => address.phones.find(({ kind }) => kind === 'fixed')?.international)),
    ).toBeGreaterThan(1);
    expect(repeated(people.map(({ name }) => name))).toBeGreaterThan(1);
  });
});

describe('identifiers', () => {
  const phones = world.erp.partners.flatMap(({ address }) =>
    address.phones.map(({ number, international }) => ({ number, international, country: address.country })),
  );

  it('are phone numbers that libphonenumber holds valid, in E.164 and as typed', () => {
    const wrong = phones.filter(
      ({ number, international, country }) =>
        (international !== '' && parsePhoneNumberFromString(international)?.isValid() !== true) ||
        parsePhoneNumberFromString(number, country as 'DE')?.isValid() !== true,
    );
    expect(phones.length).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['CN5', stdnum['CN']?.['uscc'], 0],
    ['DE0', stdnum['DE']?.['vat'], 0],
    ['FR0', stdnum['FR']?.['tva'], 0],
    ['ES0', stdnum['ES']?.['cif'], 2],
    ['GB0', stdnum['GB']?.['vat'], 0],
    ['JP1', stdnum['JP']?.['cn'], 0],
    ['US2', stdnum['US']?.['ein'], 0],
  ] as const)('are tax numbers of type %s with right check digits', (type, validator, prefixLength) => {
    const values = world.erp.partners.flatMap(({ taxNumbers }) => taxNumbers.filter((tax) => tax.type === type));
    expect(values.length).toBeGreaterThan(2);
    expect(values.filter(({ value }) => validator?.validate(value.slice(prefixLength)).isValid !== true)).toEqual([]);
  });

  it('are GTIN-13 of the demonstration prefix with right check digits', () => {
    const gtins = world.inventory.products.flatMap(({ variants }) => variants.flatMap(({ gtin }) => gtin ?? []));
    const sumOf = (gtin: string): number =>
      Array.from(gtin).reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
    expect(gtins.length).toBeGreaterThan(150);
    expect(gtins.filter((gtin) => !/^952\d{10}$/u.test(gtin) || sumOf(gtin) % 10 !== 0)).toEqual([]);
  });

  it('are mailboxes at reserved domains only', () => {
    const mailboxes = [
      ...world.erp.partners.flatMap(({ address }) => address.emails),
      ...world.finance.contacts.flatMap(({ email }) => email ?? []),
      ...world.scm.customers.map(({ email }) => email),
      ...world.scm.suppliers.map(({ email }) => email),
    ].filter((email) => email.includes('@'));
    expect(mailboxes.filter((email) => !/@(?:[\w-]+\.example|example\.(?:com|org|net))$/iu.test(email))).toEqual([]);
  });
});

describe('the mess', () => {
  it.each([
    ['an impossible ship date', world.scm.shipments.filter(({ shipDate }) => shipDate === '2026-02-30')],
    ['an unknown shipment status', world.scm.shipments.filter(({ status }) => status === 'LOST_IN_MIGRATION')],
    ['an unknown invoice status', world.finance.invoices.filter(({ status }) => status === 'AUTHORIZED_OLD')],
    [
      'a mailbox that is none',
      world.erp.partners.filter(({ address }) => address.emails.some((email) => !email.includes('@'))),
    ],
    ['stock below zero', world.inventory.levels.filter(({ available }) => available !== null && available < 0)],
    [
      'a customer number without zeros',
      world.finance.contacts.filter(({ number }) => number !== undefined && !number.startsWith('0')),
    ],
    [
      'a material in lower case',
      world.erp.orders.flatMap(({ lines }) => lines.filter(({ material }) => material !== material.toUpperCase())),
    ],
    [
      'a partly paid invoice',
      world.finance.invoices.filter(({ status, amountPaid }) => status === 'AUTHORISED' && Number(amountPaid) > 0),
    ],
    [
      'an overdue invoice',
      world.finance.invoices.filter(({ status, dueOn }) => status === 'AUTHORISED' && dueOn < world.anchorDate),
    ],
    ['an open shipment', world.scm.shipments.filter(({ shipDate }) => shipDate === undefined)],
    ['a name in capitals', world.finance.contacts.filter(({ name }) => /^[A-Z ]{8,}$/u.test(name))],
  ])('has %s', (_, rows) => {
    expect(rows.length).toBeGreaterThan(0);
  });

  it('keeps money consistent all the same', () => {
    const paidBy = Map.groupBy(world.finance.payments, ({ invoiceId }) => invoiceId);
    const wrong = world.finance.invoices.filter(({ id, amountPaid }) => {
      const paid = (paidBy.get(id) ?? []).reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
      return paid !== Math.round(Number(amountPaid) * 100);
    });
    expect(wrong).toEqual([]);
  });
});
