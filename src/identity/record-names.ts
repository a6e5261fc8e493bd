import { Secret } from '../config/secret.ts';
import { recordKey, toRecordRef, type RecordRef } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import { createVault } from './vault.ts';

/**
 * What records are called in the tables: a keyed hash that says nothing. Its key is the store's own and never changes;
 * it is kept sealed under the gateway's secret, so a new secret leaves every name as it is.
 */
export interface RecordNames {
  readonly nameOf: (ref: RecordRef) => string;
  /** `source:id`, encrypted, for the row of that name. */
  readonly seal: (ref: RecordRef) => string;
  /** INTERNAL when it was tampered with or stands in another row. */
  readonly open: (name: string, sealed: string) => RecordRef;
  /** Any other text of a source; `owner` is bound to it. */
  readonly sealText: (text: string, owner: string) => string;
  readonly openText: (sealed: string, owner: string) => string;
}

/** `key` is the secret of the names alone. */
export function createRecordNames(key: string): RecordNames {
  const vault = createVault(new Secret(key));
  const { keyId } = vault;
  const nameOf = (ref: RecordRef) => vault.digest(recordKey(ref));
  const sealText = (text: string, owner: string) => vault.seal(text, owner).payload;
  const openText = (payload: string, owner: string) => vault.open({ keyId, payload }, owner);
  return {
    nameOf,
    seal: (ref) => sealText(recordKey(ref), nameOf(ref)),
    open: (name, sealed) => refOf(openText(sealed, name)),
    sealText,
    openText,
  };
}

/** What these names stand for; names nobody knows are absent. */
export async function readRefs(
  on: Queryable,
  names: RecordNames,
  wanted: Iterable<string>,
): Promise<Map<string, RecordRef>> {
  const sql = 'select record_key, ref from identity_record where record_key = any(?)';
  const rows = await on.all<{ record_key: string; ref: string }>(sql, [[...new Set(wanted)]]);
  return new Map(rows.map((row) => [row.record_key, names.open(row.record_key, row.ref)]));
}

/** A record of `refs`, by its name; fails when it is not among them. */
export function refIn(refs: ReadonlyMap<string, RecordRef>, name: string): RecordRef {
  const ref = refs.get(name);
  if (!ref) throw new RangeError('every name that is kept stands for a record that is kept');
  return ref;
}

/** The record of a key that is known to be one. */
export function refOf(key: string): RecordRef {
  const ref = toRecordRef(key);
  if (!ref) throw new RangeError('a record key names its source');
  return ref;
}
