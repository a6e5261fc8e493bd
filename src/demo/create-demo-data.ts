import { createCatalog } from './create-catalog.ts';
import { createDmpData } from './create-dmp-data.ts';
import { createErpData } from './create-erp-data.ts';
import { createFinanceData } from './create-finance-data.ts';
import { createParties } from './create-parties.ts';
import { createScmData } from './create-scm-data.ts';
import type { DemoSourceName, DemoWorld, TruthParty } from './demo-world.ts';
import { createSeededRandom } from './seeded-random.ts';

const DEFAULT_SEED = 1;
const ANCHOR_DATE = '2026-10-31';
const PARTY_COUNT = 300;

/** About 300 invented customers and their records in five systems; the same seed gives the same world, to the byte. */
export function createDemoData({ seed = DEFAULT_SEED }: { seed?: number } = {}): DemoWorld {
  // A sequence for each part, so that a change to one leaves the others as they are.
  const part = (index: number) => createSeededRandom(seed * 1009 + index);
  const parties = createParties(PARTY_COUNT, part(1));
  const catalog = createCatalog(ANCHOR_DATE, part(2));
  const plan = { parties, articles: catalog.articles, catalog, anchorDate: ANCHOR_DATE };
  const { data: erp, numbersOf } = createErpData(plan, part(3));
  const ordersOf = Map.groupBy(erp.orders, ({ customerNumber }) => customerNumber);
  const withOrders = { ...plan, numbersOf, orders: erp.orders, ordersOf };
  const finance = createFinanceData(withOrders, part(4));
  const scm = createScmData(withOrders, part(5));
  const dmp = createDmpData(withOrders, part(6));

  const truth = parties.map((party): TruthParty => {
    const record = (source: DemoSourceName, id: string | number | undefined) =>
      id === undefined ? [] : [{ source, id: String(id) }];
    return {
      id: party.id,
      kind: party.kind,
      displayName: party.name,
      records: [
        ...(numbersOf.get(party.id) ?? []).flatMap((number) => record('erp', number)),
        ...record('finance', finance.contactOf.get(party.id)),
        ...record('scm', scm.customerOf.get(party.id)),
        ...record('dmp', dmp.profileOf.get(party.id)),
      ],
    };
  });
  return {
    anchorDate: ANCHOR_DATE,
    erp,
    finance: finance.data,
    scm: scm.data,
    inventory: catalog.inventory,
    dmp: dmp.data,
    truth: truth.filter(({ records }) => records.length > 0),
  };
}
