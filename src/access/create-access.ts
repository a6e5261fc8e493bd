import { LRUCache } from 'lru-cache';
import type { Secret } from '../config/secret.ts';
import type { Store } from '../store/store.ts';
import { createKeyLookup } from './key-lookup.ts';
import { createKeyProof } from './key-proof.ts';
import { createKeyText, parseKeyText, type KeyText } from './key-text.ts';
import { insertKey, listStoredKeys, markRevoked, markUsed, replaceSecret, type StoredKey } from './key-table.ts';
import { toKeyInfo, type KeyInfo } from './key-info.ts';
import { toNewKey, type NewKey } from './new-key.ts';
import type { Principal } from './principal.ts';

const USE_RECORDED_EVERY_MS = 60_000;
const USES_REMEMBERED = 10_000;
const DEFAULT_OVERLAP_SECONDS = 24 * 60 * 60;

export interface AccessOptions {
  readonly store: Store;
  /** The gateway's secret; keys made under one secret are worth nothing under another. */
  readonly secret: Secret;
  /** Former secrets whose keys still work; a key is kept under the current one from its next use on. */
  readonly formerSecrets?: readonly Secret[];
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

interface RotateOptions {
  /** How long the secret before goes on working beside the new one: a day unless said otherwise. */
  readonly overlapSeconds?: number;
  readonly environment?: string;
}

export interface Access {
  /** Makes a key. `key` is not kept and cannot be shown again. BAD_REQUEST names what is wrong with the input. */
  createKey(input: NewKey): Promise<KeyText>;
  /** Another secret for a key: id, grants, limits and audit stay its own. Undefined when there is no such key to rotate. */
  rotateKey(id: string, options?: RotateOptions): Promise<KeyText | undefined>;
  /** All keys, revoked and expired ones included, oldest first. */
  listKeys(): Promise<KeyInfo[]>;
  /** Whether there was such a key to revoke. Every gateway refuses it within a second. */
  revokeKey(id: string): Promise<boolean>;
  /**
   * Who a credential belongs to: the value of `Authorization` (`Bearer <key>`) or of `X-API-Key`. Undefined when it is
   * absent, malformed, unknown, expired or revoked, without a way to tell which.
   */
  authenticate(header: string | undefined): Promise<Principal | undefined>;
  /** Whether the credential was found good lately, here: told without asking the store. */
  isKnown(header: string | undefined): boolean;
}

/** API keys, kept in the gateway's store as keyed hashes. */
export function createAccess({ store, secret, formerSecrets = [], clock = Date.now }: AccessOptions): Access {
  const proof = createKeyProof([secret, ...formerSecrets]);
  const keys = createKeyLookup({ store, proof, clock });
  const recordedUse = new LRUCache<string, number>({ max: USES_REMEMBERED });

  function recordUse(id: string, now: number): void {
    if (now - (recordedUse.get(id) ?? 0) < USE_RECORDED_EVERY_MS) return;
    recordedUse.set(id, now);
    // Nobody waits for it, and a store that fails here fails louder elsewhere.
    markUsed(store, id, now).catch(() => undefined);
  }

  async function createKey(input: NewKey): Promise<KeyText> {
    const now = clock();
    const key = toNewKey(input, now);
    const text = createKeyText(key.environment);
    await insertKey(store, { ...key, id: text.id, hash: proof.hash(text.key), createdAt: now });
    return text;
  }

  return {
    createKey,
    async rotateKey(id, { overlapSeconds = DEFAULT_OVERLAP_SECONDS, environment = 'live' } = {}) {
      const text = createKeyText(environment, id);
      const formerUntil = clock() + overlapSeconds * 1000;
      const replaced = await replaceSecret(store, { id, hash: proof.hash(text.key), formerUntil });
      keys.forget(id);
      return replaced ? text : undefined;
    },
    listKeys: async () => (await listStoredKeys(store)).map(toKeyInfo),
    async revokeKey(id) {
      const revoked = await markRevoked(store, id, clock());
      keys.forget(id);
      return revoked;
    },
    async authenticate(header) {
      const text = toKeyTextOf(header);
      const id = parseKeyText(text);
      if (id === undefined) return undefined;
      const found = await keys.find(id, text);
      const now = clock();
      if (!found || !isUsable(found, now)) return undefined;
      recordUse(id, now);
      return found.principal;
    },
    isKnown: (header) => keys.isKnown(toKeyTextOf(header)),
  };
}

function toKeyTextOf(header: string | undefined): string {
  return (header ?? '').replace(/^(bearer|apikey) +/i, '').trim();
}

function isUsable({ key, isFormer }: { key: StoredKey; isFormer: boolean }, now: number): boolean {
  const { revokedAt, expiresAt, formerUntil } = key;
  if (revokedAt !== null || (expiresAt !== null && now >= expiresAt)) return false;
  return !isFormer || now < (formerUntil ?? 0);
}
