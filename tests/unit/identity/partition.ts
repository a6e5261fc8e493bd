import { recordKey } from '../../../src/domain/record-ref.ts';
import type { CustomerId, Identity } from '../../../src/identity/identity.ts';

/** Who is who, without ids: the record keys of each customer, sorted. */
export async function partitionOf(identity: Identity): Promise<string[]> {
  return [...(await customersByRecords(identity)).keys()].sort();
}

/** The id of each customer, by its record keys in one line. */
export async function customersByRecords(identity: Identity): Promise<Map<string, CustomerId>> {
  const { ids } = await identity.list({ first: 1_000 });
  const customers = await identity.recordsOf(ids);
  return new Map([...customers].map(([id, { records }]) => [records.map(recordKey).join(' '), id]));
}
