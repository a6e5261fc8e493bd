import type { CustomerRecord } from '../domain/customer-record.ts';
import { recordKey, toRecordRef, type RecordRef, type SourceName } from '../domain/record-ref.ts';
import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerKind } from './identity.ts';
import type { MatchRecord } from './matching/resolve-records.ts';
import { toIdentifiers } from './record-identifiers.ts';
import { kindOf } from './record-kind.ts';
import type { Vault } from './vault.ts';

/** A record as it is kept: what matching needs of it is sealed. */
interface Row {
  readonly record_key: string;
  readonly fingerprint: string;
  readonly payload: string;
  readonly key_id: string;
}

export interface KeptRecord {
  readonly match: MatchRecord;
  readonly kind: CustomerKind;
  /** Says which version of the record this is. */
  readonly fingerprint: string;
  /** Whether this version has been through the matching. */
  readonly resolved: boolean;
}

export interface KeepOptions {
  readonly vault: Vault;
  readonly source: SourceName;
  /** The listing that saw the records. */
  readonly epoch: number;
}

/** Keeps a page of one source's records; gives how many are new, changed or back. */
export async function keepRecords(
  tx: Queryable,
  records: readonly CustomerRecord[],
  options: KeepOptions,
): Promise<number> {
  const { vault, source, epoch } = options;
  const byKey = new Map(records.map((record) => [recordKey({ source, id: record.id }), record]));
  const keys = [...byKey.keys()];
  const known = await fingerprints(tx, keys);
  const changed = [...byKey].filter(([key, record]) => !isSame(known.get(key), vault.digests(JSON.stringify(record))));
  const changedKeys = new Set(changed.map(([key]) => key));
  const seen = keys.filter((key) => !changedKeys.has(key));
  await tx.run('update identity_record set epoch = ? where record_key = any(?)', [epoch, seen]);
  await upsert(tx, changed, options);
  return changed.length;
}

async function fingerprints(tx: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
  const sql = 'select record_key, fingerprint from identity_record where gone_at is null and record_key = any(?)';
  const rows = await tx.all<Pick<Row, 'record_key' | 'fingerprint'>>(sql, [keys]);
  return new Map(rows.map((row) => [row.record_key, row.fingerprint]));
}

function isSame(fingerprint: string | undefined, digests: readonly string[]): boolean {
  return fingerprint !== undefined && digests.includes(fingerprint);
}

async function upsert(
  tx: Queryable,
  records: readonly [string, CustomerRecord][],
  options: KeepOptions,
): Promise<void> {
  const { vault, source, epoch } = options;
  const sealed = records.map(([key, record]) => toSealedRow(vault, key, JSON.stringify(record)));
  await insertRows(tx, {
    into: 'identity_record',
    columns: ['record_key', 'source', 'kind', 'epoch', 'resolved', 'fingerprint', 'payload', 'key_id'],
    rows: records.map(([key, record], at) => [key, source, kindOf(record), epoch, 0, ...(sealed[at] ?? [])]),
    onConflict: `on conflict (record_key) do update set kind = excluded.kind, epoch = excluded.epoch, resolved = 0, gone_at = null,
      fingerprint = excluded.fingerprint, payload = excluded.payload, key_id = excluded.key_id`,
  });
  await replaceIdentifiers(tx, vault, records);
}

/** Fingerprint, payload and key id. */
export function toSealedRow(vault: Vault, key: string, json: string): [string, string, string] {
  const { payload, keyId } = vault.seal(json, key);
  return [vault.digest(json), payload, keyId];
}

export async function replaceIdentifiers(
  tx: Queryable,
  vault: Vault,
  records: readonly (readonly [string, CustomerRecord])[],
): Promise<void> {
  await tx.run('delete from identity_identifier where record_key = any(?)', [records.map(([key]) => key)]);
  await insertRows(tx, {
    into: 'identity_identifier',
    columns: ['record_key', 'digest', 'issuer'],
    rows: records.flatMap(([key, record]) =>
      toIdentifiers(record).map(({ text, issuer }) => [key, vault.digest(text), issuer]),
    ),
    onConflict: 'on conflict do nothing',
  });
}

/** Every record its source still has, opened; `keys` narrows to some. */
export async function loadRecords(on: Queryable, vault: Vault, keys?: readonly string[]): Promise<KeptRecord[]> {
  const free = await deduplicatedSources(on);
  const only = keys ? 'and record_key = any(?)' : '';
  const sql = `select record_key, kind, fingerprint, resolved, payload, key_id from identity_record where gone_at is null ${only}`;
  const rows = await on.all<Row & { kind: CustomerKind; resolved: number }>(sql, keys ? [keys] : []);
  return rows.map((row) => {
    const ref = refOf(row.record_key);
    const match = { ref, record: openRecord(vault, row), deduplicated: free.has(ref.source) };
    return { match, kind: row.kind, fingerprint: row.fingerprint, resolved: row.resolved !== 0 };
  });
}

/** What was sealed had been checked, and does not open when anybody has touched it. */
export function openRecord(vault: Vault, row: Pick<Row, 'record_key' | 'payload' | 'key_id'>): CustomerRecord {
  const json = vault.open({ keyId: row.key_id, payload: row.payload }, row.record_key);
  const record: CustomerRecord = JSON.parse(json);
  return record;
}

async function deduplicatedSources(on: Queryable): Promise<Set<SourceName>> {
  const rows = await on.all<{ source: SourceName }>('select source from identity_sync where deduplicated = 1');
  return new Set(rows.map(({ source }) => source));
}

export function refOf(key: string): RecordRef {
  const ref = toRecordRef(key);
  if (!ref) throw new RangeError('a kept record key names its source');
  return ref;
}
