import { Decimal } from 'decimal.js';
import type { Article } from './create-catalog.ts';
import type { Party } from './create-parties.ts';
import { addDays, daysBetween, isAfter } from './calendar.ts';
import type {
  ErpAddress,
  ErpCreditAccount,
  ErpData,
  ErpOrder,
  ErpOrderLine,
  ErpPartner,
  SapStatus,
} from './demo-world.ts';
import type { SeededRandom } from './seeded-random.ts';
import { respelledName, typedPhone } from './spelling.ts';
import { TAX_TYPES } from './tax-ids.ts';

/** Units of a currency for one dollar, and its decimals. */
const CURRENCIES: Readonly<Record<string, { rate: number; decimals: number }>> = {
  USD: { rate: 1, decimals: 2 },
  EUR: { rate: 0.92, decimals: 2 },
  GBP: { rate: 0.79, decimals: 2 },
  CNY: { rate: 7.2, decimals: 2 },
  JPY: { rate: 150, decimals: 0 },
};
const HISTORY_DAYS = 1100;

export interface ErpPlan {
  readonly parties: readonly Party[];
  readonly articles: readonly Article[];
  readonly anchorDate: string;
}

export interface ErpResult {
  readonly data: ErpData;
  /** Customer numbers of a party: none, one, sometimes two. */
  readonly numbersOf: ReadonlyMap<string, readonly string[]>;
}

/** Partners, orders and credit. One party in forty has no record here, one in forty has two. */
export function createErpData(plan: ErpPlan, random: SeededRandom): ErpResult {
  const numbersOf = new Map(plan.parties.map((party, index) => [party.id, customerNumbers(index)]));
  const partners = plan.parties.flatMap((party) =>
    (numbersOf.get(party.id) ?? []).map((number, index) => createPartner({ party, number, index, plan }, random)),
  );
  const orders = plan.parties.flatMap((party) => createOrders(party, numbersOf.get(party.id) ?? [], { plan, random }));
  const numbered = orders
    .sort((left, right) => left.orderedOn.localeCompare(right.orderedOn))
    .map((order, index) => ({ ...order, number: String(4_500_001 + index) }));
  const ordersOf = Map.groupBy(numbered, ({ customerNumber }) => customerNumber);
  const creditAccounts = partners
    .filter(({ kind }) => kind === 'organization')
    .map((partner) => createCreditAccount(partner, ordersOf.get(partner.number) ?? [], { plan, random }));
  return { data: { partners, orders: numbered, creditAccounts }, numbersOf };
}

export function decimalsOf(currency: string): number {
  return CURRENCIES[currency]?.decimals ?? 2;
}

function customerNumbers(index: number): string[] {
  const number = String(100_001 + index).padStart(10, '0');
  if (index % 41 === 40) return [];
  return index % 37 === 12 ? [number, String(200_001 + index).padStart(10, '0')] : [number];
}

interface PartnerPlan {
  readonly party: Party;
  readonly number: string;
  /** 1 for the record somebody created although there was one. */
  readonly index: number;
  readonly plan: ErpPlan;
}

function createPartner({ party, number, index, plan }: PartnerPlan, random: SeededRandom): ErpPartner {
  const createdOn = addDays(plan.anchorDate, -random.int(HISTORY_DAYS, HISTORY_DAYS + 2000));
  const name = index === 0 ? party.name : respelledName(party.name, random);
  return {
    number,
    uuid: random.uuid(),
    kind: party.kind,
    name,
    name2: '',
    givenName: party.givenName,
    familyName: index === 0 ? party.familyName : respelledName(party.familyName, random),
    birthDate: random.chance(0.02) && party.kind === 'person' ? '9999-12-31' : party.birthDate,
    language: random.chance(0.05) ? '' : party.pool.language.toUpperCase(),
    industry: party.kind === 'organization' ? random.pick(['2800', '4600', '4700', '1000', '6200', '']) : '',
    blocked: random.chance(0.02),
    createdOn,
    changedOn: addDays(plan.anchorDate, -random.int(0, 400)),
    address: createAddress({ party, number, index, plan }, random),
    taxNumbers: createTaxNumbers(party, random),
  };
}

function createTaxNumbers(party: Party, random: SeededRandom): ErpPartner['taxNumbers'] {
  if (party.taxId === undefined || random.chance(0.04)) return [];
  return [{ type: TAX_TYPES[party.country] ?? '', value: party.taxId }];
}

function createAddress({ party, number, index }: PartnerPlan, random: SeededRandom): ErpAddress {
  const hasEmail = party.email !== undefined && !random.chance(0.06);
  const email = random.chance(0.02) ? random.pick(['n/a', 'unbekannt', 'keine.email']) : party.email;
  const phones = [
    ...(party.phone ? [{ kind: 'fixed' as const, e164: party.phone }] : []),
    ...(party.mobile && random.chance(0.9) ? [{ kind: 'mobile' as const, e164: party.mobile }] : []),
  ];
  return {
    id: String(20_000 + (Number(number) % 100_000) + index * 50_000),
    street: party.street,
    houseNumber: party.houseNumber,
    city: party.city,
    postalCode: random.chance(0.03) ? '' : party.postalCode,
    region: party.region,
    country: party.country,
    emails: hasEmail && email !== undefined ? [email] : [],
    phones: phones.map(({ kind, e164 }) => ({
      kind,
      number: typedPhone(e164, random),
      international: random.chance(0.8) ? e164 : '',
    })),
  };
}

function createOrders(party: Party, numbers: readonly string[], { plan, random }: Tools): ErpOrder[] {
  if (numbers.length === 0) return [];
  return Array.from({ length: random.int(1, 12) }, () => createOrder(party, random.pick(numbers), { plan, random }));
}

interface Tools {
  readonly plan: ErpPlan;
  readonly random: SeededRandom;
}

/** The number is given later, in the order of dates. */
function createOrder(party: Party, customerNumber: string, { plan, random }: Tools): ErpOrder {
  const orderedOn = addDays(plan.anchorDate, -Math.floor(random.next() ** 1.6 * HISTORY_DAYS));
  const articles = new Set(Array.from({ length: random.int(1, 5) }, () => random.pick(plan.articles)));
  const lines = [...articles].map((article, index) => createLine(article, index, { currency: party.currency, random }));
  const age = daysBetween(orderedOn, plan.anchorDate);
  const status = orderStatus(age, random);
  return {
    number: '',
    customerNumber,
    orderedOn,
    changedOn: addDays(orderedOn, Math.min(age, random.int(0, 12))),
    requestedOn: random.chance(0.9) ? addDays(orderedOn, random.int(3, 30)) : undefined,
    purchaseOrder: random.chance(0.7) ? `PO-${random.digits(5)}` : '',
    currency: party.currency,
    netAmount: Decimal.sum(...lines.map(({ netAmount }) => netAmount)).toFixed(decimalsOf(party.currency)),
    ...status,
    lines,
  };
}

interface OrderStatus {
  readonly processStatus: SapStatus;
  readonly deliveryStatus: SapStatus;
  readonly rejectionStatus: SapStatus;
  readonly creditStatus: SapStatus;
  readonly deliveryBlock: string;
}

function orderStatus(ageDays: number, random: SeededRandom): OrderStatus {
  const passed = { rejectionStatus: 'A', creditStatus: 'A', deliveryBlock: '' } as const;
  if (random.chance(0.05)) return { ...passed, processStatus: 'C', deliveryStatus: '', rejectionStatus: 'C' };
  if (ageDays > 25) return { ...passed, processStatus: 'C', deliveryStatus: 'C' };
  if (random.chance(0.12)) {
    return { ...passed, processStatus: 'A', deliveryStatus: 'A', creditStatus: 'B', deliveryBlock: '01' };
  }
  return ageDays > 8
    ? { ...passed, processStatus: 'B', deliveryStatus: 'B' }
    : { ...passed, processStatus: 'A', deliveryStatus: 'A' };
}

function createLine(
  article: Article,
  index: number,
  { currency, random }: { currency: string; random: SeededRandom },
): ErpOrderLine {
  const { rate, decimals } = CURRENCIES[currency] ?? { rate: 1, decimals: 2 };
  const unitPrice = new Decimal(article.price).times(rate).toFixed(decimals);
  const discountPercent = random.chance(0.2) ? random.pick(['5', '10', '15', '20']) : '0';
  const quantity = String(random.pick([1, 1, 2, 3, 4, 5, 6, 10, 12, 24, 50]));
  const factor = new Decimal(100).minus(discountPercent).div(100);
  return {
    item: String((index + 1) * 10),
    material: respelledSku(article.sku, random),
    text: article.title,
    quantity,
    unit: article.group === 'FOOD' && random.chance(0.3) ? 'CAR' : 'PC',
    unitPrice,
    discountPercent,
    netAmount: new Decimal(unitPrice).times(quantity).times(factor).toFixed(decimals),
    group: article.group,
  };
}

function respelledSku(sku: string, random: SeededRandom): string {
  const roll = random.next();
  if (roll < 0.01) return sku.toLowerCase();
  return roll < 0.02 ? `${sku} ` : sku;
}

function createCreditAccount(partner: ErpPartner, own: readonly ErpOrder[], { plan, random }: Tools): ErpCreditAccount {
  const currency = own[0]?.currency ?? 'EUR';
  const { rate, decimals } = CURRENCIES[currency] ?? { rate: 1, decimals: 2 };
  const open = own.filter(({ orderedOn }) => isAfter(orderedOn, addDays(plan.anchorDate, -60)));
  const exposure = Decimal.sum(0, ...open.map(({ netAmount }) => netAmount));
  const limit = new Decimal(random.pick([2000, 5000, 10_000, 25_000, 50_000])).times(rate);
  return {
    customerNumber: partner.number,
    currency,
    limit: limit.toFixed(decimals),
    exposure: exposure.toFixed(decimals),
    blocked: exposure.gt(limit) && random.chance(0.7),
    riskClass: random.pick(['A', 'B', 'B', 'C', 'D', 'E']),
    validUntil: addDays(plan.anchorDate, random.int(30, 700)),
    changedOn: addDays(plan.anchorDate, -random.int(0, 300)),
  };
}
