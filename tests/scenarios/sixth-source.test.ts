import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../start-gateway.ts';

/** A loyalty system that nobody has told the gateway about: one folder under connectors, one under mappings. */
const MANIFEST = `
connector: loyalty
title: Loyalty programme
owner: loyalty-team@example.com
source:
  kind: rest
  baseUrl: \${LOYALTY_BASE_URL}
provides:
  Customer.loyalty:
    by: reference
    fetch: { get: /members, query: { numbers: '$join($keys, ",")' }, batch: 50 }
    rows: body.members
    key: customerNumber
    mapping: loyalty
  Customer.loyaltyTier:
    by: reference
    fetch: { get: /members, query: { numbers: '$join($keys, ",")' }, batch: 50 }
    rows: body.members
    key: customerNumber
    mapping: tier
`;
const SCHEMA = `
extend type Customer {
  "The customer's standing in the loyalty programme."
  loyalty: Loyalty
  "The tier alone."
  loyaltyTier: LoyaltyTier
}

"A customer's standing in the loyalty programme."
type Loyalty {
  "How high."
  tier: LoyaltyTier
  "Points that can be spent."
  points: Int!
}

"Tiers of the loyalty programme."
enum LoyaltyTier {
  SILVER
  GOLD
}
`;
const TIER = `$code({ "S": "SILVER", "G": "GOLD" }, level)`;
const MAPPING = `{ "tier": $code({ "S": "SILVER", "G": "GOLD" }, level), "points": balance }`;

let root: string;
let loyalty: Server;
let gateway: TestGateway;
let number: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'c360-sixth-'));
  for (const folder of ['connectors', 'mappings']) {
    cpSync(folder, join(root, folder), { recursive: true });
    mkdirSync(join(root, folder, 'loyalty'));
  }
  writeFileSync(join(root, 'connectors/loyalty/connector.yaml'), MANIFEST);
  writeFileSync(join(root, 'connectors/loyalty/schema.graphql'), SCHEMA);
  writeFileSync(join(root, 'mappings/loyalty/loyalty.jsonata'), MAPPING);
  writeFileSync(join(root, 'mappings/loyalty/tier.jsonata'), TIER);

  loyalty = createServer((request, response) => {
    const numbers = new URL(request.url ?? '/', 'http://localhost').searchParams.get('numbers')?.split(',') ?? [];
    const members = numbers.map((customerNumber) => ({ customerNumber, level: 'G', balance: 1200 }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ members }));
  }).listen(0, '127.0.0.1');
  await once(loyalty, 'listening');
  const address = loyalty.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  gateway = await startGateway({
    flags: { connectorsDir: join(root, 'connectors'), mappingsDir: join(root, 'mappings') },
    env: { LOYALTY_BASE_URL: `http://127.0.0.1:${port}` },
  });
  const { data } = await gateway.query('{ customers(first: 1) { nodes { id } } }');
  number = (data as unknown as { customers: { nodes: [{ id: string }] } }).customers.nodes[0].id;
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  loyalty.close();
  rmSync(root, { recursive: true, force: true });
});

it('answers for a new source whose two folders are all that was added', async () => {
  const { data, errors } = await gateway.query(
    'query ($id: ID!) { customer(id: $id) { loyalty { tier points } sections { part source status } } }',
    { id: number },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    customer: {
      loyalty: { tier: 'GOLD', points: 1200 },
      sections: expect.arrayContaining([{ part: 'Customer.loyalty', source: 'loyalty', status: 'OK' }]),
    },
  });
});

it.each(['first, walked', 'then, as a plan'])('answers a field that is one plain value: %s', async () => {
  const { data, errors } = await gateway.query('query ($id: ID!) { customer(id: $id) { loyaltyTier } }', {
    id: number,
  });
  expect({ data, errors }).toEqual({ data: { customer: { loyaltyTier: 'GOLD' } }, errors: undefined });
});

it('lists the new source beside the others', async () => {
  const { data } = await gateway.query('{ sources { name title owner provides } }');
  expect(data).toEqual({
    sources: expect.arrayContaining([
      {
        name: 'loyalty',
        title: 'Loyalty programme',
        owner: 'loyalty-team@example.com',
        provides: ['Customer.loyalty', 'Customer.loyaltyTier'],
      },
    ]),
  });
});
