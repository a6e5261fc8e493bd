import { randomBytes } from 'node:crypto';
import { createDemoData } from './create-demo-data.ts';
import type { DemoSourceName, DemoWorld } from './demo-world.ts';
import { createDmpVendor } from './dmp-vendor.ts';
import { createErpVendor } from './erp-vendor.ts';
import { createFinanceVendor } from './finance-vendor.ts';
import { createInventoryVendor } from './inventory-vendor.ts';
import { loadNorthwind } from './load-northwind.ts';
import { createScmVendor } from './scm-vendor.ts';
import { startVendorServer } from './start-vendor-server.ts';
import type { DemoSource } from './start-vendor-server.ts';
import type { Vendor } from './vendor.ts';

export type { DemoSourceName } from './demo-world.ts';
export type { DemoSource } from './start-vendor-server.ts';
export type { Fault } from './fault.ts';

export interface DemoSourcesOptions {
  /** Folder of the Northwind CSV files; generated data when absent. */
  readonly data?: string;
  readonly seed?: number;
  /** Any free port for those not named. */
  readonly ports?: Partial<Record<DemoSourceName, number>>;
  /** Life of a token of the finance system; 1,800 when absent. */
  readonly tokenTtlSeconds?: number;
}

export interface DemoSources {
  readonly sources: Record<DemoSourceName, DemoSource>;
  /** What the shipped connectors read from the environment. */
  readonly env: Record<string, string>;
  readonly world: DemoWorld;
  stop(): Promise<void>;
}

/**
 * Starts the five demo systems on loopback with new credentials.
 * @throws AppError SETUP_INVALID when `data` names a folder whose files cannot be used.
 */
export async function startDemoSources(options: DemoSourcesOptions = {}): Promise<DemoSources> {
  const { data, seed, ports = {}, tokenTtlSeconds } = options;
  const world = data === undefined ? createDemoData(seed === undefined ? {} : { seed }) : loadNorthwind(data);
  const secrets = createSecrets();
  const vendors: Record<DemoSourceName, (origin: string) => Vendor> = {
    erp: (origin) => createErpVendor(world, { user: secrets.ERP_USER, password: secrets.ERP_PASSWORD }, origin),
    finance: () =>
      createFinanceVendor(world, {
        clientId: secrets.FINANCE_CLIENT_ID,
        clientSecret: secrets.FINANCE_CLIENT_SECRET,
        ...(tokenTtlSeconds === undefined ? {} : { tokenTtlSeconds }),
      }),
    scm: () => createScmVendor(world, secrets.SCM_API_KEY),
    inventory: () => createInventoryVendor(world, secrets.INVENTORY_TOKEN),
    dmp: () => createDmpVendor(world, secrets.DMP_API_KEY),
  };
  const started: DemoSource[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((source) => source.stop()));
  };
  const start = async (name: DemoSourceName): Promise<DemoSource> => {
    const source = await startVendorServer(vendors[name], ports[name] ?? 0);
    started.push(source);
    return source;
  };
  try {
    const sources = {
      erp: await start('erp'),
      finance: await start('finance'),
      scm: await start('scm'),
      inventory: await start('inventory'),
      dmp: await start('dmp'),
    };
    return { sources, env: { ...addresses(sources), ...secrets }, world, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addresses(sources: Record<DemoSourceName, DemoSource>): Record<string, string> {
  return {
    ERP_BASE_URL: sources.erp.baseUrl,
    FINANCE_BASE_URL: sources.finance.baseUrl,
    FINANCE_TOKEN_URL: `${sources.finance.baseUrl}/connect/token`,
    SCM_BASE_URL: sources.scm.baseUrl,
    INVENTORY_BASE_URL: sources.inventory.baseUrl,
    DMP_BASE_URL: sources.dmp.baseUrl,
  };
}

function createSecrets() {
  const secret = (): string => randomBytes(18).toString('base64url');
  return {
    ERP_USER: 'DEMO_COMM',
    ERP_PASSWORD: secret(),
    FINANCE_CLIENT_ID: 'demo-client',
    FINANCE_CLIENT_SECRET: secret(),
    SCM_API_KEY: secret(),
    INVENTORY_TOKEN: `shpat_${secret()}`,
    DMP_API_KEY: secret(),
  };
}
