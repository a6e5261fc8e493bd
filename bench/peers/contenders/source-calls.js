import { Agent as HttpAgent } from 'node:http';
import { create } from 'axios';
import DataLoader from 'dataloader';
import { Agent } from 'undici';

/** What each kind of row is asked by: the source, its path, and the row's member that holds the key. */
const KINDS = {
  customer: ['erp', '/customers', 'number'],
  order: ['erp', '/orders', 'customer'],
  stock: ['inventory', '/stock', 'sku'],
  invoice: ['finance', '/invoices', 'customer'],
  credit: ['finance', '/credit', 'customer'],
  shipment: ['scm', '/shipments', 'customer'],
  segment: ['dmp', '/segments', 'customer'],
};

/** Gets JSON from a base address and a path. */
const CLIENTS = {
  axios: (baseURL) => {
    const client = create({ baseURL, httpAgent: new HttpAgent({ keepAlive: true }) });
    return async (path) => (await client.get(path)).data;
  },
  undici: (origin) => {
    const agent = new Agent({ connections: 256 });
    return async (path) => {
      const { body } = await agent.request({ origin, path, method: 'GET' });
      return body.json();
    };
  },
};

/**
 * A function that makes one request's loaders: each asks its source once for all keys wanted in the same turn, and answers
 * each key's rows in our words.
 */
export function createLoaderFactory({ client, mappings, sources }) {
  const clients = Object.fromEntries(Object.entries(sources).map(([name, url]) => [name, CLIENTS[client](url)]));
  const fetchers = Object.entries(KINDS).map(([kind, [source, path, key]]) => {
    const get = clients[source];
    const map = mappings[kind];
    const fetchMany = async (keys) => {
      const { items } = await get(`${path}?ids=${keys.join(',')}`);
      const mapped = await mapAll(items, map);
      const byKey = new Map(keys.map((wanted) => [wanted, []]));
      items.forEach((row, index) => byKey.get(row[key])?.push(mapped[index]));
      return keys.map((wanted) => byKey.get(wanted));
    };
    return [kind, fetchMany];
  });
  return () =>
    Object.fromEntries(fetchers.map(([kind, fetchMany]) => [kind, new DataLoader(fetchMany, { maxBatchSize: 250 })]));
}

/** Waits only for mappings that have to be waited for. */
function mapAll(rows, map) {
  const mapped = rows.map(map);
  return mapped[0] instanceof Promise ? Promise.all(mapped) : mapped;
}
