import { createHash } from 'node:crypto';
import type { Queryable } from '../store/store.ts';
import { DEFAULT_MATCHING_CONFIG, type MatchingConfig } from './matching/matching-config.ts';
import type { MatchingModel } from './matching/matching-model.ts';
import type { Vault } from './vault.ts';

/** What the matching learnt; it counts names, so it is sealed. */
export interface KeptModel {
  readonly id: number;
  readonly model: MatchingModel;
}

const OWNER = 'matching model';

export async function loadModel(on: Queryable, vault: Vault): Promise<KeptModel | undefined> {
  const sql = 'select id, payload, key_id from identity_model order by id desc limit 1';
  const row = await on.get<{ id: number; payload: string; key_id: string }>(sql);
  if (!row) return undefined;
  const json = vault.open({ keyId: row.key_id, payload: row.payload }, OWNER);
  const model: MatchingModel = JSON.parse(json, reviveMap);
  return { id: row.id, model };
}

export async function latestModelId(on: Queryable): Promise<number | undefined> {
  return (await on.get<{ id: number | null }>('select max(id) as id from identity_model'))?.id ?? undefined;
}

/** Whether the partition was made under other settings than these. There was nothing to set before that was kept. */
export async function isUnderOtherSettings(on: Queryable, config: MatchingConfig): Promise<boolean> {
  const row = await on.get<{ settings: string }>('select settings from identity_model order by id desc limit 1');
  return row !== undefined && (row.settings || settingsHash(DEFAULT_MATCHING_CONFIG)) !== settingsHash(config);
}

/** The same for settings that say the same, in whichever order. */
function settingsHash(config: MatchingConfig): string {
  const settings = { ...config, model: undefined };
  const text = JSON.stringify(
    Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_name, value: unknown) => (value instanceof Set ? [...(value as ReadonlySet<string>)].sort() : value),
  );
  return createHash('sha256').update(text).digest('base64url');
}

interface LearntModel {
  readonly model: MatchingModel;
  /** Under which it was learnt and the partition made. */
  readonly config: MatchingConfig;
}

/** Replaces the model and gives its number. To be called under the partition's lock. */
export async function saveModel(tx: Queryable, vault: Vault, { model, config }: LearntModel): Promise<number> {
  const id = ((await latestModelId(tx)) ?? 0) + 1;
  const { payload, keyId } = vault.seal(JSON.stringify(model, keepMap), OWNER);
  await tx.run('delete from identity_model');
  const sql = 'insert into identity_model (id, payload, key_id, settings) values (?, ?, ?, ?)';
  await tx.run(sql, [id, payload, keyId, settingsHash(config)]);
  return id;
}

/** Puts another model in place of the one of a number, which it keeps. */
export async function replaceModel(tx: Queryable, vault: Vault, { id, model }: KeptModel): Promise<void> {
  const { payload, keyId } = vault.seal(JSON.stringify(model, keepMap), OWNER);
  await tx.run('update identity_model set payload = ?, key_id = ? where id = ?', [payload, keyId, id]);
}

/** Seals the model anew when it is under a former key. */
export async function rotateModel(tx: Queryable, vault: Vault): Promise<void> {
  const old = await tx.get('select 1 as yes from identity_model where key_id <> ?', [vault.keyId]);
  const kept = old && (await loadModel(tx, vault));
  if (kept) await replaceModel(tx, vault, kept);
}

const MAP = 'map entries';

function keepMap(_: string, value: unknown): unknown {
  return value instanceof Map ? { [MAP]: [...value] } : value;
}

function reviveMap(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(MAP in value)) return value;
  const entries: [unknown, unknown][] = Array.isArray(value[MAP]) ? value[MAP] : [];
  return new Map(entries);
}
