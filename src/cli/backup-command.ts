import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 backup /backups/c360-2026-11-22.backup

The gateway may run meanwhile. The file is encrypted under C360_SECRET: keep that somewhere else, it is needed to restore.`;

export function createBackupCommand(terminal: Terminal): Command {
  return new Command('backup')
    .description('Write the gateway’s own store, as it is at this moment, into an encrypted file.')
    .argument('<file>', 'what to write; it must not be there yet')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string) => {
      const { createBackup } = await import('../store/backup/create-backup.ts');
      const { loadSetup } = await import('./load-setup.ts');
      const { config } = loadSetup();
      const { tables, rows } = await createBackup({ url: config.storeUrl.reveal(), secret: config.secret, file });
      terminal.tell(`Wrote ${rows} rows of ${tables} tables to ${file}.`);
    });
}
