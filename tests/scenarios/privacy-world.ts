import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../start-gateway.ts';

/** A consent as the people system tells it. Times are RFC 3339. */
export interface ToldConsent {
  readonly purpose: string;
  readonly state: 'GRANTED' | 'DENIED' | 'WITHDRAWN' | 'UNKNOWN';
  readonly partner?: string;
  readonly collectedAt?: string;
  readonly expiresAt?: string;
}

/** An invented person: every value occurs nowhere else, so that it can be looked for in an answer. */
export interface Person {
  readonly id: string;
  readonly kind: 'PERSON';
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly emails: readonly { readonly address: string }[];
  readonly phones: readonly { readonly number: string; readonly raw: string }[];
  readonly addresses: readonly {
    readonly lines: readonly string[];
    readonly locality: string;
    readonly region: string;
    readonly postalCode: string;
    readonly country: string;
  }[];
  readonly identifiers: readonly { readonly type: string; readonly issuer: string; readonly value: string }[];
  readonly orders: readonly { readonly id: string; readonly orderNumber: string; readonly amount: string }[];
  readonly invoices: readonly { readonly id: string; readonly number: string; readonly orderNumber: string }[];
  readonly shipments: readonly { readonly id: string; readonly trackingNumber: string; readonly street: string }[];
  readonly interactions: readonly { readonly id: string; readonly subject: string }[];
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly bloodGroup: string;
  readonly whereabouts: string;
  readonly creditScore: string;
  readonly territory: string;
  /** May be changed while the gateway runs. */
  consents: readonly ToldConsent[];
}

export interface PrivacyWorld extends TestGateway {
  readonly people: readonly Person[];
  /** Our ids, by the people system's. */
  readonly ids: ReadonlyMap<string, string>;
  /** Whether the people system answers when it is asked for consents. */
  setConsentsDown(isDown: boolean): void;
}

const CACHE = 'cache: { ttl: 1h, staleIfError: 1h }';

const provision = (coordinate: string, path: string, mapping: string, by = 'record') => `
  ${coordinate}:
    by: ${by}
    fetch: { get: /${path}, query: { ids: '$join($keys, ",")' }, batch: 100 }
    rows: body.rows
    key: key
    mapping: ${mapping}
    ${path === 'consents' ? 'cache: { ttl: 1h, staleIfError: 1h }' : CACHE}`;

/** Fields that keep every operation on the walking executor, because something of them is always kept back. */
const SENSITIVE = ['Customer.health', 'Customer.whereabouts', 'Customer.creditScore'];

const manifestWith = (coordinates: readonly string[]) => `connector: people
title: People
owner: people-team@acme.example
source: { kind: rest, baseUrl: '\${PEOPLE_URL}', timeout: 5s }
provides:
  Customer:
    by: record
    fetch: { get: /customers, query: { ids: '$join($keys, ",")' }, batch: 100 }
    rows: body.rows
    key: id
    mapping: customer
    ${CACHE}
    list: { get: /customers, paging: { type: page, size: 500, more: 'false' } }
    search: { get: /customers, query: { search: $text } }
${[
  ['Customer.orders', 'orders', 'order'],
  ['Customer.invoices', 'invoices', 'invoice'],
  ['Customer.shipments', 'shipments', 'shipment'],
  ['Customer.interactions', 'interactions', 'interaction'],
  ['Customer.segments', 'segments', 'segment'],
  ['Customer.consents', 'consents', 'consent'],
  ['Customer.health', 'blood', 'health'],
  ['Customer.whereabouts', 'where', 'whereabouts'],
  ['Customer.creditScore', 'score', 'score'],
  ['Customer.territory', 'territory', 'territory'],
  ['Order', 'orders-by-id', 'order', 'id'],
  ['Order.invoices', 'invoices-by-order', 'invoice', 'orderNumber'],
  ['Invoice', 'invoices-by-id', 'invoice', 'id'],
]
  .filter(([coordinate = '']) => coordinates.includes(coordinate) || !SENSITIVE.includes(coordinate))
  .map(([coordinate = '', path = '', mapping = '', by]) => provision(coordinate, path, mapping, by))
  .join('')}
`;

const TERRITORY = `
extend type Customer {
  "Where they belong in sales; not personal, but for managers only."
  territory: Territory @policy(policies: [["manager"]]) @refusal(of: OPERATION)
}

"A part of the market."
type Territory {
  "Its code."
  code: String
}
`;

const SENSITIVE_FIELDS = `
extend type Customer {
  "A health value."
  health: Health @requiresScopes(scopes: [["customer:read"]]) @pii(category: HEALTH) @mask(as: PARTS)
  "A location."
  whereabouts: Whereabouts @requiresScopes(scopes: [["customer:read"]]) @pii(category: LOCATION)
  "Bound to a purpose."
  creditScore: CreditScore
    @pii(category: FINANCIAL)
    @purpose(allow: ["CREDIT"])
    @requiresScopes(scopes: [["finance:read"]])
}

"A health value."
type Health {
  "Their blood group."
  bloodGroup: String @pii(category: HEALTH) @mask(as: LAST4)
}

"A location."
type Whereabouts {
  "Where they are."
  place: String
}

"How likely they pay."
type CreditScore {
  "The score."
  score: String
}
`;

const MAPPINGS: Readonly<Record<string, string>> = {
  customer: `{ "id": id, "kind": kind, "displayName": displayName, "givenName": givenName, "familyName": familyName,
    "birthDate": birthDate, "emails": [emails], "phones": [phones], "addresses": [addresses], "identifiers": [identifiers] }`,
  order: `{ "id": id, "orderNumber": orderNumber, "customerId": customerId, "orderedAt": "2026-01-02T03:04:05Z",
    "status": "OPEN", "lines": [], "total": { "amount": amount, "currency": "EUR" } }`,
  invoice: `{ "id": id, "number": number, "customerId": customerId, "orderNumber": orderNumber, "issuedOn": "2026-01-03",
    "total": { "amount": "5.00", "currency": "EUR" } }`,
  shipment: `{ "id": id, "trackingNumber": trackingNumber, "shipTo": { "lines": [street], "country": "DE" } }`,
  interaction: `{ "id": id, "channel": "EMAIL", "occurredAt": "2026-01-04T00:00:00Z", "subject": subject }`,
  segment: `{ "id": id, "name": name }`,
  consent: `{ "purpose": purpose, "state": state, "partner": partner, "collectedAt": collectedAt, "expiresAt": expiresAt }`,
  health: `{ "bloodGroup": word }`,
  whereabouts: `{ "place": word }`,
  score: `{ "score": word }`,
  territory: `{ "code": word }`,
};

/** Countries of each person in turn: one law, another, none that is known, two at once. */
const COUNTRIES = [['DE'], ['CN'], ['US'], ['FR', 'CN'], ['GB'], []] as const;

/** The people system, and a gateway over it alone, with rules of the caller's. */
export async function startPrivacyWorld({
  flags,
  consentsOf = () => [],
  size = 12,
  sensitive = true,
}: {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly consentsOf?: (index: number) => readonly ToldConsent[];
  readonly size?: number;
  /** Without health, location and what is bound to a purpose, operations may run as compiled plans. */
  readonly sensitive?: boolean;
}): Promise<PrivacyWorld> {
  const people = Array.from({ length: size }, (_, index) => createPerson(index, consentsOf(index)));
  const system = await startPeopleSystem(people);
  const root = writeConnector(sensitive);
  const gateway = await startGateway({
    flags: { connectorsDir: join(root, 'connectors'), mappingsDir: join(root, 'mappings'), ...flags },
    env: { PEOPLE_URL: system.url },
  });
  const refs = people.map(({ id }) => ({ source: 'people', id }));
  const linked = await gateway.app.identity.customersOf(refs);
  return {
    ...gateway,
    people,
    ids: new Map(people.map(({ id }) => [id, linked.get(`people:${id}`) ?? 'unlinked'])),
    setConsentsDown: (isDown) => system.setConsentsDown(isDown),
    async stop() {
      await gateway.stop();
      system.server.closeAllConnections();
      system.server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function createPerson(index: number, consents: readonly ToldConsent[]): Person {
  const n = String(index).padStart(2, '0');
  const word = (kind: string) => `${kind}${n}q${LETTERS[index % LETTERS.length]}z`;
  const countries: readonly string[] = COUNTRIES[index % COUNTRIES.length] ?? [];
  return {
    id: `P${n}rec`,
    kind: 'PERSON',
    displayName: word('Shown'),
    givenName: word(GIVEN[index % GIVEN.length] ?? ''),
    familyName: word(FAMILY[index % FAMILY.length] ?? ''),
    birthDate: `19${40 + index}-0${(index % 8) + 2}-1${index % 9}`,
    emails: [{ address: `${word('mail')}@${word('domain')}.example` }],
    phones: [{ number: `+4930${n}7741${n}`, raw: `030/${n}7741${n}` }],
    addresses: (countries.length > 0 ? countries : ['']).map((country, at) => ({
      lines: [`${word('Street')} ${at}`],
      locality: word('Town'),
      region: 'Region',
      postalCode: `8${n}4${at}1`,
      ...((country && { country }) as { country: string }),
    })),
    identifiers: [{ type: 'LOYALTY', issuer: 'people', value: word('LOYAL').toUpperCase() }],
    orders: [0, 1].map((at) => ({
      id: `${word('oid')}${at}`,
      orderNumber: `${word('ORD')}${at}`,
      amount: `77${n}${at}.13`,
    })),
    invoices: [{ id: word('iid'), number: word('INV'), orderNumber: `${word('ORD')}0` }],
    shipments: [{ id: word('sid'), trackingNumber: word('TRACK'), street: word('Dock') }],
    interactions: [{ id: word('cid'), subject: word('Subject') }],
    segments: [{ id: word('gid'), name: word('Audience') }],
    bloodGroup: word('Blood'),
    whereabouts: word('Whereabouts'),
    creditScore: word('Score'),
    territory: index % 2 === 0 ? 'EAST' : 'WEST',
    consents,
  };
}

const LETTERS = [
  'bravo',
  'kilo',
  'tango',
  'foxtrot',
  'hotel',
  'uniform',
  'victor',
  'papa',
  'delta',
  'yankee',
  'echo',
  'lima',
];
const GIVEN = ['Quirin', 'Mabel', 'Otto', 'Selma', 'Ivar', 'Jutta', 'Waldo', 'Xenia', 'Yrsa', 'Zeno', 'Hedy', 'Lorenz'];
const FAMILY = ['Aal', 'Birk', 'Cramm', 'Dorn', 'Eich', 'Fjord', 'Gans', 'Hasel', 'Iltis', 'Jolle', 'Kranz', 'Lerch'];

type Rows = (person: Person) => readonly object[];

const ROWS: Readonly<Record<string, Rows>> = {
  orders: (person) => person.orders.map((order) => ({ ...order, key: person.id, customerId: person.id })),
  invoices: (person) => person.invoices.map((invoice) => ({ ...invoice, key: person.id, customerId: person.id })),
  shipments: (person) => person.shipments.map((shipment) => ({ ...shipment, key: person.id })),
  interactions: (person) => person.interactions.map((interaction) => ({ ...interaction, key: person.id })),
  segments: (person) => person.segments.map((segment) => ({ ...segment, key: person.id })),
  consents: (person) => person.consents.map((consent) => ({ ...consent, key: person.id })),
  blood: ({ id, bloodGroup }) => [{ key: id, word: bloodGroup }],
  where: ({ id, whereabouts }) => [{ key: id, word: whereabouts }],
  score: ({ id, creditScore }) => [{ key: id, word: creditScore }],
  territory: ({ id, territory }) => [{ key: id, word: territory }],
  'orders-by-id': (person) => person.orders.map((order) => ({ ...order, key: order.id, customerId: person.id })),
  'invoices-by-id': (person) =>
    person.invoices.map((invoice) => ({ ...invoice, key: invoice.id, customerId: person.id })),
  'invoices-by-order': (person) =>
    person.invoices.map((invoice) => ({ ...invoice, key: invoice.orderNumber, customerId: person.id })),
};

async function startPeopleSystem(people: readonly Person[]) {
  let consentsDown = false;
  const answer = (response: ServerResponse, rows: readonly object[]) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ rows }));

  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://people.invalid');
    const path = url.pathname.slice(1);
    const ids = url.searchParams.get('ids')?.split(',');
    const search = url.searchParams.get('search');
    if (path === 'consents' && consentsDown) {
      response.writeHead(503).end();
      return;
    }
    if (path === 'customers') {
      const found = people.filter((person) => !ids || ids.includes(person.id));
      answer(response, search === null ? found : found.filter((person) => JSON.stringify(person).includes(search)));
      return;
    }
    const rows = people.flatMap((person) => ROWS[path]?.(person) ?? []) as { key: string }[];
    answer(
      response,
      rows.filter(({ key }) => ids?.includes(key)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    url: `http://127.0.0.1:${port}`,
    setConsentsDown(isDown: boolean) {
      consentsDown = isDown;
    },
  };
}

function writeConnector(sensitive: boolean): string {
  const root = mkdtempSync(join(tmpdir(), 'c360-privacy-'));
  for (const folder of ['connectors', 'mappings']) mkdirSync(join(root, folder, 'people'), { recursive: true });
  writeFileSync(join(root, 'connectors/people/connector.yaml'), manifestWith(sensitive ? SENSITIVE : []));
  writeFileSync(join(root, 'connectors/people/schema.graphql'), sensitive ? TERRITORY + SENSITIVE_FIELDS : TERRITORY);
  for (const [name, text] of Object.entries(MAPPINGS))
    writeFileSync(join(root, 'mappings/people', `${name}.jsonata`), text);
  return root;
}
