import type { DemoWorld } from '../demo/demo-world.ts';
import type { ConsoleQuery } from '../http/console/console-page.ts';

const NAMES = `# The first ten customers and where they are known.
query Names {
  customers(first: 10) {
    nodes {
      id
      displayName
      kind
      records { source recordId }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const toCustomer360 = ({ source, id }: Telling) => `# One customer from five systems, in one question.
# A system that does not answer leaves its own part empty and an error that says so.
query Customer360 {
  customerBy(key: { record: { source: ${JSON.stringify(source)}, id: ${JSON.stringify(id)} } }) {
    id
    displayName
    emails { address }
    phones { number }
    addresses { lines postalCode locality country }
    orders(first: 5) {
      totalCount
      nodes {
        orderNumber
        orderedAt
        status
        total { amount currency }
        lines {
          quantity
          amount { amount currency }
          product { sku name stock { location available } }
        }
        shipments { carrier status shippedAt }
      }
    }
    invoices(first: 5) {
      nodes { number issuedOn dueOn status total { amount currency } amountDue { amount currency } }
    }
    credit { limit { amount currency } exposure { amount currency } blocked }
    segments { name origin status }
    sections { part source status reason }
  }
}
`;

const PAGE = `# Five customers with their open matters: as many source calls as for one.
query Page {
  customers(first: 5) {
    nodes {
      displayName
      orders(first: 3) { nodes { orderNumber status } }
      invoices(first: 3) { nodes { number status amountDue { amount currency } } }
      conflicts { field severity values { source value } }
    }
  }
}
`;

/** A record in a source system. */
interface Telling {
  readonly source: string;
  readonly id: string;
}

/** Three queries to start with; the second asks for a customer whom every system knows. */
export function createDemoQueries(world: DemoWorld): readonly ConsoleQuery[] {
  return [{ query: NAMES }, { query: toCustomer360(findTelling(world)) }, { query: PAGE }];
}

/** The record that shows most: known to many systems, with a handful of orders. */
function findTelling({ truth, erp }: DemoWorld): Telling {
  const orders = Map.groupBy(erp.orders, ({ customerNumber }) => customerNumber);
  const candidates = truth.flatMap(({ records }) => {
    const own = records.find(({ source }) => source === 'erp');
    const count = Math.min(own ? (orders.get(own.id)?.length ?? 0) : 0, 6);
    return own ? [{ own, score: new Set(records.map(({ source }) => source)).size * 10 + count }] : [];
  });
  const best = candidates.toSorted((a, b) => b.score - a.score)[0];
  return best ? { source: best.own.source, id: best.own.id } : { source: 'erp', id: '' };
}
