import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Audit } from '../access/audit/audit.ts';
import type { KeptBack } from './release.ts';
import type { RequestContext } from './request-context.ts';

/** What of personal data one request has seen, for the audit: ids and names of fields, never a value. */
export class ReadLog {
  /** Our ids of the customers whose data was asked for. */
  readonly customers = new Set<string>();
  /** Fields of personal data that scopes allow, where no further rule decides; and those they forbid. */
  readonly released = new Set<string>();
  readonly withheld = new Set<string>();

  /** Notes that a field of personal data was asked for. */
  note(field: string, isForbidden: boolean): void {
    (isForbidden ? this.withheld : this.released).add(field);
  }

  /** Notes whose it is, when it is asked of a customer. */
  touch(parent: unknown): void {
    const identity: unknown =
      typeof parent === 'object' && parent !== null ? Reflect.get(parent, 'identity') : undefined;
    if (typeof identity === 'object' && identity !== null && 'id' in identity) this.customers.add(String(identity.id));
  }
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
}

const MOST_DOCUMENTS = 1_000;

/**
 * Writes down who has read what of whom; nothing for an operation that asked for no personal data. Rejects with
 * STORE_UNAVAILABLE when it cannot be kept: then the answer must not be given.
 */
export function createReadRecorder(audit: Audit): (asked: Asked, context: RequestContext) => Promise<void> {
  const hashes = new LRUCache<string, string>({ max: MOST_DOCUMENTS });
  return async ({ query, operationName }, { principal, requestId, reads, release, loaders }) => {
    const kept = [...(release?.keptBack.values() ?? [])];
    const nothing = reads.released.size + reads.withheld.size + kept.length + (release?.shown.size ?? 0) === 0;
    if (nothing) return;
    const hash = hashes.get(query) ?? createHash('sha256').update(query).digest('hex');
    hashes.set(query, hash);
    const keptBack = (wanted: KeptBack['how']) => kept.flatMap(({ field, how }) => (how === wanted ? field : []));
    await audit.record({
      kind: 'read',
      who: principal,
      requestId,
      operation: { ...(operationName !== undefined && { name: operationName }), hash },
      customers: [...reads.customers],
      released: [...new Set([...reads.released, ...(release?.shown ?? [])])],
      masked: [...new Set(keptBack('MASKED'))],
      withheld: [...new Set([...keptBack('WITHHELD'), ...reads.withheld])],
      sources: [...loaders.sources],
    });
  };
}
