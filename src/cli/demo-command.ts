import { Command, InvalidArgumentError } from 'commander';
import type { DemoFlags } from './run-demo.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 demo
  $ c360 demo --data ../northwind            the Northwind CSV files in place of generated customers
  $ c360 demo --port 0 --json                for scripts: one line {"url": …, "key": …} when ready

Keeps nothing: its store is removed when it stops, unless C360_DATA_DIR names a folder. Ctrl-C stops everything.`;

export function createDemoCommand(terminal: Terminal): Command {
  return new Command('demo')
    .description('Start five source systems and a gateway over them, all on this machine.')
    .option('--data <dir>', 'folder of the Northwind CSV files to show in place of generated data')
    .option(
      '--port <number>',
      'port of the gateway; 0 takes any free one (default: 4000, or a free one when it is taken)',
    )
    .option('--seed <number>', 'which generated customers to show', toSeed)
    .option('--json', 'print one line of JSON when ready, and nothing else')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('./run-demo.ts');
      await runDemo(terminal, flags);
    });
}

function toSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A seed is a whole number.');
}
