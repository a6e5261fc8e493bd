import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Store } from '../store/store.ts';
import type { KeyProof } from './key-proof.ts';
import { findKey, rehash, type StoredKey } from './key-table.ts';
import type { Principal } from './principal.ts';
import { toPrincipal } from './to-principal.ts';

/** How long a key that was found good is not looked up again; a revocation elsewhere bites this late at most. */
const TRUST_MS = 500;
/** How long a key found good goes on working when the store does not answer: nothing can revoke it then. */
const TRUST_WITHOUT_STORE_MS = 60_000;
const KEYS_REMEMBERED = 10_000;

/** A key whose text was proven; it may have ended since. */
interface ProvenKey {
  readonly key: StoredKey;
  /** Proven with the secret before the last rotation. */
  readonly isFormer: boolean;
  readonly principal: Principal;
  readonly checkedAt: number;
}

export interface KeyLookup {
  find(id: string, text: string): Promise<ProvenKey | undefined>;
  /** Found good lately; told without the store. */
  isKnown(text: string): boolean;
  forget(id: string): void;
}

interface KeyLookupOptions {
  readonly store: Store;
  readonly proof: KeyProof;
  readonly clock: () => number;
}

/** Keys by their text, each read from the store twice a second at most while it is in use. */
export function createKeyLookup({ store, proof, clock }: KeyLookupOptions): KeyLookup {
  const remembered = new LRUCache<string, ProvenKey>({ max: KEYS_REMEMBERED });

  async function check(id: string, text: string, now: number): Promise<ProvenKey | undefined> {
    const key = await findKey(store, id);
    const proven = proof.prove(text, key);
    if (!key || !proven) return undefined;
    if (proven.isOutdated) await rehash(store, id, { from: key.hash, to: proof.hash(text) });
    return { key, isFormer: proven.isFormer, principal: toPrincipal({ ...key, via: 'key' }), checkedAt: now };
  }

  return {
    async find(id, text) {
      const digest = toDigest(text);
      const now = clock();
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
    },
    isKnown: (text) => remembered.has(toDigest(text)),
    forget(id) {
      for (const [digest, { key }] of remembered.entries()) if (key.id === id) remembered.delete(digest);
    },
  };
}

/** What a key is remembered by in this process alone: half the time of the keyed hash, once in every request. */
function toDigest(text: string): string {
  return hash('sha256', text, 'base64');
}
