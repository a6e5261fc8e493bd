import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { CustomerRecord } from '../domain/customer-record.ts';
import { recordKey, type RecordRef, type SourceName } from '../domain/record-ref.ts';
import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerKind } from './identity.ts';
import { kindOf } from './matching/record-kind.ts';
import type { MatchRecord } from './matching/resolve-records.ts';
import { toIdentifiers } from './record-identifiers.ts';
import type { RecordNames } from './record-names.ts';
import type { Vault } from './vault.ts';

const RECORDS_A_STEP = 1_000;

/** How records are kept and found again. */
export interface Keeping {
  readonly vault: Vault;
  readonly names: RecordNames;
}

/** A record as it is kept: which it is and what matching needs of it is sealed. */
interface Row {
  readonly record_key: string;
  readonly ref: string;
  readonly fingerprint: string;
  readonly payload: string;
  readonly key_id: string;
}

/** A record for the matching, with what the store calls it. */
export interface NamedRecord extends MatchRecord {
  readonly name: string;
}

export interface KeptRecord {
  readonly match: NamedRecord;
  readonly kind: CustomerKind;
}

export interface KeepOptions extends Keeping {
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
  const { vault, names, source, epoch } = options;
  const byName = new Map(records.map((record) => [names.nameOf({ source, id: record.id }), record]));
  const keys = [...byName.keys()];
  const known = await fingerprints(tx, keys);
  const fresh = [...byName].filter(([key, record]) => !isSame(known.get(key), vault.digests(JSON.stringify(record))));
  const changed = await withoutErased(tx, fresh);
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
export async function nextRevision(tx: Queryable): Promise<number> {
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

/** A record that was erased stays so, however often its source shows it. */
async function withoutErased(
  tx: Queryable,
  records: readonly [string, CustomerRecord][],
): Promise<[string, CustomerRecord][]> {
  const sql = 'select record_key from identity_tombstone where record_key = any(?)';
  const rows = await tx.all<{ record_key: string }>(sql, [records.map(([name]) => name)]);
  const erased = new Set(rows.map((row) => row.record_key));
  return records.filter(([name]) => !erased.has(name));
}

const PLAIN_COLUMNS = ['record_key', 'source', 'kind', 'epoch', 'resolved', 'revision'];

async function upsert(tx: Queryable, given: readonly [string, CustomerRecord][], options: KeepOptions): Promise<void> {
  if (given.length === 0) return;
  const { vault, names, source, epoch } = options;
  const revision = await nextRevision(tx);
  // Again under its lock: an erasure may have come in between.
  const records = await withoutErased(tx, given);
  const sealed = records.map(([, record]) => {
    const ref = { source, id: record.id };
    return [names.seal(ref), ...toSealedRow(vault, recordKey(ref), JSON.stringify(record))];
  });
  await insertRows(tx, {
    into: 'identity_record',
    columns: [...PLAIN_COLUMNS, 'ref', 'fingerprint', 'payload', 'key_id'],
    rows: records.map(([key, record], at) => [key, source, kindOf(record), epoch, 0, revision, ...(sealed[at] ?? [])]),
    onConflict: `on conflict (record_key) do update set kind = excluded.kind, epoch = excluded.epoch, resolved = 0, gone_at = null, revision = excluded.revision,
      ref = excluded.ref, fingerprint = excluded.fingerprint, payload = excluded.payload, key_id = excluded.key_id`,
  });
  await replaceIdentifiers(tx, vault, records);
}

/** Fingerprint, payload and key id of the record of a key, `source:id`. */
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
export async function* loadRecords(on: Queryable, keeping: Keeping): AsyncGenerator<KeptRecord[]> {
  const free = await deduplicatedSources(on);
  const sql = `select record_key, ref, kind, payload, key_id from identity_record
    where gone_at is null and record_key > ? order by record_key limit ${RECORDS_A_STEP}`;
  for (let after = ''; ;) {
    const rows = await on.all<KeptRow>(sql, [after]);
    if (rows.length > 0) yield rows.map((row) => toKept(keeping, row, free));
    if (rows.length < RECORDS_A_STEP) return;
    after = rows.at(-1)?.record_key ?? after;
    await yieldToOthers();
  }
}

export interface ChangedRecords {
  readonly puts: readonly NamedRecord[];
  /** Names of records that are gone. */
  readonly removes: readonly string[];
}

/** Records that came, changed or went after change `revision` of them. */
export async function changedRecords(on: Queryable, keeping: Keeping, revision: number): Promise<ChangedRecords> {
  const free = await deduplicatedSources(on);
  const sql = 'select record_key, ref, kind, payload, key_id, gone_at from identity_record where revision > ?';
  const rows = await on.all<KeptRow & { gone_at: number | null }>(sql, [revision]);
  const erased = await erasedSince(on, revision);
  return {
    puts: rows.filter((row) => row.gone_at === null).map((row) => toKept(keeping, row, free).match),
    removes: [...rows.filter((row) => row.gone_at !== null).map((row) => row.record_key), ...erased],
  };
}

async function erasedSince(on: Queryable, revision: number): Promise<string[]> {
  const sql = 'select record_key from identity_tombstone where revision > ?';
  return (await on.all<{ record_key: string }>(sql, [revision])).map((row) => row.record_key);
}

/** What is kept of these records, opened; nothing of those that left their source. */
export async function openRecords(
  on: Queryable,
  keeping: Keeping,
  wanted: readonly string[],
): Promise<{ readonly ref: RecordRef; readonly record: CustomerRecord }[]> {
  const sql =
    'select record_key, ref, payload, key_id from identity_record where gone_at is null and record_key = any(?)';
  return (await on.all<SealedRow>(sql, [wanted])).map((row) => openRecord(keeping, row));
}

type SealedRow = Pick<Row, 'record_key' | 'ref' | 'payload' | 'key_id'>;

type KeptRow = SealedRow & { readonly kind: CustomerKind };

function toKept(keeping: Keeping, row: KeptRow, free: ReadonlySet<SourceName>): KeptRecord {
  const { ref, record } = openRecord(keeping, row);
  return { match: { name: row.record_key, ref, record, deduplicated: free.has(ref.source) }, kind: row.kind };
}

/** What was sealed had been checked, and does not open when anybody has touched it. */
export function openRecord(
  { vault, names }: Keeping,
  row: SealedRow,
): { readonly ref: RecordRef; readonly record: CustomerRecord } {
  const ref = names.open(row.record_key, row.ref);
  const record: CustomerRecord = JSON.parse(vault.open({ keyId: row.key_id, payload: row.payload }, recordKey(ref)));
  return { ref, record };
}

async function deduplicatedSources(on: Queryable): Promise<Set<SourceName>> {
  const rows = await on.all<{ source: SourceName }>('select source from identity_sync where deduplicated = 1');
  return new Set(rows.map(({ source }) => source));
}

/** The source of each record, by name. */
export async function sourcesOf(on: Queryable, names: readonly string[]): Promise<Map<string, SourceName>> {
  const sql = 'select record_key, source from identity_record where record_key = any(?)';
  const rows = await on.all<{ record_key: string; source: SourceName }>(sql, [names]);
  return new Map(rows.map((row) => [row.record_key, row.source]));
}
