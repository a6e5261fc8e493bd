import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { post, readCustomers } from './ask.ts';
import { startChild, type Child } from './child-process.ts';
import { CLI, copyConnectors, prepareOwnGateway } from './own-gateway.ts';

export const REFERENCE = 'hand-written';

/** A gateway in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
}

/** Five source systems in one process and the gateways over them, each in its own. */
export interface Field {
  readonly contenders: readonly Contender[];
  /** Addresses of the source systems, which count what they are asked. */
  readonly sources: readonly string[];
  readonly customerIds: readonly string[];
  stop(): Promise<void>;
}

const BASE_URL = /^[A-Z]+_BASE_URL$/;

/** Starts everything as users would: sources, then `identity sync` and `keys create`, then `serve`. */
export async function startField(): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'c360-bench-'));
  const children: Child[] = [];
  const start = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Child> => {
    const child = await startChild({ args, env });
    children.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of children.toReversed()) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const demo = await start(['src/demo/run-demo-sources.ts'], process.env);
    const { env: sourceEnv } = JSON.parse(demo.firstLine) as { env: Record<string, string> };
    const settings = { NODE_ENV: 'production', C360_LOG_LEVEL: 'error', C360_OUTBOUND_ALLOW: '127.0.0.1' };
    const env = { ...process.env, ...sourceEnv, ...settings };
    const contenders = await startContenders({ start, env, folder });
    const sources = Object.entries(sourceEnv).flatMap(([name, value]) => (BASE_URL.test(name) ? value : []));
    return { ...contenders, sources, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ingredients {
  readonly start: (args: readonly string[], env: NodeJS.ProcessEnv) => Promise<Child>;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
}

async function startContenders({ start, env, folder }: Ingredients) {
  const cachedDir = join(folder, 'cached');
  const uncachedDir = join(folder, 'uncached');
  mkdirSync(cachedDir);
  const toEnv = (dataDir: string, keepsCache: boolean) => ({
    ...env,
    C360_DATA_DIR: dataDir,
    C360_CONNECTORS_DIR: copyConnectors('connectors', join(dataDir, 'connectors'), { keepsCache }),
    C360_REQUEST_TIMEOUT_MS: '60000',
  });
  const cachedEnv = toEnv(cachedDir, true);
  const key = await prepareOwnGateway(cachedEnv);
  // Both know the same customers by the same ids, and the same key.
  cpSync(cachedDir, uncachedDir, { recursive: true });
  const uncachedEnv = toEnv(uncachedDir, false);

  const ours = async (name: string, gatewayEnv: NodeJS.ProcessEnv): Promise<Contender> => {
    const { pid, firstLine: url } = await start([CLI, 'serve', '--port', '0'], gatewayEnv);
    return { name, url, pid, headers: { authorization: `Bearer ${key}` } };
  };
  const uncached = await ours('c360', uncachedEnv);
  const cached = await ours('c360, cached', cachedEnv);
  const customers = await readCustomers(uncached);
  const customersFile = join(folder, 'customers.json');
  writeFileSync(customersFile, JSON.stringify(customers));
  const { pid, firstLine } = await start(['bench/reference-gateway.ts', '--customers', customersFile], env);
  const { url } = JSON.parse(firstLine) as { url: string };
  const reference = { name: REFERENCE, url, pid, headers: {} };
  for (const contender of [uncached, cached, reference]) await post(contender, { query: '{ __typename }' });
  return { contenders: [reference, uncached, cached], customerIds: customers.map(({ id }) => id) };
}
