import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runToEnd, startChild, type Child } from './child-process.ts';
import { post, readCustomers } from './ask.ts';

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

const CLI = 'src/cli/c360.ts';
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
    const env = { ...process.env, ...sourceEnv, NODE_ENV: 'production', C360_LOG_LEVEL: 'error' };
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
    C360_CONNECTORS_DIR: copyConnectors(join(dataDir, 'connectors'), { keepsCache }),
    C360_REQUEST_TIMEOUT_MS: '60000',
  });
  const cachedEnv = toEnv(cachedDir, true);
  await runToEnd({ args: [CLI, 'identity', 'sync'], env: cachedEnv });
  const key = await createKey(cachedEnv);
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

const SCOPES = 'customer:read,orders:read,finance:read,shipments:read,audience:read,product:read';

async function createKey(env: NodeJS.ProcessEnv): Promise<string> {
  const printed = await runToEnd({
    args: [CLI, 'keys', 'create', '--name', 'bench', '--scopes', SCOPES, '--json'],
    env,
  });
  const { key } = JSON.parse(printed) as { key: string };
  return key;
}

/**
 * A copy of the shipped connectors with more patience, since a machine that is loaded to its limit answers late; and,
 * unless told otherwise, nothing that they read is kept.
 */
function copyConnectors(copy: string, { keepsCache }: { keepsCache: boolean }): string {
  cpSync('connectors', copy, { recursive: true });
  for (const name of readdirSync(copy)) {
    const file = join(copy, name, 'connector.yaml');
    const manifest = parse(readFileSync(file, 'utf8')) as { source: { timeout: string } };
    manifest.source.timeout = '30s';
    if (!keepsCache) dropCache(manifest);
    writeFileSync(file, stringify(manifest, { aliasDuplicateObjects: false }));
  }
  return copy;
}

function dropCache(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  Reflect.deleteProperty(node, 'cache');
  for (const child of Object.values(node)) dropCache(child);
}
