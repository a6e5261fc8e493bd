import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { GATEWAY_CORE, runToEnd, startChild, type Child } from './child-process.ts';

const CLI = 'src/cli/c360.ts';
const SCOPES = 'customer:read,orders:read,finance:read,shipments:read,audience:read,interactions:read,product:read';

/** This gateway over some sources: who is who is read once, it is started as often as wanted. */
export interface OwnGateway {
  readonly headers: Readonly<Record<string, string>>;
  /** A process of its own, on a copy of the store. Its first line is its address. */
  serve(options: { keepsCache: boolean }): Promise<Child>;
}

interface OwnGatewayOptions {
  /** Where it keeps its data; empty. */
  readonly folder: string;
  /** What its connectors read of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder that holds `connectors` and `mappings`. */
  readonly setup: string;
  /** Milliseconds after which a source is given up; patient when left out, for a loaded machine answers late. */
  readonly sourceTimeoutMs?: number;
  /** `C360_…` settings beside the usual. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node for `serve`. */
  readonly nodeOptions?: readonly string[];
}

/** Does what a first start takes: `identity sync` and `keys create`. */
export async function prepareOwnGateway(options: OwnGatewayOptions): Promise<OwnGateway> {
  const { folder, setup, sourceTimeoutMs, settings, nodeOptions = [] } = options;
  const env = {
    ...process.env,
    ...options.env,
    NODE_ENV: 'production',
    C360_LOG_LEVEL: 'error',
    C360_OUTBOUND_ALLOW: '127.0.0.1',
    C360_REQUEST_TIMEOUT_MS: '60000',
    C360_MAPPINGS_DIR: join(setup, 'mappings'),
    ...settings,
  };
  const toEnv = (dataDir: string, keepsCache: boolean) => {
    const connectors = join(dataDir, 'connectors');
    copyConnectors(join(setup, 'connectors'), connectors, { keepsCache, timeoutMs: sourceTimeoutMs ?? 30_000 });
    return { ...env, C360_DATA_DIR: dataDir, C360_CONNECTORS_DIR: connectors };
  };
  const first = join(folder, 'own');
  mkdirSync(first);
  const key = await syncAndCreateKey(toEnv(first, true));
  return {
    headers: { authorization: `Bearer ${key}` },
    serve({ keepsCache }) {
      const dataDir = join(folder, `own-${readdirSync(folder).length}`);
      // The same customers by the same ids, and the same key.
      cpSync(first, dataDir, { recursive: true });
      const args = [...nodeOptions, CLI, 'serve', '--port', '0'];
      return startChild({ args, env: toEnv(dataDir, keepsCache), core: GATEWAY_CORE });
    },
  };
}

async function syncAndCreateKey(env: NodeJS.ProcessEnv): Promise<string> {
  await runToEnd({ args: [CLI, 'identity', 'sync'], env });
  const printed = await runToEnd({
    args: [CLI, 'keys', 'create', '--name', 'bench', '--scopes', SCOPES, '--json'],
    env,
  });
  const { key } = JSON.parse(printed) as { key: string };
  return key;
}

/** Unless told otherwise, nothing that the copies read is kept. */
function copyConnectors(from: string, to: string, how: { keepsCache: boolean; timeoutMs: number }): void {
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to)) {
    const file = join(to, name, 'connector.yaml');
    const manifest = parse(readFileSync(file, 'utf8')) as { source: { timeout: string } };
    manifest.source.timeout = `${how.timeoutMs}ms`;
    if (!how.keepsCache) dropCache(manifest);
    writeFileSync(file, stringify(manifest, { aliasDuplicateObjects: false }));
  }
}

function dropCache(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  Reflect.deleteProperty(node, 'cache');
  for (const child of Object.values(node)) dropCache(child);
}
