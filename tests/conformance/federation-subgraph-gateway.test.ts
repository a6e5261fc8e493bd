import type { Scope } from '../../src/access/scopes.ts';
import { startGateway, type TestGateway } from '../start-gateway.ts';
import { ask, askForSdl, type Answer } from './federation-subgraph/ask.ts';
import { composeSubgraphs, startRouter } from './federation-subgraph/start-router.ts';
import { listenTo, type RunningServer } from './federation-subgraph/start-subgraphs.ts';

/** Another team's subgraph: it knows one more thing about our customers. */
const LOYALTY_SDL = `#graphql
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { goldMembers: [Customer!]! }
  type Customer @key(fields: "id") { id: ID!, loyaltyPoints: Int! }
`;

const NOT_FOUND = 'cus_00000000000000000000000000';

interface Known {
  readonly customer: string;
  readonly order: string;
  readonly invoice: string;
  readonly sku: string;
}

describe('the gateway as a federation subgraph', () => {
  let gateway: TestGateway;
  let known: Known;

  beforeAll(async () => {
    gateway = await startGateway();
    known = await findKnown(gateway);
  }, 60_000);
  afterAll(async () => gateway.stop());

  const authorization = () => ({ authorization: `Bearer ${gateway.key}` });

  async function askEntities(
    representations: readonly object[],
    selection: string,
    key = gateway.key,
  ): Promise<Answer> {
    return ask(gateway.url, {
      query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`,
      variables: { representations },
      headers: { authorization: `Bearer ${key}` },
    });
  }

  const keyWith = async (...scopes: Scope[]) => (await gateway.app.access.createKey({ name: 'router', scopes })).key;

  it('finds customers, orders, invoices and products by their keys, in the order asked', async () => {
    const { customer, order, invoice, sku } = known;
    const representations = [
      { __typename: 'Product', sku },
      { __typename: 'Invoice', id: invoice },
      { __typename: 'Customer', id: customer },
      { __typename: 'Order', id: order },
    ];
    const selection = `
      ... on Customer { id displayName }
      ... on Order { id orderNumber }
      ... on Invoice { id number }
      ... on Product { sku name }
    `;
    expect(await askEntities(representations, selection)).toMatchObject({
      data: {
        _entities: [
          { __typename: 'Product', sku, name: expect.any(String) },
          { __typename: 'Invoice', id: invoice, number: expect.any(String) },
          { __typename: 'Customer', id: customer, displayName: expect.any(String) },
          { __typename: 'Order', id: order, orderNumber: expect.any(String) },
        ],
      },
    });
  });

  it.each([
    ['Customer', 'displayName', 'orders:read', () => ({ id: known.customer })],
    ['Order', 'orderNumber', 'customer:read', () => ({ id: known.order })],
    ['Invoice', 'number', 'customer:read', () => ({ id: known.invoice })],
    ['Product', 'name', 'customer:read', () => ({ sku: known.sku })],
  ] as const)('withholds %s.%s from a router that has only %s', async (typeName, field, scope, toKey) => {
    const representation = { __typename: typeName, ...toKey() };
    const answer = await askEntities([representation], `... on ${typeName} { ${field} }`, await keyWith(scope));
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toContainEqual(
      expect.stringMatching(/^(FIELD_)?FORBIDDEN$/),
    );
    expect(JSON.stringify(answer.data ?? null)).not.toMatch(new RegExp(`"${field}":"`));
  });

  it('answers null for a customer that nobody knows, beside one that is there', async () => {
    const representations = [NOT_FOUND, known.customer].map((id) => ({ __typename: 'Customer', id }));
    const { data } = await askEntities(representations, '... on Customer { id }');
    expect(data).toEqual({ _entities: [null, { __typename: 'Customer', id: known.customer }] });
  });

  it('adds ftv1 timings when a router asks for them, and only then', async () => {
    const query = '{ viewer { name } }';
    const traced = await ask(gateway.url, {
      query,
      headers: { ...authorization(), 'apollo-federation-include-trace': 'ftv1' },
    });
    const plain = await ask(gateway.url, { query, headers: authorization() });
    expect(traced).toMatchObject({ data: plain.data, extensions: { ftv1: expect.stringMatching(/^\S+$/) } });
    expect(plain.extensions).not.toHaveProperty('ftv1');
  });

  describe('beside another team’s subgraph, behind a router', () => {
    const running: RunningServer[] = [];
    let loyalty: RunningServer;

    beforeAll(async () => {
      loyalty = await listenTo(LOYALTY_SDL, {
        Query: { goldMembers: () => [{ id: known.customer, loyaltyPoints: 1_200 }] },
        Customer: { __resolveReference: ({ id }: { id: string }) => ({ id, loyaltyPoints: 1_200 }) },
      });
      running.push(loyalty);
    }, 60_000);
    afterAll(async () => {
      for (const server of running) await server.stop();
    });

    async function startRouterWith(key: string): Promise<RunningServer> {
      const sdl = await askForSdl(gateway.url, authorization());
      const subgraphs = [
        { name: 'c360', url: gateway.url, sdl, headers: { authorization: `Bearer ${key}` } },
        { name: 'loyalty', url: loyalty.url, sdl: LOYALTY_SDL },
      ];
      const router = await startRouter(subgraphs, withoutSecurityPurpose(composeSubgraphs(subgraphs)));
      running.unshift(router);
      return router;
    }

    it('answers one question from both, whichever of them the customer comes from', async () => {
      const fields = '{ id displayName loyaltyPoints orders(first: 1) { nodes { orderNumber } } }';
      const query = `query ($id: ID!) { customer(id: $id) ${fields} goldMembers ${fields} }`;
      const whole = {
        id: known.customer,
        displayName: expect.any(String),
        loyaltyPoints: 1_200,
        orders: { nodes: [{ orderNumber: expect.any(String) }] },
      };
      const router = await startRouterWith(gateway.key);
      const answer = await ask(router.url, { query, variables: { id: known.customer } });
      expect(answer).toEqual({ data: { customer: whole, goldMembers: [whole] } });
    }, 60_000);

    it('holds a router to the scopes of its key', async () => {
      const router = await startRouterWith(await keyWith('customer:read'));
      const query = '{ goldMembers { loyaltyPoints displayName orders { totalCount } } }';
      const { data, errors } = await ask(router.url, { query });
      expect(data).toEqual({
        goldMembers: [{ loyaltyPoints: 1_200, displayName: expect.any(String), orders: null }],
      });
      expect(errors).toMatchObject([{ extensions: { code: 'FIELD_FORBIDDEN' } }]);
    }, 60_000);
  });
});

/**
 * `@requiresScopes` tells routers what they may enforce too. Apollo's router in JavaScript enforces none and refuses a
 * supergraph that says so; the gateway behind it holds to the scopes either way.
 */
function withoutSecurityPurpose(supergraphSdl: string): string {
  return supergraphSdl.replaceAll(', for: SECURITY)', ')');
}

/** Of the first customers one with an invoiced order of a product that has a name. */
async function findKnown(gateway: TestGateway): Promise<Known> {
  const { data, errors } = await gateway.query(`{
    customers(first: 20) { nodes {
      id
      orders(first: 1) { nodes { id lines { product { sku name } } } }
      invoices(first: 1) { nodes { id } }
    } }
  }`);
  const { nodes } = (data?.['customers'] ?? { nodes: [] }) as { nodes: readonly CustomerNode[] };
  for (const { id, orders, invoices } of nodes) {
    const order = orders?.nodes[0];
    const invoice = invoices?.nodes[0];
    const product = order?.lines.find((line) => line.product?.name)?.product;
    if (order && invoice && product) return { customer: id, order: order.id, invoice: invoice.id, sku: product.sku };
  }
  throw new Error(`none of ${nodes.length} customers has an order and an invoice: ${JSON.stringify(errors)}`);
}

interface CustomerNode {
  readonly id: string;
  readonly orders?: {
    readonly nodes: readonly {
      readonly id: string;
      readonly lines: readonly { readonly product?: { readonly sku: string; readonly name?: string } | null }[];
    }[];
  } | null;
  readonly invoices?: { readonly nodes: readonly { readonly id: string }[] } | null;
}
