import { createPrivacyPolicy } from '../access/release/privacy-policy.ts';
import { readSchema } from '../app.ts';
import { loadConnectors, type Connector } from '../connector/load-connectors.ts';
import { buildGraph } from '../graph/generation.ts';
import { loadSettings } from './load-setup.ts';
import { withStandIns } from './stand-ins.ts';

export interface CheckOptions {
  /** Names of connectors; all when empty. */
  readonly only: readonly string[];
  /** Whether a variable that a connector reads and nobody has set is a problem. */
  readonly needsEnvironment: boolean;
}

/** Loads and builds what a start would. Throws SETUP_INVALID with every problem. */
export async function checkSetup({ only, needsEnvironment }: CheckOptions) {
  const config = loadSettings();
  const env = needsEnvironment ? process.env : withStandIns(process.env);
  const connectors = await loadConnectors({ ...config, env, ...(only.length > 0 && { only }) });
  try {
    buildGraph(readSchema(config.schemaDir), connectors, createPrivacyPolicy(config.privacy));
    return connectors.map(toSummary);
  } finally {
    await Promise.all(connectors.map((connector) => connector.close()));
  }
}

function toSummary({ name, title, owner, routes }: Connector) {
  return { name, title, owner, provides: [...new Set(routes.map(({ coordinate }) => coordinate))] };
}
