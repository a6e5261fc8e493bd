import { Decimal } from 'decimal.js';
import { existsSync } from 'node:fs';
import { startGateway, type TestGateway } from '../start-gateway.ts';

const DATA = '../shared/datasets/northwind';

interface Page<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Order {
  readonly id: string;
  readonly lines: readonly { readonly amount: { readonly amount: string } }[];
  readonly shipments: readonly { readonly shippedAt: string | null }[];
}

interface Customer {
  readonly id: string;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
  readonly orders: Page<Order>;
}

const CUSTOMERS = `query ($after: String, $ordersAfter: String) {
  customers(first: 40, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id records { source recordId } orders(first: 15, after: $ordersAfter) { ...Orders } }
  }
}`;
const MORE_ORDERS = `query ($id: ID!, $after: String) { customer(id: $id) { orders(first: 15, after: $after) { ...Orders } } }`;
const ORDERS = `fragment Orders on OrderConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { id lines { amount { amount } } shipments { shippedAt } }
}`;

/** The real Northwind tables are read where they lie beside the project; a checkout alone does not hold them. */
const whereDataIs = existsSync(DATA) ? describe : describe.skip;

whereDataIs('Northwind, read through the graph alone and page by page', () => {
  let gateway: TestGateway;
  let customers: readonly Customer[];
  let orders: readonly Order[];

  beforeAll(async () => {
    gateway = await startGateway({ data: DATA });
    customers = await readCustomers();
    orders = (await Promise.all(customers.map(readOrders))).flat();
  }, 120_000);

  afterAll(() => gateway.stop());

  async function ask<Data>(query: string, variables: object): Promise<Data> {
    const { data, errors } = await gateway.query(`${query} ${ORDERS}`, variables);
    expect(errors).toBeUndefined();
    return data as unknown as Data;
  }

  async function readCustomers(): Promise<Customer[]> {
    const all: Customer[] = [];
    for (let after: string | null = null; ;) {
      const page: Page<Customer> = (await ask<{ customers: Page<Customer> }>(CUSTOMERS, { after })).customers;
      expect(page.totalCount).toBe(91);
      all.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return all;
      after = page.pageInfo.endCursor;
    }
  }

  async function readOrders({ id, orders: first }: Customer): Promise<Order[]> {
    const all = [...first.nodes];
    for (let page = first; page.pageInfo.hasNextPage;) {
      const after = page.pageInfo.endCursor;
      page = (await ask<{ customer: { orders: Page<Order> } }>(MORE_ORDERS, { id, after })).customer.orders;
      all.push(...page.nodes);
    }
    expect(all).toHaveLength(first.totalCount);
    return all;
  }

  it('has 91 customers, each of them once in the ERP', () => {
    const numbers = customers.flatMap(({ records }) => records.filter(({ source }) => source === 'erp'));
    expect(new Set(customers.map(({ id }) => id)).size).toBe(91);
    expect(new Set(numbers.map(({ recordId }) => recordId)).size).toBe(91);
    expect(numbers).toHaveLength(91);
  });

  it('has 830 orders with 2,155 lines, of which 21 orders are not shipped', () => {
    expect(new Set(orders.map(({ id }) => id)).size).toBe(830);
    expect(orders.flatMap(({ lines }) => lines)).toHaveLength(2155);
    expect(orders.filter(({ shipments }) => shipments.every(({ shippedAt }) => shippedAt === null))).toHaveLength(21);
  });

  it('adds its line amounts up to 1265793.04, rounded once at the end', () => {
    const amounts = orders.flatMap(({ lines }) => lines.map(({ amount }) => amount.amount));
    expect(amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2)).toBe('1265793.04');
  });
});
