import { createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { Secret } from '../../config/secret.ts';

/** What a row of the chain says, but for its own hash. */
export interface LinkFields {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly customers: string;
  readonly entry: string;
  readonly key_id: string;
  readonly previous: string;
}

export interface ChainKey {
  /** Which key it is; says nothing about it. */
  readonly id: string;
  hashLink(link: LinkFields): string;
  sealHead(head: { readonly seq: number; readonly hash: string }): string;
}

/** What stands before the first link. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** Hashes that only a holder of the gateway's secret can make. */
export function createChainKey(secret: Secret): ChainKey {
  const bytes = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 audit', 32));
  // A key object: given bytes, each HMAC takes four times as long.
  const key = createSecretKey(bytes);
  const hash = (fields: readonly (string | number)[]) =>
    createHmac('sha256', key).update(JSON.stringify(fields)).digest('hex');
  return {
    id: createHash('sha256').update(bytes).update('id').digest('hex').slice(0, 16),
    hashLink: ({ seq, id, at, who, customers, entry, key_id, previous }) =>
      hash(['link', seq, id, at, who, customers, entry, key_id, previous]),
    sealHead: (head) => hash(['head', head.seq, head.hash]),
  };
}
