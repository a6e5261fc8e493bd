import { insertRows } from '../../store/insert-rows.ts';
import type { Queryable, SqlParam, Store } from '../../store/store.ts';
import type { AuditEntry, AuditRecord } from './audit-entry.ts';
import type { AuditQuery } from './audit.ts';
import { NOTHING_BEFORE, type ChainKey, type LinkFields } from './chain-key.ts';

/** An entry on its way into the chain. */
export interface PendingEntry {
  /** Its own for ever: an entry that comes twice is kept once. */
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly entry: AuditEntry;
}

/** A row as it is kept. */
export interface LinkRow extends LinkFields {
  readonly hash: string;
}

export interface HeadRow {
  readonly seq: number;
  readonly hash: string;
  readonly key_id: string;
  readonly seal: string;
}

const COLUMNS = ['seq', 'id', 'at', 'who', 'customers', 'entry', 'key_id', 'previous', 'hash'] as const;
const MOST_ROWS = 1_000;

/** Chains the entries to the head; one gateway at a time. Those that are there already are passed over. */
export async function appendLinks(store: Store, pending: readonly PendingEntry[], key: ChainKey): Promise<HeadRow> {
  return store.transaction(
    async (tx) => {
      const head = await readHead(tx);
      const links = toLinks(await withoutKnown(tx, pending), { head, key });
      const last = links.at(-1);
      if (!last) return head ?? { seq: 0, hash: NOTHING_BEFORE, key_id: key.id, seal: '' };
      await insertRows(tx, {
        into: 'audit_record',
        columns: COLUMNS,
        rows: links.map((link) => COLUMNS.map((column) => link[column])),
      });
      return writeHead(tx, last, key);
    },
    { lock: 'audit' },
  );
}

export async function readHead(on: Queryable): Promise<HeadRow | undefined> {
  return on.get<HeadRow>('select seq, hash, key_id, seal from audit_head where id = 1');
}

/** The next rows of the chain. */
export async function readLinks(on: Queryable, afterSeq: number): Promise<LinkRow[]> {
  return on.all<LinkRow>(`select * from audit_record where seq > ? order by seq limit ${MOST_ROWS}`, [afterSeq]);
}

export async function findRecords(on: Queryable, query: AuditQuery): Promise<AuditRecord[]> {
  const { customer, principal, since, until, afterSeq = 0, limit = MOST_ROWS } = query;
  const wanted: readonly [string, SqlParam | undefined][] = [
    ['seq > ?', afterSeq],
    ['who = ?', principal],
    ['at >= ?', since && new Date(since).toISOString()],
    ['at < ?', until && new Date(until).toISOString()],
    [`customers like ? escape '!'`, customer === undefined ? undefined : `% ${customer.replaceAll(/[!%_]/g, '!$&')} %`],
  ];
  const given = wanted.filter((pair): pair is [string, SqlParam] => pair[1] !== undefined);
  const rows = await on.all<LinkRow>(
    `select * from audit_record where ${given.map(([sql]) => sql).join(' and ')} order by seq limit ?`,
    [...given.map(([, param]) => param), Math.min(limit, MOST_ROWS)],
  );
  return rows.map(toRecord);
}

async function withoutKnown(tx: Queryable, pending: readonly PendingEntry[]): Promise<PendingEntry[]> {
  const ids = pending.map(({ id }) => id);
  const known = await tx.all<{ id: string }>('select id from audit_record where id = any(?)', [ids]);
  const seen = new Set(known.map(({ id }) => id));
  return pending.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function toLinks(
  pending: readonly PendingEntry[],
  { head, key }: { head: HeadRow | undefined; key: ChainKey },
): LinkRow[] {
  let { seq, hash: previous } = head ?? { seq: 0, hash: NOTHING_BEFORE };
  return pending.map(({ id, at, entry }) => {
    seq += 1;
    const customers = entry.customers ?? [];
    const fields = {
      seq,
      id,
      at,
      who: entry.who.id,
      customers: customers.length > 0 ? ` ${customers.join(' ')} ` : '',
      entry: JSON.stringify(entry),
      key_id: key.id,
      previous,
    };
    previous = key.hashLink(fields);
    return { ...fields, hash: previous };
  });
}

async function writeHead(tx: Queryable, { seq, hash }: LinkRow, key: ChainKey): Promise<HeadRow> {
  const head = { seq, hash, key_id: key.id, seal: key.sealHead({ seq, hash }) };
  await tx.run(
    `insert into audit_head (id, seq, hash, key_id, seal) values (1, ?, ?, ?, ?)
     on conflict (id) do update set seq = excluded.seq, hash = excluded.hash, key_id = excluded.key_id, seal = excluded.seal`,
    [head.seq, head.hash, head.key_id, head.seal],
  );
  return head;
}

function toRecord({ seq, id, at, entry, previous, hash }: LinkRow): AuditRecord {
  return { seq, id, at, entry: JSON.parse(entry), previous, hash };
}
