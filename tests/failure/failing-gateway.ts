import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoData } from '../../src/demo/create-demo-data.ts';
import type { TruthParty } from '../../src/demo/demo-world.ts';
import { startGateway, type GraphAnswer, type TestGateway, type TestGatewayOptions } from '../start-gateway.ts';
import { CUSTOMER_PAGE, PARTS_OF, placesOf, type CustomerPage } from './customer-page.ts';
import { writeLiveConnectors, type ConnectorSettings, type Listed } from './live-connectors.ts';

/** Five systems, a gateway and three hundred customers to link, on a busy machine. */
export const START_TIMEOUT_MS = 60_000;

export interface PageAnswer extends GraphAnswer {
  readonly page: CustomerPage;
  /** The whole body as it was sent. */
  readonly text: string;
  readonly status: number;
}

/** A gateway over sources that can be made to fail, and a customer whose page is whole while they do not. */
export interface FailingGateway extends TestGateway {
  readonly healthy: PageAnswer;
  askPage(options?: { readonly maxAge?: string; readonly key?: string }): Promise<PageAnswer>;
}

/** The shipped connectors, but patient and without a cache, unless `settings` say otherwise. */
export async function startFailingGateway({
  settings,
  ...options
}: TestGatewayOptions & { readonly settings?: ConnectorSettings } = {}): Promise<FailingGateway> {
  const connectorsDir = mkdtempSync(join(tmpdir(), 'c360-connectors-'));
  const parties = wellKnownParties();
  writeLiveConnectors(connectorsDir, listedOf(parties), settings);
  const gateway = await startGateway({ ...options, flags: { connectorsDir, ...options.flags } });
  const healthy = await findWholePage(gateway, parties);
  return {
    ...gateway,
    healthy,
    askPage: ({ maxAge, key = gateway.key } = {}) => askPage({ ...gateway, key }, { id: healthy.page.id, maxAge }),
    async stop() {
      await gateway.stop();
      rmSync(connectorsDir, { recursive: true, force: true });
    },
  };
}

async function askPage({ url, key }: { url: string; key: string }, variables: object): Promise<PageAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: CUSTOMER_PAGE, variables }),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as GraphAnswer;
  const page = answer.data?.['customer'] as unknown as CustomerPage;
  return { ...answer, page, text, status: response.status };
}

const CANDIDATES = 12;

/** Parties that every system with customers knows, one of the ERP's numbers each. */
function wellKnownParties(): readonly TruthParty[] {
  const { truth, erp } = createDemoData({});
  const withCredit = new Set(erp.creditAccounts.map(({ customerNumber }) => customerNumber));
  return truth
    .filter(({ records }) => new Set(records.map(({ source }) => source)).size === 4)
    .filter(({ records }) => records.some(({ source, id }) => source === 'erp' && withCredit.has(id)))
    .slice(0, CANDIDATES);
}

function listedOf(parties: readonly TruthParty[]): Listed {
  const records = parties.flatMap((party) => party.records);
  const bySource = Map.groupBy(records, ({ source }) => source);
  return Object.fromEntries([...bySource].map(([source, group]) => [source, group.map(({ id }) => id)]));
}

/** A customer about whom every source has something to say. */
async function findWholePage(gateway: TestGateway, parties: readonly TruthParty[]): Promise<PageAnswer> {
  for (const record of parties.flatMap(({ records }) => records.filter(({ source }) => source === 'erp'))) {
    const known = await gateway.query('query ($key: CustomerKey!) { customerBy(key: $key) { id } }', {
      key: { record },
    });
    const customer = known.data?.['customerBy'] as { id: string } | null | undefined;
    const answer = customer && (await askPage(gateway, { id: customer.id }));
    if (answer && isWhole(answer)) return answer;
  }
  throw new Error('no customer of the demo data has a whole page');
}

function isWhole({ errors = [], page }: PageAnswer): boolean {
  const places = Object.values(PARTS_OF)
    .flat()
    .map((part) => placesOf(page, part));
  return (
    errors.length === 0 && places.every((found) => found.length > 0 && found.every(({ value }) => isFilled(value)))
  );
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' && value !== null && 'totalCount' in value ? value.totalCount !== 0 : value !== null;
}
