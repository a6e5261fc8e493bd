import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 check                      everything, as a start of the gateway would
  $ c360 check erp --no-env         one connector, without its credentials

Problems come all at once, as file:line:column: what is wrong; what would be right. Exit code 2 when there is one.`;

interface CheckFlags {
  readonly env: boolean;
  readonly json?: true;
}

export function createCheckCommand(terminal: Terminal): Command {
  return new Command('check')
    .description('Check configuration, connectors, mappings and schema; calls no source.')
    .argument('[source...]', 'only these connectors')
    .option('--no-env', 'do not ask for the variables that connectors read')
    .option('--json', 'what was found in order, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (only: string[], { env, json }: CheckFlags) => {
      const { checkSetup } = await import('./check-setup.ts');
      const found = await checkSetup({ only, needsEnvironment: env });
      if (json) return terminal.print(JSON.stringify(found, null, 2));
      for (const { name, title, provides } of found)
        terminal.print(`${name.padEnd(12)} ${title}: ${provides.join(', ')}`);
      return terminal.tell('All good.');
    });
}
