import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Secret } from '../../config/secret.ts';
import { AppError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import type { AuditEntry } from './audit-entry.ts';
import { findRecords, type PendingEntry } from './audit-table.ts';
import type { Audit, AuditAnchor } from './audit.ts';
import { createBacklog } from './backlog.ts';
import { createChainKey } from './chain-key.ts';
import { createGroupCommit } from './group-commit.ts';
import { createSpool, readLeftSpools } from './spool.ts';
import { verifyChain } from './verify-chain.ts';

/** Entries that wait for the store before no more are taken, and the spool's bytes before it is begun anew. */
const MOST_WAITING = 50_000;
const SPOOL_EMPTIED_AT_BYTES = 4_000_000;
const CLOSED_AFTER_MS = 5_000;

export interface AuditOptions {
  readonly store: Store;
  /** The gateway's; the chain is keyed with it. */
  readonly secret: Secret;
  /** Secrets that older parts of the chain were keyed with. */
  readonly formerSecrets?: readonly Secret[];
  /** Folder for the spool: on a disk that outlives the process. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Told when the store does not take entries, or the spool cannot be read or written. */
  readonly onError?: (error: unknown) => void;
  /** Given the newest link whenever the store has taken some: a place worth remembering elsewhere. */
  readonly onStored?: (head: AuditAnchor) => void;
}

/** The audit trail over the gateway's store; see `Audit` for what it promises. Begins with what a killed process left. */
export function createAudit(options: AuditOptions): Audit {
  const { store, secret, formerSecrets = [], folder, clock = Date.now, onError = ignore, onStored = ignore } = options;
  const key = createChainKey(secret);
  const keys = [key, ...formerSecrets.map(createChainKey)];
  const backlog = createBacklog({ store, key, onError, onStored });
  const left = readLeftSpools(folder).map(({ lines, discard }) => ({ entries: lines.map(parseLine), discard }));
  const spool = createSpool(folder);
  const commits = createGroupCommit({
    spool,
    onError,
    onCommitted: backlog.add,
    async beforeSync() {
      if (spool.size() > SPOOL_EMPTIED_AT_BYTES && backlog.size() === 0) await spool.empty();
    },
  });
  const instance = randomUUID();
  let counted = 0;
  if (left.some(({ entries }) => entries.includes(undefined))) onError(new Error('a spool of the audit is damaged'));
  backlog.add(left.flatMap(({ entries }) => entries.filter((entry) => entry !== undefined)));

  async function flush(): Promise<void> {
    await commits.settled();
    await backlog.drain();
    // What could not be read stays for somebody to look at.
    for (const { entries, discard } of left.splice(0)) if (!entries.includes(undefined)) discard();
    if (commits.waiting() + backlog.size() > 0) await flush();
  }

  return {
    flush,
    record(entry) {
      if (commits.waiting() + backlog.size() >= MOST_WAITING) {
        return Promise.reject(new AppError('STORE_UNAVAILABLE', { detail: 'audit backlog' }));
      }
      counted += 1;
      return commits.commit({ id: `${instance}-${counted}`, at: toInstant(clock()), entry: toKept(entry) });
    },
    verify: (anchors) => verifyChain(store, keys, anchors),
    read: (query = {}) => findRecords(store, query),
    async close() {
      const tooLong = delay(CLOSED_AFTER_MS, false, { ref: false });
      const isStored = await Promise.race([flush().then(() => true), tooLong]).catch(() => false);
      backlog.stop();
      await spool.close({ remove: isStored });
    },
  };
}

/** Undefined for a line that is none of ours any more. */
function parseLine(line: string): PendingEntry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Of who it was, what an entry keeps: a principal knows more than that. */
function toKept(entry: AuditEntry): AuditEntry {
  const { kind, via, id, tenant, client, purpose } = entry.who;
  const of = { ...(client !== undefined && { client }), ...(purpose !== undefined && { purpose }) };
  return { ...entry, who: { kind, via, id, tenant, ...of } };
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}

function ignore(): void {
  return undefined;
}
