import type { CustomerRecord } from '../../../src/domain/customer-record.ts';
import type { SyncPage, SyncSource } from '../../../src/identity/sync-source.ts';

/** An invented organisation's record; only what a test is about is given. */
export function recordOf(id: string, more: Partial<CustomerRecord> = {}): CustomerRecord {
  return { id, ...more };
}

export function withTaxId(id: string, value: string, more: Partial<CustomerRecord> = {}): CustomerRecord {
  return recordOf(id, { kind: 'ORGANIZATION', identifiers: [{ type: 'TAX_ID', issuer: 'XX', value }], ...more });
}

export interface InventedSource extends SyncSource {
  records: CustomerRecord[];
  /** How often a page was asked for. */
  pagesRead: number;
  /** Throws before this page; never when undefined. */
  failAtPage: number | undefined;
}

/** A source that lists its records in pages of two, with or without cursors, and fails when it is told to. */
export function createSource(
  name: string,
  records: CustomerRecord[],
  options: { cursors?: boolean; deduplicated?: boolean } = {},
): InventedSource {
  const source: InventedSource = {
    name,
    deduplicated: options.deduplicated === true,
    records,
    pagesRead: 0,
    failAtPage: undefined,
    async *list(since?: string, cursor = '0'): AsyncGenerator<SyncPage> {
      const wanted =
        since === undefined ? source.records : source.records.filter((each) => (each.modifiedAt ?? '') >= since);
      for (let start = Number(cursor); start < wanted.length; start += 2) {
        if (source.failAtPage === start / 2) throw new Error('the source is down');
        source.pagesRead += 1;
        const page = { records: wanted.slice(start, start + 2), total: wanted.length };
        yield options.cursors ? { ...page, cursor: `${start + 2}` } : page;
      }
    },
  };
  return source;
}
