import type { Principal } from '../src/access/principal.ts';
import { createMasks } from '../src/access/release/mask-value.ts';
import { createPrivacyPolicy } from '../src/access/release/privacy-policy.ts';
import { createRowRules } from '../src/access/row-rules.ts';
import { readSchema } from '../src/app.ts';
import type { CacheStore } from '../src/cache/cache-store.ts';
import { PrivacySettings } from '../src/config/privacy-settings.ts';
import { Secret } from '../src/config/secret.ts';
import { Settings } from '../src/config/settings.ts';
import type { Connector } from '../src/connector/connector.ts';
import { createEntityLoader } from '../src/federation/load-entity.ts';
import { createContext } from '../src/graph/create-context.ts';
import { createGeneration, type Generation } from '../src/graph/generation.ts';
import type { RequestContext } from '../src/graph/request-context.ts';
import { createIdentity, type IdentitySpine } from '../src/identity/create-identity.ts';
import { openStore } from '../src/store/open-store.ts';
import { createLogger } from '../src/telemetry/logger.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import type { Answer } from './compare-answers.ts';

export interface AskedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What an operation meets. */
export interface Surroundings {
  readonly principal: Principal;
  readonly identity: IdentitySpine;
  readonly cache: CacheStore;
  /** Epoch milliseconds by the clock of the recipe. */
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** A generation of the graph without network, and its two ways of answering. */
export interface BothExecutors {
  readonly generation: Generation;
  /** A spine with nobody in it. */
  readonly emptyIdentity: IdentitySpine;
  /** The walking executor's answer; afterwards there is a plan of the document. */
  walk(asked: AskedOperation, surroundings: Surroundings): Promise<Answer>;
  /** Undefined when no plan is made of the operation. */
  plan(asked: AskedOperation, surroundings: Surroundings): Promise<Answer | undefined>;
  close(): Promise<void>;
}

const SECRET = new Secret('0'.repeat(32));
const SILENT = {
  onCall: () => undefined,
  onCache: () => undefined,
  onRows: () => undefined,
  onProblem: () => undefined,
};

/** The graph as it is shipped, over these connectors. */
export async function createBothExecutors(connectors: readonly Connector[]): Promise<BothExecutors> {
  const store = await openStore({ url: 'sqlite::memory:' });
  const policy = createPrivacyPolicy(PrivacySettings.parse({}));
  const generation = await createGeneration({
    id: 1,
    documents: readSchema('schema'),
    connectors,
    config: { ...Settings.parse({}), introspection: true },
    policy,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  });
  const contextIn = createContexts(generation, policy);
  return {
    generation,
    emptyIdentity: createIdentity({ store, secret: SECRET }),
    async walk({ query, variables = {} }, surroundings) {
      const contextValue = contextIn(surroundings);
      const request = { query, variables: { ...variables } };
      const { body } = await generation.server.executeOperation(request, { contextValue });
      if (body.kind !== 'single') throw new Error('an answer in several parts');
      return toAnswer(JSON.stringify(body.singleResult));
    },
    async plan({ query, variables = {} }, surroundings) {
      const asked = { query, variables, operationName: undefined };
      const text = await generation.answerPlanned(asked, contextIn(surroundings));
      return text === undefined ? undefined : toAnswer(text);
    },
    async close() {
      await generation.server.stop();
      await store.close();
    },
  };
}

/** A context of its own for every answer, with a recipe of its own. */
function createContexts(
  generation: Generation,
  policy: ReturnType<typeof createPrivacyPolicy>,
): (surroundings: Surroundings) => RequestContext {
  const none = () => Promise.reject(new Error('nothing is kept'));
  const privacy = {
    policy,
    maskValue: createMasks(SECRET),
    consents: {
      of: (subjects: readonly unknown[]) => Promise.resolve(subjects.map(() => [])),
      record: none,
      erase: none,
    },
    rows: createRowRules([], () => () => true),
  };
  return ({ principal, identity, cache, nowMs, signal }) => {
    const entities = createEntityLoader({ cache, observer: SILENT, now: () => nowMs });
    const gateway = { entities, identity, observer: SILENT, privacy };
    return createContext(gateway, generation, { requestId: 'r', principal, signal, wantsTrace: false });
  };
}

function toAnswer(text: string): Answer {
  return JSON.parse(text) as Answer;
}
