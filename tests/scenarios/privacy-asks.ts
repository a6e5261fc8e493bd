import type { Scope } from '../../src/access/scopes.ts';
import type { Person } from './privacy-world.ts';
import type { Seen } from './privacy-oracle.ts';

export type See = (categories: readonly string[], hasMask?: boolean) => Seen;

/** One thing that can be asked of a customer: how it is written, and what must be in the answer. */
export interface Ask {
  readonly name: string;
  readonly gql: string;
  /** What the key must allow beside customers. */
  readonly scope?: Scope;
  /** The value that the oracle lets a caller have of this person. */
  expected(person: Person, see: See, caller: { readonly purpose: string | undefined }): unknown;
}

const FULL_OR_NULL = (seen: Seen, value: unknown): unknown => (seen === 'all' ? value : null);
const part = (text: string) => `•••${text.slice(-4)}`;
const IDENTITY = ['IDENTITY'];
const CONTACT = ['CONTACT'];
const BEHAVIOUR = ['BEHAVIOUR'];
const FINANCIAL = ['FINANCIAL'];

function oneOf(seen: Seen, all: unknown, some: unknown): unknown {
  if (seen === 'nothing') return null;
  return seen === 'all' ? all : some;
}

const named = (name: 'displayName' | 'givenName' | 'familyName'): Ask => ({
  name,
  gql: name,
  expected: (person, see) => oneOf(see(IDENTITY, true), person[name], `${person[name][0]}.`),
});

export const orderOf = (person: Person, order: Person['orders'][number], see: See): Record<string, unknown> => ({
  id: `order:people:${order.id}`,
  orderNumber: order.orderNumber,
  total: { amount: order.amount },
  invoices: invoicesOf(person, order.orderNumber, see),
});

function invoicesOf(person: Person, orderNumber: string, see: See): unknown {
  if (see(['FINANCIAL', 'BEHAVIOUR']) !== 'all') return null;
  return person.invoices.filter((each) => each.orderNumber === orderNumber).map(({ number }) => ({ number }));
}

/** Everything of a customer that is personal, and how much of it each caller may see. */
export const ASKS: readonly Ask[] = [
  named('displayName'),
  named('givenName'),
  named('familyName'),
  {
    name: 'birthDate',
    gql: 'birthDate',
    expected: ({ birthDate }, see) => oneOf(see(IDENTITY, true), birthDate, `${birthDate.slice(0, 4)}-01-01`),
  },
  {
    name: 'emails',
    gql: 'emails { address }',
    expected: ({ emails }, see) => {
      const seen = see(CONTACT, true);
      const some = emails.map(({ address }) => ({ address: `•••@${address.split('@')[1]}` }));
      return oneOf(seen, emails, some);
    },
  },
  {
    name: 'phones',
    gql: 'phones { number raw }',
    expected: ({ phones }, see) =>
      oneOf(
        see(CONTACT, true),
        phones,
        phones.map(({ number, raw }) => ({ number: part(number), raw: part(raw) })),
      ),
  },
  {
    name: 'addresses',
    gql: 'addresses { lines locality region postalCode }',
    expected: ({ addresses }, see) => {
      const shown = addresses.map(({ lines, locality, region, postalCode }) => ({
        lines,
        locality,
        region,
        postalCode,
      }));
      const some = addresses.map(({ region, postalCode }) => ({
        lines: null,
        locality: null,
        region,
        postalCode: `${postalCode.slice(0, 2)}•••`,
      }));
      return oneOf(see(CONTACT, true), shown, some);
    },
  },
  {
    name: 'identifiers',
    gql: 'identifiers { type value }',
    expected: ({ identifiers }, see) =>
      oneOf(
        see(IDENTITY, true),
        identifiers.map(({ type, value }) => ({ type, value })),
        identifiers.map(({ type, value }) => ({ type, value: part(value) })),
      ) ?? [],
  },
  {
    name: 'records',
    gql: 'records { source recordId evidence { detail } }',
    expected: ({ id }, see) =>
      oneOf(
        see(IDENTITY, true),
        [{ source: 'people', recordId: id, evidence: [] }],
        [{ source: 'people', recordId: expect.stringMatching(/^h_[\w-]{22}$/) as string, evidence: [] }],
      ) ?? [],
  },
  {
    name: 'provenance',
    gql: 'provenance(fields: ["givenName", "emails", "kind"]) { field losers { value } }',
    expected: (_person, see) =>
      see(IDENTITY, true) === 'nothing'
        ? []
        : [
            ...(see(IDENTITY) === 'all' ? [{ field: 'givenName', losers: [] }] : []),
            ...(see(CONTACT) === 'all' ? [{ field: 'emails', losers: [] }] : []),
            { field: 'kind', losers: [] },
          ],
  },
  {
    name: 'orders',
    scope: 'orders:read',
    gql: 'orders(first: 5) { totalCount nodes { id orderNumber total { amount } invoices { number } } }',
    expected: (person, see) =>
      FULL_OR_NULL(see(BEHAVIOUR), {
        totalCount: 2,
        nodes: [...person.orders].sort((a, b) => (a.id < b.id ? -1 : 1)).map((order) => orderOf(person, order, see)),
      }),
  },
  {
    name: 'ordersFiltered',
    scope: 'orders:read',
    gql: 'orders(filter: { status: [OPEN], from: "2026-01-01T00:00:00Z" }) { totalCount edges { cursor } pageInfo { endCursor } }',
    expected: (_person, see) =>
      FULL_OR_NULL(see(BEHAVIOUR), {
        totalCount: 2,
        edges: [{ cursor: expect.any(String) as string }, { cursor: expect.any(String) as string }],
        pageInfo: { endCursor: expect.any(String) as string },
      }),
  },
  {
    name: 'invoices',
    scope: 'finance:read',
    gql: 'invoices { totalCount edges { node { number total { amount } } } }',
    expected: ({ invoices }, see) =>
      FULL_OR_NULL(see(FINANCIAL), {
        totalCount: 1,
        edges: invoices.map(({ number }) => ({ node: { number, total: { amount: '5.00' } } })),
      }),
  },
  {
    name: 'shipments',
    scope: 'shipments:read',
    gql: 'shipments { nodes { trackingNumber shipTo { lines country } } }',
    expected: ({ shipments }, see) => {
      const address = see(['CONTACT', 'BEHAVIOUR'], true);
      const lines = (street: string) => (see(CONTACT) === 'all' ? [street] : null);
      return FULL_OR_NULL(see(BEHAVIOUR), {
        nodes: shipments.map(({ trackingNumber, street }) => ({
          trackingNumber,
          shipTo: address === 'nothing' ? null : { lines: lines(street), country: 'DE' },
        })),
      });
    },
  },
  {
    name: 'interactions',
    scope: 'interactions:read',
    gql: 'interactions(channel: [EMAIL]) { totalCount nodes { subject } }',
    expected: ({ interactions }, see) =>
      FULL_OR_NULL(see(BEHAVIOUR), { totalCount: 1, nodes: interactions.map(({ subject }) => ({ subject })) }),
  },
  {
    name: 'segments',
    scope: 'audience:read',
    gql: 'segments { name }',
    expected: ({ segments }, see) =>
      FULL_OR_NULL(
        see(BEHAVIOUR),
        segments.map(({ name }) => ({ name })),
      ),
  },
  {
    name: 'metrics',
    scope: 'orders:read',
    gql: 'metrics(window: "3650d") { orders { value } revenue { value { amount } } }',
    expected: (_person, see) =>
      FULL_OR_NULL(see(BEHAVIOUR), {
        orders: { value: 2 },
        revenue: { value: [{ amount: expect.any(String) as string }] },
      }),
  },
  {
    name: 'health',
    gql: 'health { bloodGroup }',
    expected: ({ bloodGroup }, see) => oneOf(see(['HEALTH'], true), { bloodGroup }, { bloodGroup: part(bloodGroup) }),
  },
  {
    name: 'whereabouts',
    gql: 'whereabouts { place }',
    expected: ({ whereabouts }, see) => FULL_OR_NULL(see(['LOCATION']), { place: whereabouts }),
  },
  {
    name: 'creditScore',
    scope: 'finance:read',
    gql: 'creditScore { score }',
    expected: ({ creditScore }, see, { purpose }) =>
      purpose === 'CREDIT' ? FULL_OR_NULL(see(FINANCIAL), { score: creditScore }) : null,
  },
];
