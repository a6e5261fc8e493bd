import { join } from 'node:path';
import { setupInvalid, type SetupProblem } from '../errors.ts';
import { createOutbound } from '../source/outbound.ts';
import type { OutboundRules } from '../source/outbound-guard.ts';
import { assembleConnector } from './assemble-connector.ts';
import { connectorFolders, readBundle, toShownName } from './connector-bundle.ts';
import type { Connector } from './connector.ts';

export type { Connector } from './connector.ts';

export interface LoadOptions {
  readonly connectorsDir: string;
  /** Holds one folder per connector. */
  readonly mappingsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where sources may be. */
  readonly outbound: OutboundRules;
  /** Only these; all when absent. */
  readonly only?: readonly string[];
}

/** Loads every connector folder. Fails with SETUP_INVALID naming every problem of every connector. */
export async function loadConnectors(options: LoadOptions): Promise<Connector[]> {
  const { connectorsDir, env, only } = options;
  const folders = connectorFolders(connectorsDir);
  const names = folders.filter((name) => only?.includes(name) ?? true);
  const problems: SetupProblem[] = (only ?? [])
    .filter((name) => !names.includes(name))
    .map((name) => ({
      file: toShownName(join(connectorsDir, name, 'connector.yaml')),
      message: 'does not exist',
      hint: `right: ${folders.join(', ')}`,
    }));

  const outbound = createOutbound(options.outbound);
  const connectors: Connector[] = [];
  for (const name of names) {
    const { connector, problems: found } = assembleConnector(readBundle(name, options), { env, outbound });
    problems.push(...found);
    if (connector !== undefined) connectors.push(connector);
  }
  if (problems.length === 0) return connectors;
  await Promise.all(connectors.map((connector) => connector.close()));
  throw setupInvalid(problems);
}
