import { Command } from 'commander';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 config
  $ c360 config --json | jq .limits

Secrets and addresses that may hold a password show as [redacted].`;

export function createConfigCommand(terminal: Terminal): Command {
  return new Command('config')
    .description('Show every setting as it applies here, from options, environment, file and defaults.')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { json?: true }) => {
      const { SETTINGS } = await import('../config/setting-list.ts');
      const { loadSettings } = await import('./load-setup.ts');
      const config = loadSettings();
      if (json) {
        terminal.print(JSON.stringify(config, null, 2));
        return;
      }
      for (const { path, variable } of SETTINGS) {
        const value = path.reduce<unknown>(
          (inner, name) => Object.entries(inner ?? {}).find(([key]) => key === name)?.[1],
          config,
        );
        terminal.print(`${path.join('.').padEnd(22)} ${toText(value).padEnd(34)} ${variable}`);
      }
    });
}

function toText(value: unknown): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}
