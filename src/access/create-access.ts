import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Secret } from '../config/secret.ts';
import { AppError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { createKeyText, parseKeyText } from './key-text.ts';
import { findKey, insertKey, listStoredKeys, markRevoked, markUsed, rehash, type StoredKey } from './key-table.ts';
import type { Principal } from './principal.ts';
import { isScope, SCOPES, type Scope } from './scopes.ts';

/** How long a key that was found good is not looked up again; a revocation elsewhere bites this late at most. */
const TRUST_MS = 500;
/** How long a key found good goes on working when the store does not answer: nothing can revoke it then. */
const TRUST_WITHOUT_STORE_MS = 60_000;
const USE_RECORDED_EVERY_MS = 60_000;
const KEYS_REMEMBERED = 10_000;

export interface AccessOptions {
  readonly store: Store;
  /** The gateway's secret; keys made under one secret are worth nothing under another. */
  readonly secret: Secret;
  /** Former secrets whose keys still work; a key is kept under the current one from its next use on. */
  readonly formerSecrets?: readonly Secret[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

interface NewKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** RFC 3339; never when absent. */
  readonly expiresAt?: string;
  readonly tenant?: string;
  /** Shown in the key's text, for people: `live` unless said otherwise. */
  readonly environment?: string;
}

/** What may be shown of a key. Times are RFC 3339. */
export interface KeyInfo {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  /** To the minute. */
  readonly lastUsedAt?: string;
}

export interface Access {
  /** Makes a key. `key` is not kept and cannot be shown again. BAD_REQUEST names what is wrong with the input. */
  createKey(input: NewKey): Promise<{ readonly id: string; readonly key: string }>;
  /** All keys, revoked and expired ones included, oldest first. */
  listKeys(): Promise<KeyInfo[]>;
  /** Whether there was such a key to revoke. Every gateway refuses it within a second. */
  revokeKey(id: string): Promise<boolean>;
  /**
   * Who a credential belongs to: the value of `Authorization` (`Bearer <key>`) or of `X-API-Key`. Undefined when it is
   * absent, malformed, unknown, expired or revoked, without a way to tell which.
   */
  authenticate(header: string | undefined): Promise<Principal | undefined>;
}

interface Remembered {
  readonly key: StoredKey;
  readonly principal: Principal;
  readonly checkedAt: number;
}

/** API keys, kept in the gateway's store as keyed hashes. */
export function createAccess({ store, secret, formerSecrets = [], clock = Date.now }: AccessOptions): Access {
  const hashes = [secret, ...formerSecrets].map(toHash);
  const hashNow = hashes[0] ?? toHash(secret);
  const remembered = new LRUCache<string, Remembered>({ max: KEYS_REMEMBERED });
  const recordedUse = new LRUCache<string, number>({ max: KEYS_REMEMBERED });

  async function check(id: string, text: string, now: number): Promise<Remembered | undefined> {
    const key = await findKey(store, id);
    const presented = hashes.map((hash) => hash(text));
    // An unknown id is compared too, so that it takes no other time than a wrong secret.
    const good = presented.map((digest) => isSameDigest(digest, key?.hash ?? digest.replace(/./, '-')));
    if (!key || !good.includes(true)) return undefined;
    if (good[0] !== true) await rehash(store, id, hashNow(text));
    return { key, principal: toPrincipal(key), checkedAt: now };
  }

  async function look(id: string, text: string, now: number): Promise<Remembered | undefined> {
    const digest = hashNow(text);
    const known = remembered.get(digest);
    if (known && now - known.checkedAt < TRUST_MS) return known;
    try {
      const found = await check(id, text, now);
      if (found) remembered.set(digest, found);
      else remembered.delete(digest);
      return found;
    } catch (error) {
      if (known && now - known.checkedAt < TRUST_WITHOUT_STORE_MS) return known;
      throw error;
    }
  }

  function recordUse(id: string, now: number): void {
    if (now - (recordedUse.get(id) ?? 0) < USE_RECORDED_EVERY_MS) return;
    recordedUse.set(id, now);
    // Nobody waits for it, and a store that fails here fails louder elsewhere.
    markUsed(store, id, now).catch(() => undefined);
  }

  return {
    async createKey(input) {
      const now = clock();
      const key = toNewKey(input, now);
      const text = createKeyText(input.environment ?? 'live');
      await insertKey(store, { ...key, id: text.id, hash: hashNow(text.key), createdAt: now });
      return text;
    },
    listKeys: async () => (await listStoredKeys(store)).map(toKeyInfo),
    async revokeKey(id) {
      const revoked = await markRevoked(store, id, clock());
      for (const [digest, { key }] of remembered.entries()) if (key.id === id) remembered.delete(digest);
      return revoked;
    },
    async authenticate(header) {
      const text = (header ?? '').replace(/^(bearer|apikey) +/i, '').trim();
      const id = parseKeyText(text);
      if (id === undefined) return undefined;
      const now = clock();
      const found = await look(id, text, now);
      if (!found || !isUsable(found.key, now)) return undefined;
      recordUse(id, now);
      return found.principal;
    },
  };
}

function toHash(secret: Secret): (text: string) => string {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 api keys', 32)));
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

function isSameDigest(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function isUsable({ revokedAt, expiresAt }: StoredKey, now: number): boolean {
  return revokedAt === null && (expiresAt === null || now < expiresAt);
}

function toPrincipal({ id, name, tenant, scopes }: StoredKey): Principal {
  const granted = scopes.includes('admin') ? Object.keys(SCOPES).filter(isScope) : scopes;
  const kind = granted.includes('admin') ? 'operator' : 'partner';
  const unbound = { roles: new Set<string>(), attributes: {}, purposes: new Set<string>() };
  return Object.freeze({ kind, via: 'key', id, name, tenant, scopes: new Set(granted), ...unbound });
}

function toNewKey({ name, scopes, expiresAt, tenant = 'default', environment = 'live' }: NewKey, now: number) {
  const expires = expiresAt === undefined ? null : Date.parse(expiresAt);
  const problems = [
    ...(name.trim() ? [] : ['a key needs a name']),
    ...(tenant.trim() ? [] : ['the tenant has no name']),
    ...(scopes.length > 0 ? [] : [`a key needs at least one scope of: ${Object.keys(SCOPES).join(', ')}`]),
    ...scopes.filter((scope) => !isScope(scope)).map((scope) => `unknown scope "${scope}"`),
    ...(expires === null || expires > now ? [] : ['expiresAt must be an RFC 3339 time to come']),
    ...(/^[a-z]{2,8}$/.test(environment) ? [] : ['the environment must be 2 to 8 small letters']),
  ];
  if (problems.length > 0) throw new AppError('BAD_REQUEST', { message: problems.join('; ') });
  const unused = { revokedAt: null, lastUsedAt: null };
  return { name, tenant, scopes: [...new Set(scopes.filter(isScope))], expiresAt: expires, ...unused };
}

function toKeyInfo({ id, name, tenant, scopes, createdAt, expiresAt, revokedAt, lastUsedAt }: StoredKey): KeyInfo {
  return {
    id,
    name,
    tenant,
    scopes,
    createdAt: toInstant(createdAt),
    ...(expiresAt !== null && { expiresAt: toInstant(expiresAt) }),
    ...(revokedAt !== null && { revokedAt: toInstant(revokedAt) }),
    ...(lastUsedAt !== null && { lastUsedAt: toInstant(lastUsedAt) }),
  };
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
