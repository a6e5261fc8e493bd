import type { Queryable } from '../store/store.ts';
import { KeyGrant } from './key-grant.ts';
import { isScope, type Scope } from './scopes.ts';

/** A key as it is kept: hashes are keyed, times are milliseconds since 1970. */
export interface StoredKey {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly grant: KeyGrant;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  /** The secret before the last rotation. */
  readonly formerHash: string | null;
  readonly formerUntil: number | null;
}

interface Row {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: string;
  readonly granted: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
  readonly former_hash: string | null;
  readonly former_until: number | null;
}

type NewKeyRow = Omit<StoredKey, 'revokedAt' | 'lastUsedAt' | 'formerHash' | 'formerUntil'>;

export async function insertKey(store: Queryable, key: NewKeyRow): Promise<void> {
  await store.run(
    `insert into access_key (id, tenant, name, hash, scopes, granted, created_at, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      key.id,
      key.tenant,
      key.name,
      key.hash,
      key.scopes.join(' '),
      JSON.stringify(key.grant),
      key.createdAt,
      key.expiresAt,
    ],
  );
}

export async function findKey(store: Queryable, id: string): Promise<StoredKey | undefined> {
  const row = await store.get<Row>('select * from access_key where id = ?', [id]);
  return row && toStoredKey(row);
}

/** Oldest first. */
export async function listStoredKeys(store: Queryable): Promise<StoredKey[]> {
  const rows = await store.all<Row>('select * from access_key order by created_at, id');
  return rows.map(toStoredKey);
}

/** Whether there was such a key that was not revoked yet. */
export async function markRevoked(store: Queryable, id: string, at: number): Promise<boolean> {
  const sql = 'update access_key set revoked_at = ? where id = ? and revoked_at is null';
  return (await store.run(sql, [at, id])).changes > 0;
}

export interface Rotation {
  readonly id: string;
  readonly hash: string;
  /** Until then the secret that is replaced goes on working. */
  readonly formerUntil: number;
}

/** Gives a key that is not revoked another secret; whether there was one. A third secret ends at once. */
export async function replaceSecret(store: Queryable, { id, hash, formerUntil }: Rotation): Promise<boolean> {
  const sql = `update access_key set former_hash = hash, former_until = ?, hash = ?
               where id = ? and revoked_at is null`;
  return (await store.run(sql, [formerUntil, hash, id])).changes > 0;
}

export async function markUsed(store: Queryable, id: string, at: number): Promise<void> {
  await store.run('update access_key set last_used_at = ? where id = ?', [at, id]);
}

/** Keeps the same secret under another hash, unless it was rotated meanwhile. */
export async function rehash(store: Queryable, id: string, { from, to }: { from: string; to: string }): Promise<void> {
  await store.run('update access_key set hash = ? where id = ? and hash = ?', [to, id, from]);
}

function toStoredKey(row: Row): StoredKey {
  return {
    id: row.id,
    tenant: row.tenant,
    name: row.name,
    hash: row.hash,
    scopes: row.scopes.split(' ').filter(isScope),
    grant: KeyGrant.parse(JSON.parse(row.granted)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    formerHash: row.former_hash,
    formerUntil: row.former_until,
  };
}
