import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { CustomerRecord } from '../domain/customer-record.ts';
import { recordKey, toRecordRef, type RecordRef, type SourceName } from '../domain/record-ref.ts';
import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerKind } from './identity.ts';
import { kindOf } from './matching/record-kind.ts';
import type { MatchRecord } from './matching/resolve-records.ts';
import { toIdentifiers } from './record-identifiers.ts';
import type { Vault } from './vault.ts';

const RECORDS_A_STEP = 1_000;

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

/**
 * The number of a change of records: higher than any other's before it is committed. Holds a lock until then, so that
 * whoever has seen a number has seen all before it.
 */
async function nextRevision(tx: Queryable): Promise<number> {
  const sql = `insert into identity_revision (id, revision) values ('spine', 1)
    on conflict (id) do update set revision = identity_revision.revision + 1 returning revision`;
  return (await tx.get<{ revision: number }>(sql))?.revision ?? 0;
}

/** The number of the latest change of records. */
export async function latestRevision(on: Queryable): Promise<number> {
  return (await on.get<{ revision: number }>('select revision from identity_revision'))?.revision ?? 0;
}

/** Records that left their source: what they said is not kept, that they were there is. */
export async function markGone(tx: Queryable, keys: readonly string[], at: number): Promise<number> {
  if (keys.length === 0) return 0;
  const sql = `update identity_record set gone_at = ?, resolved = 0, revision = ?, payload = '', fingerprint = '', key_id = ''
    where gone_at is null and record_key = any(?)`;
  const { changes } = await tx.run(sql, [at, await nextRevision(tx), keys]);
  await tx.run('delete from identity_identifier where record_key = any(?)', [keys]);
  return changes;
}

async function upsert(
  tx: Queryable,
  records: readonly [string, CustomerRecord][],
  options: KeepOptions,
): Promise<void> {
  if (records.length === 0) return;
  const { vault, source, epoch } = options;
  const revision = await nextRevision(tx);
  const sealed = records.map(([key, record]) => toSealedRow(vault, key, JSON.stringify(record)));
  await insertRows(tx, {
    into: 'identity_record',
    columns: ['record_key', 'source', 'kind', 'epoch', 'resolved', 'revision', 'fingerprint', 'payload', 'key_id'],
    rows: records.map(([key, record], at) => [key, source, kindOf(record), epoch, 0, revision, ...(sealed[at] ?? [])]),
    onConflict: `on conflict (record_key) do update set kind = excluded.kind, epoch = excluded.epoch, resolved = 0, gone_at = null, revision = excluded.revision,
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

/**
 * Every record its source still has, opened, some at a time; other work of this process runs in between.
 */
export async function* loadRecords(on: Queryable, vault: Vault): AsyncGenerator<KeptRecord[]> {
  const free = await deduplicatedSources(on);
  const sql = `select record_key, kind, payload, key_id from identity_record
    where gone_at is null and record_key > ? order by record_key limit ${RECORDS_A_STEP}`;
  for (let after = ''; ;) {
    const rows = await on.all<KeptRow>(sql, [after]);
    if (rows.length > 0) yield rows.map((row) => toKept(vault, row, free));
    if (rows.length < RECORDS_A_STEP) return;
    after = rows.at(-1)?.record_key ?? after;
    await yieldToOthers();
  }
}

export interface ChangedRecords {
  readonly puts: readonly MatchRecord[];
  /** Keys of records that are gone. */
  readonly removes: readonly string[];
}

/** Records that came, changed or went after change `revision` of them. */
export async function changedRecords(on: Queryable, vault: Vault, revision: number): Promise<ChangedRecords> {
  const free = await deduplicatedSources(on);
  const sql = 'select record_key, kind, payload, key_id, gone_at from identity_record where revision > ?';
  const rows = await on.all<KeptRow & { gone_at: number | null }>(sql, [revision]);
  return {
    puts: rows.filter((row) => row.gone_at === null).map((row) => toKept(vault, row, free).match),
    removes: rows.filter((row) => row.gone_at !== null).map((row) => row.record_key),
  };
}

type KeptRow = Pick<Row, 'record_key' | 'payload' | 'key_id'> & { readonly kind: CustomerKind };

function toKept(vault: Vault, row: KeptRow, free: ReadonlySet<SourceName>): KeptRecord {
  const ref = refOf(row.record_key);
  const match = { ref, record: openRecord(vault, row), deduplicated: free.has(ref.source) };
  return { match, kind: row.kind };
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
