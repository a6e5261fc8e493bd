import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App } from '../app.ts';
import type { Config } from '../config/config.ts';
import { startDemoSources, type DemoSources } from '../demo/start-demo-sources.ts';
import { runGateway } from '../main.ts';
import { choosePort } from './choose-port.ts';
import { createDemoQueries } from './create-demo-queries.ts';
import { loadSetup, type Setup } from './load-setup.ts';
import { printWelcome } from './print-welcome.ts';
import { createSyncProgress } from './sync-progress.ts';
import { toSummary } from './sync-summary.ts';
import type { Terminal } from './terminal.ts';

/** The options of `c360 demo`, as typed. */
export interface DemoFlags {
  readonly data?: string;
  readonly port?: string;
  readonly seed?: number;
  readonly json?: true;
}

/** Five source systems and a gateway over them, from start to stop. */
export async function runDemo(terminal: Terminal, flags: DemoFlags): Promise<void> {
  const { dataDir, remove } = createDataDir();
  try {
    const setup = loadSetup(toSettings(flags, dataDir));
    const port = await choosePort(setup.config, terminal);
    const demo = await startSources(terminal, flags);
    try {
      const config = { ...setup.config, port, outbound: withThisMachine(setup.config.outbound) };
      await serveDemo({ terminal, demo, setup: { ...setup, config }, json: flags.json === true });
    } finally {
      await demo.stop();
    }
  } finally {
    remove();
  }
}

/** The demo's systems run beside it, which for other sources takes the operator's word. */
function withThisMachine({ allow, ...rules }: Config['outbound']): Config['outbound'] {
  return { ...rules, allow: [...allow, '127.0.0.1'], ports: [] };
}

interface DemoRun {
  readonly terminal: Terminal;
  readonly demo: DemoSources;
  readonly json: boolean;
  readonly setup: Setup;
}

async function serveDemo({ terminal, demo, json, setup }: DemoRun): Promise<void> {
  const queries = createDemoQueries(demo.world);
  let key = '';
  await runGateway({
    ...setup,
    env: { ...process.env, ...demo.env },
    console: { cacheDir: resolve('.c360', 'console'), offer: () => ({ key, queries }) },
    prepare: async (app) => {
      await linkCustomers(app, terminal);
      key = (await app.access.createKey({ name: 'demo', scopes: ['admin'], environment: 'dev' })).key;
    },
    onReady({ url }) {
      const ready = { url: `${url}/graphql`, key, sources: toAddresses(demo) };
      if (json) terminal.print(JSON.stringify(ready));
      else printWelcome(terminal, { ...ready, queries });
    },
  });
}

async function startSources(terminal: Terminal, { data, seed }: DemoFlags): Promise<DemoSources> {
  terminal.tell(
    `Starting five source systems with ${data === undefined ? 'generated customers' : `the data of ${data}`} …`,
  );
  return startDemoSources({
    ...(data !== undefined && { data: resolve(data) }),
    ...(seed !== undefined && { seed }),
  });
}

async function linkCustomers(app: App, terminal: Terminal): Promise<void> {
  terminal.tell('Reading their customer records and linking those that are one customer …');
  terminal.tell(`  ${toSummary(await app.syncIdentity({ onProgress: createSyncProgress(terminal) }))}`);
}

/** The terminal belongs to the welcome, so the log is quiet unless somebody asked for it. */
function toSettings({ port }: DemoFlags, dataDir: string | undefined): Record<string, unknown> {
  const logLevel = process.env['C360_LOG_LEVEL'] ? undefined : 'error';
  return { port, dataDir, logLevel };
}

/** A folder of this run's own: two demos never share a store, and none finds the customers of another. */
function createDataDir(): { dataDir: Config['dataDir'] | undefined; remove: () => void } {
  if (process.env['C360_DATA_DIR']) return { dataDir: undefined, remove: () => undefined };
  const dataDir = mkdtempSync(join(tmpdir(), 'c360-demo-'));
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

function toAddresses({ sources }: DemoSources): Record<string, string> {
  return Object.fromEntries(Object.values(sources).map(({ name, baseUrl }) => [name, baseUrl]));
}
