import { SCOPES, type Scope } from '../../../../src/access/scopes.ts';
import { createMemoryCache } from '../../../../src/cache/memory-cache.ts';
import type { KeyedRow, Route } from '../../../../src/connector/route.ts';
import type { CustomerIdentity } from '../../../../src/identity/identity.ts';
import { createBothExecutors, type BothExecutors, type Surroundings } from '../../../both-executors.ts';
import { compareAnswers, type Answer } from '../../../compare-answers.ts';
import { createInventedConnector, createInventedConnectorRoute } from '../../../invented-connector.ts';
import { principalWith } from '../../../principal-with.ts';

/** What a connector adds: boxes that hold anything, unchecked, because a row of an interface is only known by its `__typename`. */
const SCHEMA = `
scalar Anything
enum Tone { WARM COLD }
interface Holder { name: String }
type Box implements Holder {
  name: String
  nameMust: String!
  int: Int
  float: Float
  flag: Boolean
  id: ID
  tone: Tone
  toneMust: Tone!
  price: Decimal
  anything: Anything
  list: [String]
  listMust: [String!]
  lists: [[Int]]
  listsMust: [[Int!]!]
  echo(text: String = "default"): String
  box: Box
  boxMust: Box!
  boxes: [Box]
  boxesMust: [Box!]
  holder: Holder
  holders: [Holder]
  either: Either
  product: Product
  nodes: [Node]
  constructor: String
  toString: String
  valueOf: Int
  hasOwnProperty: Box
}
type Bag implements Holder { name: String pockets: Int products: [Product] }
union Either = Box | Bag
extend type Customer { holder: Holder }
`;

/** The graph over one customer whose only interesting record is a row of our own. */
export interface BothGraph {
  /** The answer of both executors. Throws when they differ, or when no plan was made. */
  answer(query: string, options?: AnswerOptions): Promise<Answer>;
  /** What `customer { holder { ... on Box { … } } }` answers for a row; paths and data from the box on. */
  ofBox(selection: string, row: object, options?: Omit<AnswerOptions, 'row'>): Promise<BoxAnswer>;
  /** The walking executor's answer, and the plan's if there is one. */
  both(query: string, options?: AnswerOptions): Promise<{ walked: Answer; planned: Answer | undefined }>;
  close(): Promise<void>;
}

export interface AnswerOptions {
  readonly row?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly scopes?: readonly Scope[];
  /** Stands before the query: fragments, or the head of the operation. */
  readonly head?: string;
  readonly fragments?: string;
}

export interface BoxAnswer {
  readonly data: unknown;
  /** Each as `path: CODE`, the path from the box on. */
  readonly errors: readonly string[];
}

const NOW_MS = Date.parse('2026-03-01T00:00:00Z');

export async function createBothGraph(): Promise<BothGraph> {
  let row: unknown;
  const fetch =
    (rowFor: (key: string) => unknown): Route['fetchRows'] =>
    (keys) =>
      Promise.resolve(keys.map((key): KeyedRow => ({ key, row: structuredClone(rowFor(key)) })));
  const route = (coordinate: string, rowFor: (key: string) => unknown, changes: Partial<Route> = {}) =>
    createInventedConnectorRoute({ source: 'only', coordinate, fetchRows: fetch(rowFor), ...changes });
  const routes = [
    route('Customer', (id) => ({ id, displayName: 'Ann' })),
    route('Customer.holder', () => row),
    route('Product', (sku) => ({ sku, name: `Product ${sku}` }), { by: 'sku' }),
  ];
  const both = await createBothExecutors([createInventedConnector({ name: 'only', routes, schema: SCHEMA })]);

  const askBoth = async (query: string, { row: given, variables = {}, scopes }: AnswerOptions) => {
    row = given;
    const surroundings = createSurroundings(both, scopes);
    const walked = await both.walk({ query, variables }, surroundings);
    return { walked, planned: await both.plan({ query, variables }, surroundings) };
  };
  const answer = async (query: string, options: AnswerOptions = {}): Promise<Answer> => {
    const { walked, planned } = await askBoth(query, options);
    if (!planned) throw new Error(`no plan; the walking executor says ${JSON.stringify(walked)}`);
    const difference = compareAnswers(walked, planned);
    if (difference !== undefined) throw new Error(difference);
    return planned;
  };
  return {
    answer,
    both: (query, options = {}) => askBoth(query, options),
    async ofBox(selection, given, options = {}) {
      const { head = 'query', fragments = '' } = options;
      const query = `${head} { customer(id: "c") { holder { ... on Box { ${selection} } } } } ${fragments}`;
      return toBoxAnswer(await answer(query, { ...options, row: { __typename: 'Box', ...given } }));
    },
    close: () => both.close(),
  };
}

function createSurroundings({ emptyIdentity }: BothExecutors, scopes?: readonly Scope[]): Surroundings {
  const customer: CustomerIdentity = {
    id: 'c',
    kind: 'PERSON',
    records: [{ source: 'only', id: '1', evidence: [], linkedAt: '2026-01-05T10:00:00Z' }],
  };
  const known = (ids: readonly string[]) => new Map(ids.filter((id) => id === 'c').map((id) => [id, customer]));
  return {
    principal: principalWith({ scopes: new Set(scopes ?? (Object.keys(SCOPES) as Scope[])) }),
    identity: { ...emptyIdentity, recordsOf: (ids) => Promise.resolve(known(ids)) },
    cache: createMemoryCache({ maxEntries: 10 }),
    nowMs: NOW_MS,
    signal: new AbortController().signal,
  };
}

function toBoxAnswer({ data, errors = [] }: Answer): BoxAnswer {
  const { customer } = data as { customer: { holder: unknown } };
  return {
    data: customer.holder,
    errors: errors.map(({ path = [], extensions }) => `${path.slice(2).join('.')}: ${String(extensions?.['code'])}`),
  };
}
