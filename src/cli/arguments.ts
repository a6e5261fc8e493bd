import { InvalidArgumentError } from 'commander';
import { toRecordRef, type RecordRef } from '../domain/record-ref.ts';

/** A record as a person types it, `erp:0000100001`; refused with an example otherwise. */
export function toRecord(text: string): RecordRef {
  const record = toRecordRef(text);
  if (record) return record;
  throw new InvalidArgumentError('A record is its source and its number there, such as erp:0000100001.');
}

/** For arguments of which there may be several. */
export function toRecords(text: string, before: readonly RecordRef[] = []): RecordRef[] {
  return [...before, toRecord(text)];
}

/** A whole number from 0. */
export function toCount(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number, such as 20.');
}
