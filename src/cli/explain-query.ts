import { createPrivacyPolicy } from '../access/release/privacy-policy.ts';
import { isScope, SCOPES, type Scope } from '../access/scopes.ts';
import { readSchema } from '../app.ts';
import { loadConnectors } from '../connector/load-connectors.ts';
import { setupInvalid } from '../errors.ts';
import { buildGraph } from '../graph/generation.ts';
import type { PlanExplanation } from '../graph/plan/explain-plan.ts';
import { planOfQuery } from '../graph/plan/plan-of-query.ts';
import { loadSettings } from './load-setup.ts';
import { withStandIns } from './stand-ins.ts';

export interface ExplainOptions {
  readonly query: string;
  readonly operation?: string;
  /** JSON. */
  readonly variables?: string;
  /** Separated by commas; all when absent. */
  readonly scopes?: string;
}

/** Compiles a query for the connectors as they are set up. Undefined for what has no plan; throws SETUP_INVALID for what is no valid query. */
export async function explainQuery({
  query,
  operation,
  variables,
  scopes,
}: ExplainOptions): Promise<PlanExplanation | undefined> {
  const config = loadSettings();
  const connectors = await loadConnectors({ ...config, env: withStandIns(process.env) });
  try {
    const graph = buildGraph(readSchema(config.schemaDir), connectors, createPrivacyPolicy(config.privacy));
    const principal = { scopes: toScopes(scopes) };
    return planOfQuery(graph, { query, operation, variables: parseVariables(variables), principal });
  } finally {
    await Promise.all(connectors.map((connector) => connector.close()));
  }
}

function parseVariables(variables: string | undefined): Record<string, unknown> {
  if (variables === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(variables);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch {
    // Told below, with what would be right.
  }
  throw invalid('--variables is no JSON object; right: \'{"id": "c_1"}\'');
}

function toScopes(list: string | undefined): ReadonlySet<Scope> {
  const names = list === undefined ? Object.keys(SCOPES) : list.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isScope(name));
  if (unknown.length > 0)
    throw invalid(`no such scope ${unknown.join(', ')}; there are ${Object.keys(SCOPES).join(', ')}`);
  return new Set(names.filter(isScope));
}

function invalid(message: string): Error {
  return setupInvalid([{ file: 'explain', message }]);
}
