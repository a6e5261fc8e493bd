import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ export C360_STORE_URL=postgres://c360@db.example/fresh
  $ c360 restore /backups/c360-2026-11-22.backup

The store that C360_STORE_URL names must be empty; it may be of another kind than the one that was backed up. A file that
was changed, cut off or made under another secret is refused, and the store stays as it is.`;

export function createRestoreCommand(terminal: Terminal): Command {
  return new Command('restore')
    .description('Fill an empty store from a backup.')
    .argument('<file>', 'as c360 backup wrote it')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string) => {
      const { restoreBackup } = await import('../store/backup/restore-backup.ts');
      const { loadSetup } = await import('./load-setup.ts');
      const { config } = loadSetup();
      const { tables, rows } = await restoreBackup({
        url: config.storeUrl.reveal(),
        secrets: [config.secret, ...config.formerSecrets],
        file,
      });
      terminal.tell(`Restored ${rows} rows of ${tables} tables.`);
    });
}
