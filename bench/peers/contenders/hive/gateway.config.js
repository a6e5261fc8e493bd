/** Hive Gateway over the supergraph that Mesh composed: the graph's own types, linked by batched calls, mapped in JavaScript. */
import { defineConfig } from '@graphql-hive/gateway';
import { typeDefs } from '../graph.js';
import { plainMappings } from '../plain-mappings.js';
import { ROWS } from './rows.js';

const first = (rows) => rows[0];

/** Loads the mapped rows of a key, or of a list of keys, through the composed source; keys of one turn go in one call. */
function loader(source, path, kind, key) {
  const selectionSet = `{ items ${select(ROWS[kind])} }`;
  const map = plainMappings[kind];
  return (wanted, root, context, info) =>
    context[source].Query[`${source}_${path}`]({
      root,
      context,
      info,
      key: wanted,
      argsFromKeys: (keys) => ({ ids: keys.join(',') }),
      valuesFromResults: ({ items }, keys) => {
        const byKey = Map.groupBy(items, (row) => row[key]);
        return keys.map((each) => (byKey.get(each) ?? []).map(map));
      },
      selectionSet,
    });
}

function select(members) {
  const names = Object.entries(members).map(([name, type]) =>
    typeof type === 'object' ? `${name} ${select(type)}` : name,
  );
  return `{ ${names.join(' ')} }`;
}

const load = {
  customer: loader('erp', 'customers', 'customer', 'number'),
  order: loader('erp', 'orders', 'order', 'customer'),
  stock: loader('inventory', 'stock', 'stock', 'sku'),
  invoice: loader('finance', 'invoices', 'invoice', 'customer'),
  credit: loader('finance', 'credit', 'credit', 'customer'),
  shipment: loader('scm', 'shipments', 'shipment', 'customer'),
  segment: loader('dmp', 'segments', 'segment', 'customer'),
};

const ofCustomer = (kind) => (root, _args, context, info) => load[kind](root.number, root, context, info);

export const gatewayConfig = defineConfig({
  logging: 'error',
  additionalTypeDefs: typeDefs.replace('type Query', 'extend type Query'),
  additionalResolvers: {
    Query: {
      customer: (root, { id }, context, info) => load.customer(id, root, context, info).then(first),
      customers: async (root, { ids }, context, info) =>
        (await Promise.all(ids.map((id) => load.customer(id, root, context, info)))).flat(),
    },
    Customer: {
      orders: ofCustomer('order'),
      invoices: ofCustomer('invoice'),
      credit: (root, _args, context, info) => load.credit(root.number, root, context, info).then(first),
      shipments: ofCustomer('shipment'),
      segments: ofCustomer('segment'),
    },
    OrderLine: { product: ({ sku }) => ({ sku }) },
    Product: { stock: (root, _args, context, info) => load.stock(root.sku, root, context, info) },
  },
});
