import type { Queryable } from '../store/store.ts';
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

/** Replaces the model and gives its number. To be called under the partition's lock. */
export async function saveModel(tx: Queryable, vault: Vault, model: MatchingModel): Promise<number> {
  const id = ((await latestModelId(tx)) ?? 0) + 1;
  const { payload, keyId } = vault.seal(JSON.stringify(model, keepMap), OWNER);
  await tx.run('delete from identity_model');
  await tx.run('insert into identity_model (id, payload, key_id) values (?, ?, ?)', [id, payload, keyId]);
  return id;
}

/** Seals the model anew when it is under a former key. */
export async function rotateModel(tx: Queryable, vault: Vault): Promise<void> {
  const old = await tx.get('select 1 as yes from identity_model where key_id <> ?', [vault.keyId]);
  const kept = old && (await loadModel(tx, vault));
  if (!kept) return;
  const { payload, keyId } = vault.seal(JSON.stringify(kept.model, keepMap), OWNER);
  await tx.run('update identity_model set payload = ?, key_id = ? where id = ?', [payload, keyId, kept.id]);
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
