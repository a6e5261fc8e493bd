import type { Principal } from '../../../src/access/principal.ts';
import { SCOPES, type Scope } from '../../../src/access/scopes.ts';
import type { CacheEntry, CacheStore } from '../../../src/cache/cache-store.ts';
import type { Generation } from '../../../src/graph/generation.ts';
import { createBothExecutors, type BothExecutors, type Surroundings } from '../../both-executors.ts';
import type { Answer } from '../../compare-answers.ts';
import { principalWith } from '../../principal-with.ts';
import { createInventedConnectors } from './invented-setup.ts';
import { createInventedIdentity } from './invented-identity.ts';
import { createAnswers, createWorld } from './invented-world.ts';
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

/** Sets the clock of the process with every run. */
export async function createBench(): Promise<Bench> {
  const stage = { world: createWorld(0), generation: undefined as Generation | undefined };
  const answers = createAnswers(
    () => stage.world,
    () => {
      if (!stage.generation) throw new Error('asked before the graph was built');
      return stage.generation;
    },
  );
  const both = await createBothExecutors(createInventedConnectors(answers));
  stage.generation = both.generation;
  return {
    generation: both.generation,
    ask(asked) {
      stage.world = createWorld(asked.seed);
      return askBoth(asked, both, stage.world);
    },
    close: () => both.close(),
  };
}

async function askBoth(
  { seed, ...asked }: Asked,
  both: BothExecutors,
  world: ReturnType<typeof createWorld>,
): Promise<BothAnswers> {
  const cache = createFrozenCache();
  const at = createSurroundings(seed, cache, both);
  if (happens(diceAt(seed, 'cached'), 400)) {
    world.phase = 0;
    await both.walk(asked, at(BEGIN_MS));
    world.phase = 1;
  }
  cache.freeze();
  // Fresh, to be read again, or only good enough where the source fails.
  const nowMs = BEGIN_MS + diceAt(seed, 'later').pick([1_000, 90_000, 600_000]);
  const walked = await both.walk(asked, at(nowMs));
  return { walked, planned: await both.plan(asked, at(nowMs)) };
}

function createSurroundings(seed: number, cache: CacheStore, { emptyIdentity }: BothExecutors) {
  const identity = createInventedIdentity(seed, emptyIdentity);
  const principal = randomPrincipal(seed);
  const signal = happens(diceAt(seed, 'signal'), 20) ? AbortSignal.abort() : new AbortController().signal;
  return (nowMs: number): Surroundings => {
    Date.now = () => nowMs;
    return { principal, identity, cache, nowMs, signal };
  };
}

function randomPrincipal(seed: number): Principal {
  const dice = diceAt(seed, 'principal');
  const all = Object.keys(SCOPES) as Scope[];
  const lacking = dice.pick([0, 0, 0, 100, 400]);
  return principalWith({
    scopes: new Set(all.filter((scope) => scope === 'customer:read' || !happens(dice, lacking))),
  });
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
