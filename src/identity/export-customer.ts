import type { CustomerRecord } from '../domain/customer-record.ts';
import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import { readHistory, type HistoryEntry } from './history.ts';
import type { CustomerId, CustomerIdentity, LinkedRecord } from './identity.ts';
import { readCustomers } from './read-customers.ts';
import { readRefs } from './record-names.ts';
import { openRecords } from './record-table.ts';
import type { Spine } from './spine.ts';
import { readWholeCustomer } from './whole-customer.ts';

/** Everything the spine knows of a customer. */
export interface CustomerExport {
  readonly id: CustomerId;
  /** Ids that were merged into it. */
  readonly formerIds: readonly CustomerId[];
  readonly kind: CustomerIdentity['kind'] | undefined;
  readonly restricted: boolean;
  /** By source and id. */
  readonly records: readonly ExportedRecord[];
  readonly history: readonly HistoryEntry[];
}

export interface ExportedRecord extends RecordRef {
  /** What was read of it last; absent once its source no longer has it. */
  readonly record?: CustomerRecord;
  /** Why it is this customer's; absent once its source no longer has it. */
  readonly linked?: Pick<LinkedRecord, 'evidence' | 'linkedAt'>;
}

/** See `IdentitySpine.exportOf`. CUSTOMER_NOT_FOUND for an id nobody knows. */
export async function exportCustomer(spine: Spine, asked: CustomerId): Promise<CustomerExport> {
  const { store, vault } = spine;
  const names = await spine.names();
  const whole = await readWholeCustomer(store, asked);
  if (!whole) throw new AppError('CUSTOMER_NOT_FOUND');
  const { id, ids } = whole;
  const identity = (await readCustomers(store, names, [id])).get(id);
  const opened = new Map(
    (await openRecords(store, { vault, names }, whole.names)).map((each) => [recordKey(each.ref), each.record]),
  );
  const linked = new Map(identity?.records.map((each) => [recordKey(each), each]));
  const refs = [...(await readRefs(store, names, whole.names)).values()];
  const histories = await Promise.all(ids.map((each) => readHistory(store, names, each)));
  return {
    id,
    formerIds: ids.filter((each) => each !== id),
    kind: identity?.kind,
    restricted: identity?.restricted === true,
    records: refs.sort(byKey).map((ref) => toExported(ref, opened.get(recordKey(ref)), linked.get(recordKey(ref)))),
    history: histories.flat(),
  };
}

function toExported(ref: RecordRef, record?: CustomerRecord, linked?: LinkedRecord): ExportedRecord {
  return {
    ...ref,
    ...(record && { record }),
    ...(linked && { linked: { evidence: linked.evidence, linkedAt: linked.linkedAt } }),
  };
}

function byKey(a: RecordRef, b: RecordRef): number {
  return recordKey(a) < recordKey(b) ? -1 : 1;
}
