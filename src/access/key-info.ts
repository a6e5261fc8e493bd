import type { KeyGrant } from './key-grant.ts';
import type { StoredKey } from './key-table.ts';
import type { Scope } from './scopes.ts';

/** What may be shown of a key. Times are RFC 3339. */
export interface KeyInfo {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** What it is bound to; only what was said. */
  readonly grant: Partial<KeyGrant>;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** To the minute. */
  readonly lastUsedAt?: string;
  /** Until then the secret before the last rotation works, too. */
  readonly formerUntil?: string;
}

export function toKeyInfo(key: StoredKey): KeyInfo {
  const { id, name, tenant, scopes, grant, createdAt, expiresAt, revokedAt, lastUsedAt, formerUntil } = key;
  return {
    id,
    name,
    tenant,
    scopes,
    grant: Object.fromEntries(Object.entries(grant).filter(([, value]) => !isEmpty(value))),
    createdAt: toInstant(createdAt),
    ...(expiresAt !== null && { expiresAt: toInstant(expiresAt) }),
    ...(revokedAt !== null && { revokedAt: toInstant(revokedAt) }),
    ...(lastUsedAt !== null && { lastUsedAt: toInstant(lastUsedAt) }),
    ...(formerUntil !== null && { formerUntil: toInstant(formerUntil) }),
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
