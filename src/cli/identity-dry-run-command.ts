import { Command } from 'commander';
import type { DryRun } from '../identity/dry-run.ts';
import type { Terminal } from './terminal.ts';
import { withIdentity } from './with-identity.ts';

const EXAMPLES = `
Examples:
  $ c360 identity dry-run --config stricter.yaml
  $ c360 identity dry-run --config stricter.yaml --json | jq .merged

The file holds the settings that differ, for example:
  kinds:
    PERSON: { linkBits: 7 }
  uniqueIdentifiers:
    - { type: TAX_ID, maxRecords: 30, guard: NOT_CONTRADICTED }
  maxClusterSize: 40

Others: blockedValues, sharedMailboxes, maxBlockSize, guardSharedPremises, and reviewBits and minAverageBits of each kind.`;

export function createDryRunCommand(terminal: Terminal): Command {
  return new Command('dry-run')
    .description('Which customers other matching settings would merge, split or change; changes nothing.')
    .requiredOption('--config <file>', 'YAML with the settings that differ')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ config, json }: { config: string; json?: true }) => {
      const { loadMatchingConfig } = await import('./load-matching-config.ts');
      const matching = loadMatchingConfig(config);
      const found = await withIdentity((identity) => identity.dryRun(matching));
      if (json) terminal.print(JSON.stringify(found, null, 2));
      else printDryRun(terminal, found);
    });
}

function printDryRun(terminal: Terminal, found: DryRun): void {
  const { customersBefore, customersAfter, merged, split, quarantined, samples } = found;
  terminal.print(`${customersBefore} customers would be ${customersAfter}: ${merged} merged away, ${split} split`);
  terminal.print(`${quarantined} pairs would await a ruling`);
  for (const { before, after } of samples) terminal.print(`  ${toGroups(before)}  ->  ${toGroups(after)}`);
}

/** `{erp:1 scm:2} {finance:3}` */
function toGroups(groups: readonly (readonly string[])[]): string {
  return groups.map((keys) => `{${keys.join(' ')}}`).join(' ');
}
