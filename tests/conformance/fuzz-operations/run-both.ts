import { createMasks } from '../../../src/access/release/mask-value.ts';
import { createPrivacyPolicy } from '../../../src/access/release/privacy-policy.ts';
import { createRowRules } from '../../../src/access/row-rules.ts';
import type { Principal } from '../../../src/access/principal.ts';
import { SCOPES, type Scope } from '../../../src/access/scopes.ts';
import { readSchema } from '../../../src/app.ts';
import type { CacheEntry, CacheStore } from '../../../src/cache/cache-store.ts';
import { PrivacySettings } from '../../../src/config/privacy-settings.ts';
import { Secret } from '../../../src/config/secret.ts';
import { Settings } from '../../../src/config/settings.ts';
import { createEntityLoader } from '../../../src/federation/load-entity.ts';
import { createContext } from '../../../src/graph/create-context.ts';
import { createGeneration, type Generation } from '../../../src/graph/generation.ts';
import { createIdentity, type IdentitySpine } from '../../../src/identity/create-identity.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';
import { principalWith } from '../../principal-with.ts';
import type { Answer } from './compare-answers.ts';
import { createInventedConnectors } from './invented-setup.ts';
import { createInventedIdentity } from './invented-identity.ts';
import { createAnswers, createWorld, type World } from './invented-world.ts';
import { diceAt, happens } from './seeded-dice.ts';

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Decides rows, failures, who asks, and whether anything is cached. */
  readonly seed: number;
}

export interface BothAnswers {
  readonly walked: Answer;
  /** Undefined when no plan was made of the operation. */
  readonly planned: Answer | undefined;
}

/** A gateway without network, whose two executors can be asked the same. */
export interface Bench {
  readonly generation: Generation;
  ask(asked: Asked): Promise<BothAnswers>;
  close(): Promise<void>;
}

/** Epoch milliseconds: every run begins at the same time. */
const BEGIN_MS = Date.parse('2026-03-01T00:00:00Z');
const SECRET = new Secret('0'.repeat(32));
const SILENT = {
  onCall: () => undefined,
  onCache: () => undefined,
  onRows: () => undefined,
  onProblem: () => undefined,
};

export async function createBench(): Promise<Bench> {
  const store = await openStore({ url: 'sqlite::memory:' });
  const stage: Stage = { world: createWorld(0), generation: undefined };
  const generation = await createInventedGeneration(stage);
  stage.generation = generation;
  const privacy = createPrivacy();
  const spine = createIdentity({ store, secret: SECRET });
  return {
    generation,
    ask: (asked) => askBoth(asked, { stage, generation, spine, privacy }),
    async close() {
      await generation.server.stop();
      await store.close();
    },
  };
}

interface Stage {
  world: World;
  generation: Generation | undefined;
}

interface Parts {
  readonly stage: Stage;
  readonly generation: Generation;
  /** With nobody in it. */
  readonly spine: IdentitySpine;
  readonly privacy: Parameters<typeof createContext>[0]['privacy'];
}

function createInventedGeneration(stage: Stage): Promise<Generation> {
  const answers = createAnswers(
    () => stage.world,
    () => {
      if (!stage.generation) throw new Error('asked before the graph was built');
      return stage.generation;
    },
  );
  return createGeneration({
    id: 1,
    documents: readSchema('schema'),
    connectors: createInventedConnectors(answers),
    config: { ...Settings.parse({}), introspection: true },
    policy: createPrivacyPolicy(PrivacySettings.parse({})),
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  });
}

function createPrivacy(): Parts['privacy'] {
  const none = () => Promise.reject(new Error('nothing is kept'));
  return {
    policy: createPrivacyPolicy(PrivacySettings.parse({})),
    maskValue: createMasks(SECRET),
    consents: {
      of: (subjects) => Promise.resolve(subjects.map(() => [])),
      record: none,
      erase: none,
    },
    rows: createRowRules([], () => () => true),
  };
}

async function askBoth({ query, variables, seed }: Asked, parts: Parts): Promise<BothAnswers> {
  const { stage, generation } = parts;
  const world = createWorld(seed);
  stage.world = world;
  const cache = createFrozenCache();
  const contextAt = createContexts({ seed, cache }, parts);
  if (happens(diceAt(seed, 'cached'), 400)) {
    world.phase = 0;
    await walk(generation, { query, variables }, contextAt(BEGIN_MS));
    world.phase = 1;
  }
  cache.freeze();
  // Fresh, to be read again, or only good enough where the source fails.
  const nowMs = BEGIN_MS + diceAt(seed, 'later').pick([1_000, 90_000, 600_000]);
  const walked = await walk(generation, { query, variables }, contextAt(nowMs));
  const text = await generation.answerPlanned({ query, variables, operationName: undefined }, contextAt(nowMs));
  const planned = text === undefined ? undefined : (JSON.parse(text) as Answer);
  return { walked, planned };
}

type Context = ReturnType<typeof createContext>;

/** Makes a context of its own for every answer, with a recipe of its own over the one cache. */
function createContexts(
  { seed, cache }: { seed: number; cache: CacheStore },
  parts: Parts,
): (nowMs: number) => Context {
  const { generation, spine, privacy } = parts;
  const identity = createInventedIdentity(seed, spine);
  const principal = randomPrincipal(seed);
  const signal = happens(diceAt(seed, 'signal'), 20) ? AbortSignal.abort() : new AbortController().signal;
  return (nowMs) => {
    Date.now = () => nowMs;
    const entities = createEntityLoader({ cache, observer: SILENT, now: () => nowMs });
    const gateway = { entities, identity, observer: { onCall: () => undefined }, privacy };
    return createContext(gateway, generation, { requestId: 'r', principal, signal, wantsTrace: false });
  };
}

function randomPrincipal(seed: number): Principal {
  const dice = diceAt(seed, 'principal');
  const all = Object.keys(SCOPES) as Scope[];
  const lacking = dice.pick([0, 0, 150, 500]);
  return principalWith({
    scopes: new Set(all.filter((scope) => scope === 'customer:read' || !happens(dice, lacking))),
  });
}

async function walk(
  { server }: Generation,
  { query, variables }: Omit<Asked, 'seed'>,
  contextValue: Context,
): Promise<Answer> {
  const { body } = await server.executeOperation({ query, variables: { ...variables } }, { contextValue });
  if (body.kind !== 'single') throw new Error('an answer in several parts');
  return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
}

/** Keeps nothing more once it is frozen: both executors find the same in it. */
function createFrozenCache(): CacheStore & { freeze(): void } {
  const entries = new Map<string, CacheEntry>();
  let isFrozen = false;
  return {
    kind: 'memory',
    getMany: (keys) => Promise.resolve(keys.map((key) => entries.get(key))),
    setMany(writes) {
      if (!isFrozen) for (const { key, entry } of writes) entries.set(key, entry);
      return Promise.resolve();
    },
    deleteMany: () => Promise.resolve(),
    healthy: () => true,
    close: () => Promise.resolve(),
    freeze: () => void (isFrozen = true),
  };
}
