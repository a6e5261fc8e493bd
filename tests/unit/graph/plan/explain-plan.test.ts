import { getOperationAST, parse } from 'graphql';
import { readSchema } from '../../../../src/app.ts';
import { loadConnectors, type Connector } from '../../../../src/connector/load-connectors.ts';
import { withStandIns } from '../../../../src/cli/stand-ins.ts';
import { loadConfig } from '../../../../src/config/load-config.ts';
import { SCOPES, type Scope } from '../../../../src/access/scopes.ts';
import { buildGraph } from '../../../../src/graph/generation.ts';
import { compileOperation } from '../../../../src/graph/plan/compile-operation.ts';
import { explainPlan, type PlanExplanation } from '../../../../src/graph/plan/explain-plan.ts';
import { toMermaid, toPlanText } from '../../../../src/graph/plan/show-plan.ts';

describe('the explanation of a plan', () => {
  let connectors: readonly Connector[];
  let graph: ReturnType<typeof buildGraph>;

  beforeAll(async () => {
    const config = loadConfig({ env: {}, flags: { storeUrl: 'sqlite::memory:', secret: 'x'.repeat(32) } });
    connectors = await loadConnectors({ ...config, env: withStandIns({}) });
    graph = buildGraph(readSchema(config.schemaDir), connectors);
  });
  afterAll(() => Promise.all(connectors.map((connector) => connector.close())));

  function explain(query: string, scopes: readonly string[] = Object.keys(SCOPES)): PlanExplanation {
    const document = parse(query);
    const operation = getOperationAST(document);
    const principal = { scopes: new Set(scopes as Scope[]) };
    const plan = operation && compileOperation(graph, { document, operation, variables: {}, principal });
    if (!plan) throw new Error('no plan');
    return explainPlan(plan, graph.routing, {});
  }

  const stepsOf = ({ steps }: PlanExplanation) =>
    steps.map(({ id, at, does, coordinate, after, objects }) => [id, at, coordinate ?? does, after, objects]);

  it('names what each step waits for and how many objects it is for', () => {
    const plan = explain(
      '{ customers(first: 50) { nodes { displayName orders(first: 5) { nodes { lines { product { name } } } } } } }',
    );
    expect(stepsOf(plan)).toEqual([
      [1, 'customers', 'gateway', [], 1],
      [2, 'customers.nodes', 'Customer', [1], 50],
      [3, 'customers.nodes', 'merge', [2], 50],
      [4, 'customers.nodes.orders', 'Customer.orders', [1], 50],
      [5, 'customers.nodes.orders.nodes.lines.product.name', 'Product', [4], 1250],
    ]);
  });

  it('reads the records of a customer once, however many fields are merged from them or keyed by them', () => {
    const plan = explain('{ customer(id: "c") { displayName emails { address } segments { name } } }');
    expect(stepsOf(plan)).toEqual([
      [1, 'customer', 'gateway', [], 1],
      [2, 'customer', 'Customer', [1], 1],
      [3, 'customer', 'merge', [2], 1],
      [4, 'customer.segments', 'Customer.segments', [1, 2], 1],
    ]);
  });

  it('counts calls by batches of keys', () => {
    const [, orders] = explain('{ customers(first: 200) { nodes { orders { totalCount } } } }').steps;
    const [erp] = orders?.sources ?? [];
    expect(erp).toMatchObject({ source: 'erp', by: 'record', estimatedCalls: Math.ceil(200 / (erp?.batch ?? 1)) });
  });

  it('shows what the credential does not allow, and asks nobody for it', () => {
    const plan = explain('{ customer(id: "c") { credit { blocked } } }', ['customer:read']);
    expect(plan.steps.at(-1)).toMatchObject({ at: 'customer.credit', does: 'refuse', sources: [] });
    expect(plan.estimatedCalls).toBe(0);
  });

  it('is written as text and as a diagram', () => {
    const plan = explain('{ product(sku: "s") { stock { available } } }');
    expect(toPlanText(plan)).toBe(
      [
        "1. product: the gateway's own",
        '2. product.stock: read Product.stock for 1 object (after 1)',
        '     inventory by sku, 250 keys a call: at most 1 call',
        'At most 1 source call, when nothing is cached.',
      ].join('\n'),
    );
    expect(toMermaid(plan)).toBe(
      [
        'flowchart TD',
        `  s1["product: the gateway's own"]`,
        '  s2["product.stock: read Product.stock for 1 object<br/>inventory by sku, 250 keys a call: at most 1 call"]',
        '  s1 --> s2',
      ].join('\n'),
    );
  });
});
