import { AppError } from '../errors.ts';
import type { Queryable, Store } from '../store/store.ts';
import type { Applied } from './apply-resolution.ts';
import { latestChange, type ChangeOrigin } from './change-log.ts';
import type { CustomerKind } from './identity.ts';
import { fillMatcher, newMatcher, withoutSettled } from './load-matcher.ts';
import type { Matcher, RecordChanges } from './matcher.ts';
import type { ChangedClusters } from './matching/resolve-one.ts';
import type { Ruling } from './matching/resolve-records.ts';
import { isUnderOtherSettings, latestModelId, loadModel, type KeptModel } from './model-table.ts';
import { changedRecords, latestRevision } from './record-table.ts';
import { loadRulings } from './ruling-table.ts';
import type { Spine } from './spine.ts';
import { goneMembers, writeResolution, type Finding } from './write-resolution.ts';

/** Times a finding is computed anew because the partition changed meanwhile. */
const ATTEMPTS = 5;
/** When a larger share of the records changed, what they teach is learnt anew. */
const LEARN_ANEW_SHARE = 0.01;

const CATCHING_UP = { cause: 'resolve', actor: 'system', reason: 'records were erased' } as const;

type Origin = Omit<ChangeOrigin, 'at'>;

/** Turns records and rulings into the partition: one after the other here, and out of the way of other gateways. */
export interface Resolver {
  /**
   * Brings the partition up to date with the records: all anew when many changed or the settings did, else what the
   * changes concern.
   */
  resolveRecords(origin: Origin): Promise<Applied>;
  /** Brings the partition up to date with a few changes, or with rulings. */
  resolveChanges(origin: Origin): Promise<Applied>;
  /** Lets go of records that are no longer kept, where there are any in memory. */
  catchUp(): Promise<void>;
  /** Ends what is under way, which then fails, and lets go of what is in memory. */
  close(): Promise<void>;
}

/** What the matcher has in memory. */
interface Memory {
  /** What it goes by; absent until that is written. */
  readonly modelId?: number;
  /** The last change of records it has seen. */
  readonly revision: number;
}

export function createResolver(spine: Spine): Resolver {
  const { store, vault } = spine;
  let matcher: Matcher | undefined;
  let memory: Memory | undefined;

  async function findAll(rulings: readonly Ruling[], known?: KeptModel): Promise<Finding> {
    await forget();
    const revision = await latestRevision(store);
    const { matching: config } = spine;
    matcher = await newMatcher(store);
    const { model, ...found } = await fillMatcher(spine, matcher, { config, rulings, model: known?.model });
    memory = { revision, ...(known && { modelId: known.id }) };
    return { ...found, revision, ...(!known && { learnt: model }) };
  }

  async function findChanges(rulings: readonly Ruling[]): Promise<Finding> {
    if (!matcher || memory?.modelId === undefined || memory.modelId !== (await latestModelId(store))) {
      return findAll(rulings, await loadModel(store, vault));
    }
    const revision = await latestRevision(store);
    const records = await changedRecords(store, { vault, names: await spine.names() }, memory.revision);
    memory = { ...memory, revision };
    const changes = { ...records, touched: await unresolvedKeys(store), rulings };
    const resolution = await changeWhole(store, matcher, { changes, revision });
    return { resolution, revision, kinds: await kindsOf(store, resolution.clusters.flat()) };
  }

  async function resolve(origin: Origin, find: (rulings: readonly Ruling[]) => Promise<Finding>): Promise<Applied> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const seen = await latestChange(store);
      const finding = await find(await loadRulings(store));
      const written = await writeResolution(spine, finding, { seen, origin: { ...origin, at: spine.clock() } });
      if (!written) continue;
      const { applied, modelId } = written;
      await matcher?.settle();
      if (memory && modelId !== undefined) memory = { ...memory, modelId };
      spine.onChange();
      return applied;
    }
    throw new AppError('STORE_UNAVAILABLE', { detail: 'the partition changed during every attempt to resolve it' });
  }

  /** A failure may leave the matcher with half of a change. */
  async function forget(): Promise<void> {
    const ended = matcher;
    [matcher, memory] = [undefined, undefined];
    await ended?.close();
  }

  const inTurn = createTurns(forget);
  return {
    resolveRecords: (origin) =>
      inTurn(async () => {
        const few =
          memory !== undefined && (await isFew(store)) && !(await isUnderOtherSettings(store, spine.matching));
        return resolve(origin, few ? findChanges : (rulings) => findAll(rulings));
      }),
    resolveChanges: (origin) => inTurn(() => resolve(origin, findChanges)),
    catchUp: async () => {
      if (memory) await inTurn(() => resolve(CATCHING_UP, findChanges));
    },
    close: forget,
  };
}

/** Runs work one after the other; whatever fails is followed by `onFailure`. */
function createTurns(onFailure: () => Promise<void>): (work: () => Promise<Applied>) => Promise<Applied> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work).catch(async (error: unknown) => {
      await onFailure();
      throw error;
    });
    last = result.catch(() => undefined);
    return result;
  };
}

interface ChangeInput {
  readonly changes: RecordChanges;
  readonly revision: number;
}

/** What changes lead to, for whole customers: those of every record concerned. */
async function changeWhole(
  store: Store,
  matcher: Matcher,
  { changes, revision }: ChangeInput,
): Promise<ChangedClusters> {
  const gone = await goneMembers(store, revision);
  const asked = new Set<string>();
  let found = await matcher.change(changes);
  for (;;) {
    const keys = found.clusters.flat();
    for (const key of keys) asked.add(key);
    const missing = (await companionsOf(store, [...keys, ...gone])).filter((key) => !asked.has(key));
    if (missing.length === 0) return withoutSettled(found);
    for (const key of missing) asked.add(key);
    found = await matcher.change({ puts: [], removes: [], touched: missing, rulings: changes.rulings });
  }
}

/** Whether records came, changed or went since they were last resolved, or were ruled on. */
export async function isUnresolved(on: Queryable): Promise<boolean> {
  return (await on.get('select 1 as yes from identity_record where resolved = 0 limit 1')) !== undefined;
}

async function isFew(on: Queryable): Promise<boolean> {
  const sql = `select (select count(*) from identity_record where resolved = 0) as changed,
    (select count(*) from identity_member) as members`;
  const row = await on.get<{ changed: number; members: number }>(sql);
  return row !== undefined && row.changed < row.members * LEARN_ANEW_SHARE;
}

async function unresolvedKeys(on: Queryable): Promise<string[]> {
  const sql = 'select record_key from identity_record where resolved = 0 and gone_at is null';
  return (await on.all<{ record_key: string }>(sql)).map((row) => row.record_key);
}

/** The records of the same customers, those given included. */
async function companionsOf(on: Queryable, keys: readonly string[]): Promise<string[]> {
  const sql = `select record_key from identity_member where customer_id in (
    select customer_id from identity_member where record_key = any(?))`;
  return (await on.all<{ record_key: string }>(sql, [keys])).map((row) => row.record_key);
}

async function kindsOf(on: Queryable, keys: readonly string[]): Promise<Map<string, CustomerKind>> {
  const sql = 'select record_key, kind from identity_record where record_key = any(?)';
  const rows = await on.all<{ record_key: string; kind: CustomerKind }>(sql, [keys]);
  return new Map(rows.map((row) => [row.record_key, row.kind]));
}
