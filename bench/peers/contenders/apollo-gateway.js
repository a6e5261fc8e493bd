/** @apollo/gateway over five subgraphs in the same process, one for each source; Apollo Server on Express in front. */
import { ApolloGateway, IntrospectAndCompose, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { parse } from 'graphql';
import { plainMappings } from './plain-mappings.js';
import { createLoaderFactory } from './source-calls.js';
import { announce, portOf, sources } from './start.js';

const createLoaders = createLoaderFactory({ client: 'undici', mappings: plainMappings, sources });
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;
const MONEY = `type Money @shareable { amount: String! currency: String! }`;
const first = (rows) => rows[0];
const byNumber = { __resolveReference: (reference) => reference };

const SUBGRAPHS = {
  erp: {
    typeDefs: `${LINK} ${MONEY}
      type Query { customer(id: ID!): Customer customers(ids: [ID!]!): [Customer!]! }
      type Customer @key(fields: "number") {
        number: ID! kind: String displayName: String legalName: String preferredLanguage: String industry: String
        emails: [EmailAddress!] phones: [PhoneNumber!] addresses: [PostalAddress!] identifiers: [Identifier!]
        orders: [Order!]
      }
      type EmailAddress { address: String! }
      type PhoneNumber { number: String }
      type PostalAddress { lines: [String!] locality: String postalCode: String country: String }
      type Identifier { type: String! value: String! }
      type Order { orderNumber: String! orderedAt: String! status: String total: Money lines: [OrderLine!]! }
      type OrderLine { sku: ID! quantity: String! unitPrice: Money product: Product }
      type Product @key(fields: "sku") { sku: ID! }`,
    resolvers: {
      Query: {
        customer: (_root, { id }, { loaders }) => loaders.customer.load(id).then(first),
        customers: async (_root, { ids }, { loaders }) => (await loaders.customer.loadMany(ids)).flat(),
      },
      Customer: { orders: ({ number }, _args, { loaders }) => loaders.order.load(number) },
      OrderLine: { product: ({ sku }) => ({ sku }) },
    },
  },
  inventory: {
    typeDefs: `${LINK}
      type Product @key(fields: "sku") { sku: ID! stock: [InventoryLevel!] }
      type InventoryLevel { location: String! available: String }`,
    resolvers: {
      Product: { ...byNumber, stock: ({ sku }, _args, { loaders }) => loaders.stock.load(sku) },
    },
  },
  finance: {
    typeDefs: `${LINK} ${MONEY}
      type Customer @key(fields: "number") { number: ID! invoices: [Invoice!] credit: CreditStatus }
      type Invoice { number: String! issuedOn: String! dueOn: String status: String total: Money! amountDue: Money }
      type CreditStatus { limit: Money exposure: Money blocked: Boolean }`,
    resolvers: {
      Customer: {
        ...byNumber,
        invoices: ({ number }, _args, { loaders }) => loaders.invoice.load(number),
        credit: ({ number }, _args, { loaders }) => loaders.credit.load(number).then(first),
      },
    },
  },
  scm: {
    typeDefs: `${LINK}
      type Customer @key(fields: "number") { number: ID! shipments: [Shipment!] }
      type Shipment { carrier: String trackingNumber: String status: String shippedAt: String }`,
    resolvers: {
      Customer: { ...byNumber, shipments: ({ number }, _args, { loaders }) => loaders.shipment.load(number) },
    },
  },
  dmp: {
    typeDefs: `${LINK}
      type Customer @key(fields: "number") { number: ID! segments: [SegmentMembership!] }
      type SegmentMembership { name: String origin: String status: String }`,
    resolvers: {
      Customer: { ...byNumber, segments: ({ number }, _args, { loaders }) => loaders.segment.load(number) },
    },
  },
};

const schemas = Object.fromEntries(
  Object.entries(SUBGRAPHS).map(([name, { typeDefs, resolvers }]) => [
    name,
    buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers }),
  ]),
);
const gateway = new ApolloGateway({
  supergraphSdl: new IntrospectAndCompose({
    subgraphs: Object.keys(schemas).map((name) => ({ name, url: `http://${name}.local` })),
  }),
  buildService: ({ name }) => new LocalGraphQLDataSource(schemas[name]),
  logger: { debug() {}, info() {}, warn() {}, error: console.error },
});
const server = new ApolloServer({ gateway });
await server.start();
const app = express();
app.use('/graphql', express.json(), expressMiddleware(server, { context: async () => ({ loaders: createLoaders() }) }));
const listening = app.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${portOf(listening)}/graphql`));
