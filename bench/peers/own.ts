import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from '../gateway/child-process.ts';
import { readCustomers } from '../gateway/ask.ts';
import { CLI, copyConnectors, prepareOwnGateway } from '../gateway/own-gateway.ts';
import type { KnownCustomer } from './questions.ts';
import { GATEWAY_CORE } from './sources.ts';

/** This gateway over the mock sources: synced once, started as often as wanted. */
export interface OwnGateway {
  readonly headers: Readonly<Record<string, string>>;
  /** A process of its own, on a store of its own. Its first line is its address. */
  serve(options: { keepsCache: boolean }): Promise<Child>;
}

interface OwnGatewayOptions {
  /** Where it keeps its data; empty. */
  readonly folder: string;
  /** Addresses of the sources by name. */
  readonly sources: Readonly<Record<string, string>>;
  /** Folder that holds `connectors` and `mappings`. */
  readonly setup: string;
  /** Milliseconds after which a source is given up; patient when left out. */
  readonly sourceTimeoutMs?: number;
  /** `C360_…` settings beside the usual. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Syncs who is who and makes a key, as a first start does. */
export async function prepareOwn(options: OwnGatewayOptions): Promise<OwnGateway> {
  const { folder, sources, setup, sourceTimeoutMs, settings } = options;
  const urls = Object.entries(sources).map(([name, url]) => [`${name.toUpperCase()}_BASE_URL`, url]);
  const env = {
    ...process.env,
    ...(Object.fromEntries(urls) as Record<string, string>),
    NODE_ENV: 'production',
    C360_LOG_LEVEL: 'error',
    C360_OUTBOUND_ALLOW: '127.0.0.1',
    C360_REQUEST_TIMEOUT_MS: '60000',
    C360_MAPPINGS_DIR: join(setup, 'mappings'),
    ...settings,
  };
  const toEnv = (dataDir: string, keepsCache: boolean) => ({
    ...env,
    C360_DATA_DIR: dataDir,
    C360_CONNECTORS_DIR: copyConnectors(join(setup, 'connectors'), join(dataDir, 'connectors'), {
      keepsCache,
      ...(sourceTimeoutMs !== undefined && { timeoutMs: sourceTimeoutMs }),
    }),
  });
  const first = join(folder, 'own');
  mkdirSync(first);
  const key = await prepareOwnGateway(toEnv(first, true));
  return {
    headers: { authorization: `Bearer ${key}` },
    serve({ keepsCache }) {
      const dataDir = join(folder, `own-${readdirSync(folder).length}`);
      // The same customers by the same ids, and the same key.
      cpSync(first, dataDir, { recursive: true });
      return startChild({ args: [CLI, 'serve', '--port', '0'], env: toEnv(dataDir, keepsCache), core: GATEWAY_CORE });
    },
  };
}

/** The customers of its spine in the order of its pages, with their numbers in the ERP. */
export async function knownCustomers(door: { url: string; headers: OwnGateway['headers'] }): Promise<KnownCustomer[]> {
  const customers = await readCustomers(door);
  return customers.map(({ id, records }) => ({ id, number: records[0]?.recordId ?? '' }));
}
