import { addDays, atMinute, daysBetween, isAfter } from './calendar.ts';
import type { Article, Catalog } from './create-catalog.ts';
import type { Party } from './create-parties.ts';
import type { ErpOrder, ScmAddress, ScmCarrier, ScmCustomer, ScmData, ScmShipment } from './demo-world.ts';
import type { SeededRandom } from './seeded-random.ts';
import { abbreviatedStreet, respelledEmail, respelledName, typedPhone, withoutAccents } from './spelling.ts';

const CARRIERS: readonly ScmCarrier[] = [
  { id: 12_345, code: 'nordpost', name: 'Nordpost', phone: '+498999998100' },
  { id: 12_346, code: 'yunda_express', name: '云达速运', phone: '+862150901234' },
  { id: 12_347, code: 'bluefreight', name: 'Blue Freight Lines', phone: '+12065550142' },
  { id: 12_348, code: 'rapide_sud', name: 'Rapide Sud', phone: '+33199001299' },
];

export interface ScmPlan {
  readonly parties: readonly Party[];
  readonly numbersOf: ReadonlyMap<string, readonly string[]>;
  readonly orders: readonly ErpOrder[];
  readonly catalog: Catalog;
  readonly anchorDate: string;
}

export interface ScmResult {
  readonly data: ScmData;
  readonly customerOf: ReadonlyMap<string, number>;
}

/** Recipients, one or two shipments for each order that is on its way or done. One party in thirteen never had a parcel here. */
export function createScmData(plan: ScmPlan, random: SeededRandom): ScmResult {
  const served = plan.parties.filter((_, index) => index % 13 !== 9);
  const customers = served.map((party, index) => createCustomer(party, 91_001 + index, { plan, random }));
  const customerOf = new Map(served.map((party, index) => [party.id, 91_001 + index]));
  const recipientOf = new Map(
    served.flatMap((party, index) =>
      (plan.numbersOf.get(party.id) ?? []).map((number) => [number, customers[index]] as const),
    ),
  );
  const articles = new Map(plan.catalog.articles.map((article) => [article.sku, article]));
  const shipments = plan.orders
    .flatMap((order) => createShipments(order, recipientOf.get(order.customerNumber), { plan, random, articles }))
    .map((shipment, index) => ({ ...shipment, id: 33_974_001 + index }));
  const { suppliers, supplies } = plan.catalog;
  return { data: { customers, shipments, carriers: CARRIERS, suppliers, supplies }, customerOf };
}

interface Tools {
  readonly plan: ScmPlan;
  readonly random: SeededRandom;
}

function createCustomer(party: Party, id: number, { plan, random }: Tools): ScmCustomer {
  const number = plan.numbersOf.get(party.id)?.[0];
  const modifiedOn = addDays(plan.anchorDate, -random.int(0, 600));
  return {
    id,
    externalId: random.chance(0.15) ? undefined : number,
    address: recipientAddress(party, random),
    email: party.email === undefined || random.chance(0.1) ? '' : respelledEmail(party.email, random),
    createdAt: atMinute(addDays(modifiedOn, -random.int(1, 600)), random.int(0, 1439)),
    modifiedAt: atMinute(modifiedOn, random.int(0, 1439)),
  };
}

/** A company's parcel goes to somebody at the company; Chinese recipients are often written in Latin letters. */
function recipientAddress(party: Party, random: SeededRandom): ScmAddress {
  const isOrganization = party.kind === 'organization';
  const isLatin = random.chance(0.35);
  const spell = (text: string): string => (isLatin ? withoutAccents(text, 'german') : respelledName(text, random));
  const phone = party.phone ?? party.mobile;
  return {
    name: isOrganization ? random.pick(['Warenannahme', 'Receiving', 'Goods in', '']) : personName(party, random),
    company: isOrganization ? spell(random.chance(0.6) ? party.stem : party.name) : '',
    street1: spell(`${random.chance(0.5) ? abbreviatedStreet(party.street) : party.street} ${party.houseNumber}`),
    city: spell(party.city),
    state: party.region,
    postalCode: party.postalCode,
    country: party.country,
    phone: phone === undefined || random.chance(0.1) ? '' : typedPhone(phone, random),
  };
}

function personName(party: Party, random: SeededRandom): string {
  const latin = withoutAccents(`${party.givenName} ${party.familyName}`, 'german');
  return random.chance(0.3) ? latin : respelledName(party.name, random);
}

type UnnumberedShipment = Omit<ScmShipment, 'id'>;

function createShipments(
  order: ErpOrder,
  customer: ScmCustomer | undefined,
  tools: Tools & { articles: ReadonlyMap<string, Article> },
): UnnumberedShipment[] {
  const { random } = tools;
  if (customer === undefined) return [];
  if (order.rejectionStatus === 'C')
    return random.chance(0.3) ? [createShipment(order, customer, { ...tools, part: 'all' })] : [];
  const isSplit = order.lines.length > 2 && random.chance(0.15);
  const parts = isSplit ? (['first', 'rest'] as const) : (['all'] as const);
  return parts.map((part) => createShipment(order, customer, { ...tools, part }));
}

function createShipment(
  order: ErpOrder,
  customer: ScmCustomer,
  { plan, random, articles, part }: Tools & { articles: ReadonlyMap<string, Article>; part: 'all' | 'first' | 'rest' },
): UnnumberedShipment {
  const orderLines = part === 'all' ? order.lines : part === 'first' ? order.lines.slice(0, 1) : order.lines.slice(1);
  const lines = orderLines.map((line) => ({
    key: line.item,
    sku: line.material.trim().toUpperCase(),
    name: line.text,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
  }));
  const grams = lines.map(({ sku, quantity }) => (articles.get(sku)?.grams ?? 100) * Number(quantity));
  return {
    orderNumber: order.number,
    customerId: customer.id,
    customerEmail: customer.email,
    erpCustomerNumber: order.customerNumber,
    ...progress(order, plan.anchorDate, random),
    cost: (random.int(400, 6000) / 100).toFixed(2),
    carrierCode: random.pick(CARRIERS).code,
    shipTo: customer.address,
    weightGrams: grams.reduce((total, weight) => total + weight, 0),
    lines,
  };
}

type Progress = Pick<
  ScmShipment,
  'createdAt' | 'shipDate' | 'expectedAt' | 'deliveredAt' | 'status' | 'trackingNumber'
>;

function progress(order: ErpOrder, anchorDate: string, random: SeededRandom): Progress {
  const createdOn = addDays(order.orderedOn, random.int(0, 2));
  const createdAt = atMinute(isAfter(createdOn, anchorDate) ? anchorDate : createdOn, random.int(0, 1439));
  const nothing = { shipDate: undefined, deliveredAt: undefined, trackingNumber: undefined };
  const expectedAt = atMinute(addDays(order.orderedOn, random.int(5, 12)), 1020);
  if (order.rejectionStatus === 'C') return { ...nothing, createdAt, expectedAt: undefined, status: 'cancelled' };
  if (order.processStatus === 'A') return { ...nothing, createdAt, expectedAt, status: 'pending' };
  const shipDate = addDays(createdAt.slice(0, 10), random.int(0, 3));
  const trackingNumber = `EZ4${random.digits(9)}`;
  const isWrongDay = random.chance(0.006);
  const sent = { createdAt, expectedAt, trackingNumber, shipDate: isWrongDay ? '2026-02-30' : shipDate };
  if (isAfter(shipDate, anchorDate)) return { ...sent, deliveredAt: undefined, status: 'label_purchased' };
  if (random.chance(0.006)) return { ...sent, deliveredAt: undefined, status: 'LOST_IN_MIGRATION' };
  const arrival = addDays(shipDate, random.int(1, 9));
  const isHere = daysBetween(arrival, anchorDate) >= 0 && !random.chance(0.02);
  return isHere
    ? { ...sent, deliveredAt: atMinute(arrival, random.int(900, 1439)), status: 'delivered' }
    : { ...sent, deliveredAt: undefined, status: 'in_transit' };
}
