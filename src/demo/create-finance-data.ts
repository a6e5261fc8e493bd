import { Decimal } from 'decimal.js';
import { addDays, atMinute, isAfter } from './calendar.ts';
import { decimalsOf } from './create-erp-data.ts';
import type { Party } from './create-parties.ts';
import type {
  ErpOrder,
  ErpOrderLine,
  FinanceContact,
  FinanceData,
  FinanceInvoice,
  FinanceInvoiceLine,
  FinancePayment,
} from './demo-world.ts';
import type { SeededRandom } from './seeded-random.ts';
import {
  abbreviatedStreet,
  respelledEmail,
  respelledName,
  splitPhone,
  typedTaxId,
  withoutAccents,
} from './spelling.ts';

export interface FinancePlan {
  readonly parties: readonly Party[];
  readonly numbersOf: ReadonlyMap<string, readonly string[]>;
  /** By ERP customer number. */
  readonly ordersOf: ReadonlyMap<string, readonly ErpOrder[]>;
  readonly anchorDate: string;
}

export interface FinanceResult {
  readonly data: FinanceData;
  readonly contactOf: ReadonlyMap<string, string>;
}

/** Contacts, an invoice for most orders that went out, payments: whole, partial or none. One party in nineteen has no contact. */
export function createFinanceData(plan: FinancePlan, random: SeededRandom): FinanceResult {
  const billed = plan.parties.filter((party, index) => index % 19 !== 7 || party.kind === 'organization');
  const contacts = billed.map((party) => createContact(party, plan, random));
  const contactOf = new Map(billed.map((party, index) => [party.id, contacts[index]?.id ?? '']));
  const invoices = billed.flatMap((party) => createInvoices(party, contactOf.get(party.id) ?? '', { plan, random }));
  const payments = invoices.flatMap((invoice) => createPayments(invoice, random));
  return { data: { contacts, invoices, payments }, contactOf };
}

function createContact(party: Party, plan: FinancePlan, random: SeededRandom): FinanceContact {
  const isOrganization = party.kind === 'organization';
  const style = random.int(0, 9);
  const phones = [
    { type: 'DEFAULT' as const, e164: party.phone },
    { type: 'MOBILE' as const, e164: party.mobile },
  ];
  const number = plan.numbersOf.get(party.id)?.[0];
  const canBeFoundWithout = party.taxId !== undefined || party.email !== undefined;
  return {
    id: random.uuid(),
    number: random.chance(0.07) && canBeFoundWithout ? undefined : contactNumber(number, random),
    name: isOrganization ? companyName(party, random) : personName(party, random),
    firstName: isOrganization ? '' : party.givenName,
    lastName: isOrganization ? '' : respelledName(party.familyName, random),
    email: style === 0 && party.taxId !== undefined ? undefined : respelledWhenKnown(party.email, random),
    taxNumber: party.taxId === undefined || style === 1 ? undefined : typedTaxId(party.taxId, random),
    currency: party.currency,
    archived: random.chance(0.02),
    address: {
      line1: [abbreviatedStreet(party.street), party.houseNumber].join(' '),
      city: random.chance(0.5) ? withoutAccents(party.city, 'german') : party.city,
      region: party.region,
      postalCode: party.postalCode,
      country: random.pick(party.pool.countryNames),
    },
    phones: phones.flatMap(({ type, e164 }) =>
      e164 === undefined || random.chance(0.1) ? [] : [{ type, ...typedParts(e164, random) }],
    ),
    changedAt: atMinute(addDays(plan.anchorDate, -random.int(0, 500)), random.int(360, 1100)),
  };
}

function contactNumber(number: string | undefined, random: SeededRandom): string | undefined {
  return number !== undefined && random.chance(0.15) ? number.replace(/^0+/u, '') : number;
}

function companyName(party: Party, random: SeededRandom): string {
  const glue = party.country === 'CN' || party.country === 'JP' ? '' : ' ';
  if (glue === '' && random.chance(0.15)) return `${withoutAccents(party.stem)} Co., Ltd.`;
  const renamed = random.chance(0.5) ? party.name : [party.stem, random.pick(party.suffixes)].join(glue).trim();
  return respelledName(renamed, random);
}

function personName(party: Party, random: SeededRandom): string {
  if (random.chance(0.15)) return `${party.familyName} ${party.givenName}`;
  return respelledName(party.name, random);
}

function respelledWhenKnown(email: string | undefined, random: SeededRandom): string | undefined {
  return email === undefined ? undefined : respelledEmail(email, random);
}

/** Split as the form asks, or all of it in the last box. */
function typedParts(e164: string, random: SeededRandom): { country: string; area: string; number: string } {
  return random.chance(0.75) ? splitPhone(e164) : { country: '', area: '', number: e164 };
}

interface Tools {
  readonly plan: FinancePlan;
  readonly random: SeededRandom;
}

function createInvoices(party: Party, contactId: string, { plan, random }: Tools): FinanceInvoice[] {
  const numbers = plan.numbersOf.get(party.id) ?? [];
  return numbers
    .flatMap((number) => plan.ordersOf.get(number) ?? [])
    .filter(({ processStatus, rejectionStatus }) => processStatus !== 'A' && rejectionStatus === 'A')
    .filter(() => random.chance(0.95))
    .map((order) => createInvoice(order, contactId, { plan, random, taxPercent: party.pool.taxPercent }));
}

function createInvoice(
  order: ErpOrder,
  contactId: string,
  { plan, random, taxPercent }: Tools & { taxPercent: number },
): FinanceInvoice {
  const decimals = decimalsOf(order.currency);
  const lines = order.lines.map((line) => createInvoiceLine(line, random, { taxPercent, decimals }));
  const subTotal = Decimal.sum(...lines.map(({ lineAmount }) => lineAmount));
  const totalTax = Decimal.sum(...lines.map(({ taxAmount }) => taxAmount));
  const total = subTotal.plus(totalTax);
  const issuedOn = earliest(addDays(order.orderedOn, random.int(1, 6)), plan.anchorDate);
  const dueOn = addDays(issuedOn, random.pick([14, 30, 30, 30, 60]));
  const settlement = settle(total, isAfter(plan.anchorDate, dueOn), { random, decimals });
  return {
    id: random.uuid(),
    number: `INV-${order.number}`,
    reference: orderReference(order.number, random),
    contactId,
    issuedOn,
    dueOn,
    status: settlement.status,
    currency: order.currency,
    taxed: taxPercent > 0,
    lines,
    subTotal: subTotal.toFixed(decimals),
    totalTax: totalTax.toFixed(decimals),
    total: total.toFixed(decimals),
    amountPaid: settlement.paid.toFixed(decimals),
    amountDue: settlement.status === 'VOIDED' ? '0' : total.minus(settlement.paid).toFixed(decimals),
    fullyPaidOn:
      settlement.status === 'PAID' ? earliest(addDays(issuedOn, random.int(5, 55)), plan.anchorDate) : undefined,
    changedAt: atMinute(earliest(addDays(issuedOn, random.int(0, 40)), plan.anchorDate), random.int(360, 1100)),
  };
}

function createInvoiceLine(
  line: ErpOrderLine,
  random: SeededRandom,
  { taxPercent, decimals }: { taxPercent: number; decimals: number },
): FinanceInvoiceLine {
  return {
    id: random.uuid(),
    sku: line.material.trim().toUpperCase(),
    description: line.text,
    quantity: line.quantity,
    unitAmount: line.unitPrice,
    discountPercent: line.discountPercent,
    lineAmount: line.netAmount,
    taxAmount: new Decimal(line.netAmount).times(taxPercent).div(100).toFixed(decimals),
  };
}

/** Overdue ones are mostly paid, some in part, some not at all; a few are void, a draft, or have a status nobody knows. */
function settle(
  total: Decimal,
  isDue: boolean,
  { random, decimals }: { random: SeededRandom; decimals: number },
): { status: string; paid: Decimal } {
  const roll = random.next();
  const none = new Decimal(0);
  if (roll < 0.02) return { status: 'VOIDED', paid: none };
  if (roll < 0.04) return { status: 'DRAFT', paid: none };
  if (roll < 0.045) return { status: 'AUTHORIZED_OLD', paid: none };
  if (roll < (isDue ? 0.83 : 0.35)) return { status: 'PAID', paid: total };
  if (roll < (isDue ? 0.91 : 0.5)) {
    return { status: 'AUTHORISED', paid: total.times(random.pick([0.25, 0.4, 0.5, 0.8])).toDecimalPlaces(decimals) };
  }
  return { status: 'AUTHORISED', paid: none };
}

function orderReference(number: string, random: SeededRandom): string {
  return random.pick([`SO ${number}`, `SO ${number}`, `SO-${number}`, number, `Order ${number}`, '']);
}

function createPayments(invoice: FinanceInvoice, random: SeededRandom): FinancePayment[] {
  const paid = new Decimal(invoice.amountPaid);
  if (paid.isZero()) return [];
  const decimals = decimalsOf(invoice.currency);
  const first = random.chance(0.15) ? paid.times(0.5).toDecimalPlaces(decimals) : paid;
  const parts = [first, paid.minus(first)].filter((part) => part.gt(0));
  const lastOn = invoice.fullyPaidOn ?? invoice.changedAt.slice(0, 10);
  return parts.map((amount, index) => {
    const paidOn = index === parts.length - 1 ? lastOn : invoice.issuedOn;
    return {
      id: random.uuid(),
      invoiceId: invoice.id,
      paidOn,
      amount: amount.toFixed(decimals),
      reference: random.chance(0.6) ? invoice.number : '',
      reconciled: random.chance(0.8),
      changedAt: atMinute(paidOn, random.int(360, 1100)),
    };
  });
}

function earliest(left: string, right: string): string {
  return isAfter(left, right) ? right : left;
}
