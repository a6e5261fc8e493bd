import type { SyncProgress } from '../identity/sync-source.ts';
import { toBar, type Terminal } from './terminal.ts';

/** Shows a sync as it goes: one bar over all sources on a terminal, a line for each source that is done elsewhere. */
export function createSyncProgress(terminal: Terminal): (progress: SyncProgress) => void {
  const latest = new Map<string, SyncProgress>();
  return (progress) => {
    const { source, records, phase } = progress;
    latest.set(source, progress);
    if (phase === 'done') terminal.tell(`  ${source}: ${records} records read`);
    if (phase === 'failed') terminal.tell(`  ${source}: failed after ${records} records`);
    if (phase === 'resolving') terminal.progress(`  linking ${progress.total ?? records} records …`);
    if (phase === 'reading') terminal.progress(`  ${toLine([...latest.values()])}`);
  };
}

function toLine(all: readonly SyncProgress[]): string {
  const done = all.reduce((sum, { records }) => sum + records, 0);
  const total = all.every((progress) => progress.total)
    ? all.reduce((sum, progress) => sum + (progress.total ?? 0), 0)
    : undefined;
  return `${toBar(done, total)} records  ${all.map(({ source, records }) => `${source} ${records}`).join('  ')}`;
}
