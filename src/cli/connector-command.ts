import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 connector new helpdesk
  $ c360 check helpdesk --no-env            right as it stands; then make it yours
  $ c360 mapping test helpdesk/customer

docs/source-team.md goes on from there.`;

export function createConnectorCommand(terminal: Terminal): Command {
  const connector = new Command('connector').description('Begin a connector.').addHelpText('after', EXAMPLES);
  connector.addCommand(createNewCommand(terminal));
  return connector;
}

function createNewCommand(terminal: Terminal): Command {
  return new Command('new')
    .description('Write a connector to begin with: manifest, README, mapping and examples.')
    .argument('<name>', 'of the source: lower-case letters, digits and -')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => {
      const { writeConnector } = await import('./write-connector.ts');
      const { loadSettings } = await import('./load-setup.ts');
      for (const file of writeConnector(name, loadSettings())) terminal.print(file);
      terminal.tell(`Right as it stands: c360 check ${name} --no-env`);
    });
}
