import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { CacheEntry } from './cache-store.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals cache entries for a shared store and names them without giving their keys away. */
export interface Envelope {
  /** The shared store's key for ours: a keyed hash, so that a record number or an e-mail hash cannot be read from it. */
  seal(key: string, entry: CacheEntry): Buffer;
  /** Undefined when the bytes were not sealed by us for this very key: a foreign, moved or damaged value is a miss. */
  open(key: string, sealed: Buffer): CacheEntry | undefined;
  nameOf(key: string): string;
}

/**
 * AES-256-GCM with the entry's own key as additional data: a value copied under another key does not open.
 * `secret` is the gateway's; gateways that share it share the cache.
 */
export function createEnvelope(secret: string): Envelope {
  const valueKey = derive(secret, 'cache value');
  const nameKey = derive(secret, 'cache name');
  return {
    nameOf: (key) => createHmac('sha256', nameKey).update(key).digest('base64url'),
    seal(key, entry) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', valueKey, iv).setAAD(Buffer.from(key));
      const body = Buffer.concat([cipher.update(JSON.stringify(entry), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]);
    },
    open(key, sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', valueKey, sealed.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(key))
          .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const body = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        const entry: unknown = JSON.parse(body.toString('utf8'));
        return isEntry(entry) ? entry : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `c360 ${purpose}`, 32));
}

function isEntry(value: unknown): value is CacheEntry {
  return typeof value === 'object' && value !== null && 'storedAt' in value && typeof value.storedAt === 'number';
}
