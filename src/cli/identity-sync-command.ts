import { Command } from 'commander';
import type { SyncReport } from '../identity/sync-source.ts';
import { EXIT_CODE } from './exit-code.ts';
import { createSyncProgress } from './sync-progress.ts';
import { toSummary } from './sync-summary.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 identity sync                  reads every customer record and links what belongs together
  $ c360 identity sync --changed        only what changed since the last time
  $ c360 identity sync --json | jq .customers

May be interrupted and run again. Exit code 1 when a source could not be read; its records stay as they were.`;

export function createSyncCommand(terminal: Terminal): Command {
  return new Command('sync')
    .description('Read the customer records of all sources and link those that are one customer.')
    .option('--changed', 'only records changed since the last sync')
    .option('--json', 'the report as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ changed, json }: { changed?: true; json?: true }) => {
      const report = await sync(terminal, changed === true);
      terminal.print(json ? JSON.stringify(report, null, 2) : toSummary(report));
      if (report.sources.some(({ status }) => status === 'failed')) process.exitCode = EXIT_CODE.failed;
    });
}

async function sync(terminal: Terminal, onlyChanged: boolean): Promise<SyncReport> {
  const { loadSetup } = await import('./load-setup.ts');
  const { config, logger } = loadSetup();
  const { createApp } = await import('../app.ts');
  const app = await createApp({ config, logger, env: process.env });
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  try {
    return await app.syncIdentity({
      mode: onlyChanged ? 'incremental' : 'full',
      onProgress: createSyncProgress(terminal),
      signal: interrupted.signal,
    });
  } finally {
    await app.stop();
  }
}
