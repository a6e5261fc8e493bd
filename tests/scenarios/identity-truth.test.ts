import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../src/config/secret.ts';
import { recordKey, type RecordRef } from '../../src/domain/record-ref.ts';
import { createIdentity } from '../../src/identity/create-identity.ts';
import type { CustomerId } from '../../src/identity/identity.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startGateway } from '../start-gateway.ts';

const NORTHWIND = '../shared/datasets/northwind';
const secret = 'a secret of this test and of nothing else';

interface Outcome {
  /** Customers that hold records of more than one party. */
  readonly falseMerges: string[];
  /** Share of the pairs of records of one party that are in one customer. */
  readonly recall: number;
  readonly customers: number;
}

/** Links the records of the demo systems as the gateway does, and compares with what their maker knows. */
async function linkAndCompare(data?: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'c360-truth-'));
  const storeUrl = `sqlite:${join(folder, 'c360.db')}`;
  const gateway = await startGateway({ ...(data && { data }), flags: { storeUrl, secret } });
  const store = await openStore({ url: storeUrl });
  try {
    const identity = createIdentity({ store, secret: new Secret(secret) });
    const parties = gateway.world.truth.map(({ records }) => records);
    const owners = await identity.customersOf(parties.flat());
    return compare(parties, owners);
  } finally {
    await store.close();
    await gateway.stop();
    rmSync(folder, { recursive: true });
  }
}

function compare(parties: readonly (readonly RecordRef[])[], owners: ReadonlyMap<string, CustomerId>): Outcome {
  const partiesOf = new Map<CustomerId, Set<number>>();
  const pairs = { all: 0, found: 0 };
  for (const [party, records] of parties.entries()) {
    const ids = records.map((ref) => owners.get(recordKey(ref))).filter((id) => id !== undefined);
    for (const id of ids) partiesOf.set(id, (partiesOf.get(id) ?? new Set()).add(party));
    const sizes = [...Map.groupBy(ids, (id) => id).values()].map((group) => group.length);
    pairs.all += pairsAmong(ids.length);
    pairs.found += sizes.reduce((sum, size) => sum + pairsAmong(size), 0);
  }
  const falseMerges = [...partiesOf].filter(([, own]) => own.size > 1).map(([id]) => id);
  return { falseMerges, recall: pairs.found / pairs.all, customers: partiesOf.size };
}

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}

describe('the customers of the demo systems', () => {
  it('are never two parties in one, and nearly always one party in one', async () => {
    const { falseMerges, recall } = await linkAndCompare();
    expect(falseMerges).toEqual([]);
    expect(recall).toBeGreaterThan(0.98);
  }, 120_000);
});

const whereDataIs = existsSync(NORTHWIND) ? describe : describe.skip;

whereDataIs(`the customers of Northwind (needs the public data set in ${NORTHWIND})`, () => {
  it('are exactly its 91, other ship-to blocks included', async () => {
    expect(await linkAndCompare(NORTHWIND)).toEqual({ falseMerges: [], recall: 1, customers: 91 });
  }, 120_000);
});
