import type { SyncReport } from '../identity/sync-source.ts';

/** What a sync found, for a person. */
export function toSummary({ records, customers, created, merged, split, quarantined, sources }: SyncReport): string {
  const failed = sources.filter(({ status }) => status === 'failed').map(({ source, code }) => `${source} (${code})`);
  const changes = `${created} new, ${merged} merged, ${split} split, ${quarantined} pairs await a ruling`;
  return [
    `${records} records are ${customers} customers: ${changes}`,
    ...(failed.length > 0 ? [`not read: ${failed.join(', ')}`] : []),
  ].join('\n');
}
