import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runToEnd } from './child-process.ts';

/** The product's command line. */
export const CLI = 'src/cli/c360.ts';

const SCOPES = 'customer:read,orders:read,finance:read,shipments:read,audience:read,interactions:read,product:read';

/** What a first start takes: reads who is who into the gateway's store and answers a new key. */
export async function prepareOwnGateway(env: NodeJS.ProcessEnv): Promise<string> {
  await runToEnd({ args: [CLI, 'identity', 'sync'], env });
  const printed = await runToEnd({
    args: [CLI, 'keys', 'create', '--name', 'bench', '--scopes', SCOPES, '--json'],
    env,
  });
  const { key } = JSON.parse(printed) as { key: string };
  return key;
}

/**
 * A copy of connectors with more patience, since a machine that is loaded to its limit answers late; and, unless told
 * otherwise, nothing that they read is kept.
 */
export function copyConnectors(
  from: string,
  to: string,
  { keepsCache, timeoutMs = 30_000 }: { keepsCache: boolean; timeoutMs?: number },
): string {
  cpSync(from, to, { recursive: true });
  for (const name of readdirSync(to)) {
    const file = join(to, name, 'connector.yaml');
    const manifest = parse(readFileSync(file, 'utf8')) as { source: { timeout: string } };
    manifest.source.timeout = `${timeoutMs}ms`;
    if (!keepsCache) dropCache(manifest);
    writeFileSync(file, stringify(manifest, { aliasDuplicateObjects: false }));
  }
  return to;
}

function dropCache(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  Reflect.deleteProperty(node, 'cache');
  for (const child of Object.values(node)) dropCache(child);
}
