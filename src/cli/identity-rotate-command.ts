import { Command } from 'commander';
import type { Terminal } from './terminal.ts';
import { withIdentity } from './with-identity.ts';

const EXAMPLES = `
A new secret, without a moment of downtime:
  1. Everywhere: C360_SECRET=<new> and C360_FORMER_SECRETS=<old>, then restart the gateways one by one.
  2. $ c360 identity rotate
  3. Leave <old> out. API keys made under it stop then unless they were used since step 1 (c360 keys list shows when).

May be interrupted and run again.`;

export function createRotateCommand(terminal: Terminal): Command {
  return new Command('rotate')
    .description('Encrypt under the current secret what is kept under a former one.')
    .option('--json', '{"records": …} on one line')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { json?: true }) => {
      const interrupted = new AbortController();
      process.once('SIGINT', () => interrupted.abort());
      const records = await withIdentity((identity) => identity.rotateKeys(interrupted.signal));
      terminal.print(json ? JSON.stringify({ records }) : `${records} records are now under the current secret.`);
    });
}
