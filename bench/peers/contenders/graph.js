/** The graph of the hand-written gateways: as ours, with plain lists. */
export const typeDefs = `
  type Query {
    customer(id: ID!): Customer
    customers(ids: [ID!]!): [Customer!]!
  }
  type Customer {
    kind: String
    displayName: String
    legalName: String
    preferredLanguage: String
    industry: String
    emails: [EmailAddress!]
    phones: [PhoneNumber!]
    addresses: [PostalAddress!]
    identifiers: [Identifier!]
    orders: [Order!]
    invoices: [Invoice!]
    credit: CreditStatus
    shipments: [Shipment!]
    segments: [SegmentMembership!]
  }
  type EmailAddress { address: String! }
  type PhoneNumber { number: String }
  type PostalAddress { lines: [String!] locality: String postalCode: String country: String }
  type Identifier { type: String! value: String! }
  type Money { amount: String! currency: String! }
  type Order { orderNumber: String! orderedAt: String! status: String total: Money lines: [OrderLine!]! }
  type OrderLine { sku: ID! quantity: String! unitPrice: Money product: Product }
  type Product { sku: ID! stock: [InventoryLevel!] }
  type InventoryLevel { location: String! available: String }
  type Invoice { number: String! issuedOn: String! dueOn: String status: String total: Money! amountDue: Money }
  type CreditStatus { limit: Money exposure: Money blocked: Boolean }
  type Shipment { carrier: String trackingNumber: String status: String shippedAt: String }
  type SegmentMembership { name: String origin: String status: String }
`;

const first = (rows) => rows[0];

export const resolvers = {
  Query: {
    customer: (_root, { id }, { loaders }) => loaders.customer.load(id).then(first),
    customers: async (_root, { ids }, { loaders }) => (await loaders.customer.loadMany(ids)).flat(),
  },
  Customer: {
    orders: ({ number }, _args, { loaders }) => loaders.order.load(number),
    invoices: ({ number }, _args, { loaders }) => loaders.invoice.load(number),
    credit: ({ number }, _args, { loaders }) => loaders.credit.load(number).then(first),
    shipments: ({ number }, _args, { loaders }) => loaders.shipment.load(number),
    segments: ({ number }, _args, { loaders }) => loaders.segment.load(number),
  },
  OrderLine: { product: ({ sku }) => ({ sku }) },
  Product: { stock: ({ sku }, _args, { loaders }) => loaders.stock.load(sku) },
};
