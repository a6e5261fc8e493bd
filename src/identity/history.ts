import type { RecordRef } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import type { ChangeOrigin, SpineEvent } from './change-log.ts';
import type { CustomerId } from './identity.ts';
import { readRefs, type RecordNames } from './record-names.ts';

/** Something that happened to a customer, when, by whom and why. */
export interface HistoryEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly cause: ChangeOrigin['cause'];
  readonly actor: string;
  readonly reason: string;
  readonly type: SpineEvent['type'];
  readonly customer: CustomerId;
  /** The customer merged into, or split off. */
  readonly other?: CustomerId;
  readonly record?: RecordRef;
}

interface Row {
  readonly at: number;
  readonly cause: ChangeOrigin['cause'];
  readonly actor: string;
  readonly reason: string;
  readonly type: SpineEvent['type'];
  readonly customer_id: CustomerId;
  readonly other_id: CustomerId | null;
  readonly record_key: string | null;
}

/** Everything that happened to a customer, the oldest first; empty for an id nobody knows. */
export async function readHistory(on: Queryable, names: RecordNames, id: CustomerId): Promise<HistoryEntry[]> {
  const sql = `select n.at, n.cause, n.actor, n.reason, e.type, e.customer_id, e.other_id, e.record_key
    from identity_event e join identity_change n on n.seq = e.seq
    where e.customer_id = ? or e.other_id = ? order by e.seq, e.position`;
  const rows = await on.all<Row>(sql, [id, id]);
  const refs = await readRefs(
    on,
    names,
    rows.flatMap((row) => row.record_key ?? []),
  );
  return rows.map((row) => toEntry(row, refs));
}

function toEntry(row: Row, refs: ReadonlyMap<string, RecordRef>): HistoryEntry {
  const { cause, actor, reason, type, customer_id: customer, other_id: other, record_key: name } = row;
  const record = name === null ? undefined : refs.get(name);
  return {
    at: new Date(row.at).toISOString(),
    cause,
    actor,
    reason,
    type,
    customer,
    ...(other !== null && { other }),
    ...(record && { record }),
  };
}
