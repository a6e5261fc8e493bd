import type { DemoWorld, TruthParty } from './demo-world.ts';
import { createNorthwindAudience } from './northwind-audience.ts';
import { createNorthwindErp } from './northwind-erp.ts';
import { createNorthwindFinance, northwindContactId } from './northwind-finance.ts';
import { createNorthwindInventory } from './northwind-inventory.ts';
import { createNorthwindScm } from './northwind-scm.ts';
import { loadNorthwindTables } from './northwind-tables.ts';
import { NORTHWIND_LAST_DAY } from './northwind-words.ts';

/**
 * The public Northwind tables as the five systems would hold them; amounts exact to the last decimal.
 * @throws AppError SETUP_INVALID with every missing file and malformed row.
 */
export function loadNorthwind(dir: string): DemoWorld {
  const tables = loadNorthwindTables(dir);
  const erp = createNorthwindErp(tables);
  const finance = createNorthwindFinance(tables, erp);
  const scm = createNorthwindScm(tables, erp);
  const dmp = createNorthwindAudience(tables, erp);
  const truth = tables.customers.map(({ CustomerID, CompanyName }): TruthParty => ({
    id: CustomerID,
    kind: 'organization',
    displayName: CompanyName,
    records: [
      { source: 'erp', id: CustomerID },
      { source: 'finance', id: northwindContactId(CustomerID) },
      ...scm.customers
        .filter(({ externalId }) => externalId === CustomerID)
        .map((customer) => ({ source: 'scm' as const, id: String(customer.id) })),
      ...dmp.profiles
        .filter(({ ids }) => ids.some(({ value }) => value === CustomerID))
        .map(({ uuid }) => ({ source: 'dmp' as const, id: uuid })),
    ],
  }));
  return { anchorDate: NORTHWIND_LAST_DAY, erp, finance, scm, inventory: createNorthwindInventory(tables), dmp, truth };
}
