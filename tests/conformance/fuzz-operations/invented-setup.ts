import type { Connector } from '../../../src/connector/connector.ts';
import type { Route } from '../../../src/connector/route.ts';
import { createInventedConnector, createInventedConnectorRoute } from '../../invented-connector.ts';

/** What one connector adds to the graph: an interface, a union, an enum, a scalar, lists of lists, names that objects have by nature. */
const EXTENSION = `
scalar Blob
enum Tone { WARM COLD constructor }
interface Trait { label: String weight: Float! tone: Tone }
type Heat implements Trait { label: String weight: Float! tone: Tone degrees: Int! near: [Trait] product: Product }
type Frost implements Trait { label: String weight: Float! tone: Tone since: [[DateTime!]] blob: Blob }
type Blank { nothing: Blob constructor: String toString: Int valueOf: [String!] hasOwnProperty: Blank }
union Thing = Heat | Frost | Blank | Product
type Cube {
  cells: [[[Int!]!]]
  faces: [[Trait!]!]!
  things(first: Int = 3): [[Thing]]
  tones: [[Tone]!]!
  blobs: [[Blob]!]
  prices: [[Decimal]]
  money: [[Money!]]
  products: [[Product!]]
  nodes: [Node]
}
type Note { text: String! tags: [[String!]!]! by: Note cube: Cube! }

extend type Customer {
  traits: [Trait!]
  trait: Trait
  things(tone: Tone = WARM, blob: Blob): [Thing]
  thing: Thing!
  cube: Cube
  grid: [[Int!]]
  favourite: Product
  constructor: Blank
  unprovided: Cube
  valueOf: [Tone!]
}
extend type Order { notes: [Note!] cube: Cube! thing: Thing }
extend type Invoice { trait: Trait! }
extend type Product { things: [Thing!]! note: Note }
`;

type Provided = readonly [coordinate: string, by: string, many: boolean];

const SOURCES: Readonly<Record<string, { trust: number; provides: readonly Provided[] }>> = {
  alpha: {
    trust: 80,
    provides: [
      ['Customer', 'record', false],
      ['Customer.orders', 'record', true],
      ['Customer.credit', 'record', false],
      ['Order', 'id', false],
      ['Order', 'orderNumber', false],
      ['Order.shipments', 'orderNumber', true],
      ['Product', 'sku', false],
      ['Product.stock', 'sku', true],
    ],
  },
  beta: {
    trust: 60,
    provides: [
      ['Customer', 'record', false],
      ['Customer.orders', 'emailHash', true],
      ['Customer.invoices', 'record', true],
      ['Customer.payments', 'taxId', true],
      ['Order', 'orderNumber', false],
      ['Order.invoices', 'orderNumber', true],
      ['Invoice', 'id', false],
      ['Invoice.payments', 'number', true],
      ['Product.suppliers', 'sku', true],
    ],
  },
  gamma: {
    trust: 60,
    provides: [
      ['Customer', 'record', false],
      ['Customer.invoices', 'email', true],
      ['Customer.interactions', 'email', true],
      ['Customer.consents', 'record', true],
      ['Customer.segments', 'phoneHash', true],
      ['Customer.segments', 'emailHash', true],
      ['Customer.shipments', 'record', true],
      ['Customer.credit', 'record', false],
      ['Product', 'sku', false],
      ['Product.stock', 'sku', true],
    ],
  },
  delta: {
    trust: 20,
    provides: [
      ['Customer.traits', 'record', true],
      ['Customer.trait', 'record', false],
      ['Customer.things', 'email', true],
      ['Customer.thing', 'record', false],
      ['Customer.cube', 'record', false],
      ['Customer.grid', 'record', true],
      ['Customer.favourite', 'record', false],
      ['Customer.constructor', 'record', false],
      ['Order.notes', 'orderNumber', true],
      ['Order.cube', 'id', false],
      ['Order.thing', 'orderNumber', false],
      ['Invoice.trait', 'number', false],
      ['Product.things', 'sku', true],
      ['Product.note', 'sku', false],
    ],
  },
};

/** Sources that know customers by a number of their own. */
export const CUSTOMER_SOURCES = Object.keys(SOURCES);

/** What answers for every route and search; the world of the run. */
export interface InventedAnswers {
  fetchRows(route: Omit<Route, 'fetchRows'>, keys: readonly string[]): ReturnType<Route['fetchRows']>;
  search(source: string): Promise<{ key: string; row: unknown }[]>;
}

/** Connectors without systems behind them. */
export function createInventedConnectors(answers: InventedAnswers): Connector[] {
  return Object.entries(SOURCES).map(([name, { trust, provides }]) =>
    createInventedConnector({
      name,
      trust,
      routes: provides.map((provided, index) => createRoute(name, provided, { index, answers })),
      ...(trust === 60 && { search: { search: () => answers.search(name) } }),
      ...(name === 'delta' && { schema: EXTENSION }),
    }),
  );
}

function createRoute(
  source: string,
  [coordinate, by, many]: Provided,
  { index, answers }: { index: number; answers: InventedAnswers },
): Route {
  const route: Route = createInventedConnectorRoute({
    source,
    coordinate,
    by,
    many,
    batchSize: [1, 3, 100][index % 3] ?? 1,
    cache: { ttlMs: 60_000, staleWhileRevalidateMs: 60_000, staleIfErrorMs: 3_600_000, negativeTtlMs: 1_000 },
    fetchRows: (keys) => answers.fetchRows(route, keys),
  });
  return route;
}
