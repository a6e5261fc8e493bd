import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../config/secret.ts';
import type { StoredKey } from './key-table.ts';

/** What a key's text proves: nothing (undefined), or which of the key's two secrets it is. */
interface Proof {
  /** The secret before the last rotation. */
  readonly isFormer: boolean;
  /** Kept under a former secret of the gateway. */
  readonly isOutdated: boolean;
}

export interface KeyProof {
  /** The keyed hash that is kept. */
  hash(text: string): string;
  /** Compares in constant time; a key that there is not takes the time of a wrong one. */
  prove(text: string, key: StoredKey | undefined): Proof | undefined;
}

/** Keyed hashes of API keys under the gateway's secrets, the present one first. */
export function createKeyProof(secrets: readonly [Secret, ...Secret[]]): KeyProof {
  const [hash, ...formerly] = secrets.map(toHash) as [Hash, ...Hash[]];
  const wrong = '-'.repeat(hash('').length);
  return {
    hash,
    prove(text, key) {
      const presented = [hash, ...formerly].map((each) => each(text));
      const good = presented.map((digest) => isSameDigest(digest, key?.hash ?? wrong));
      const goodBefore = presented.map((digest) => isSameDigest(digest, key?.formerHash ?? wrong));
      const [isCurrent, isFormer] = [good.includes(true), goodBefore.includes(true)];
      if (!key || !(isCurrent || isFormer)) return undefined;
      return { isFormer: !isCurrent, isOutdated: isCurrent && good[0] !== true };
    },
  };
}

type Hash = (text: string) => string;

function toHash(secret: Secret): Hash {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 api keys', 32)));
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

function isSameDigest(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
