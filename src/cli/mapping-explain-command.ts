import { Command } from 'commander';
import type { FieldExplanation } from '../mapping/authoring/explain-mapping.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 mapping explain erp/order
  $ c360 mapping explain erp/order total               only what fills total and the fields within
  $ c360 mapping explain erp/order --json | jq '.[] | select(.reads | index("NetAmount"))'`;

export function createExplainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .description('Which expression fills each field, from which fields of the row, with which functions.')
    .argument('<mapping>', 'source/mapping or a path')
    .argument('[field]', 'only this field and those within it')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, field: string | undefined, { json }: { json?: true }) => {
      const { loadSettings } = await import('./load-setup.ts');
      const { loadMappingFiles } = await import('./load-mapping-files.ts');
      const { explainMapping } = await import('../mapping/authoring/explain-mapping.ts');
      const { mapping } = loadMappingFiles(name, loadSettings().mappingsDir);
      const fields = explainMapping(mapping).filter(({ target }) => field === undefined || isWithin(target, field));
      if (json) terminal.print(JSON.stringify(fields, null, 2));
      else for (const each of fields) printField(terminal, mapping.file, each);
      if (fields.length > 0) return;
      terminal.tell(`${mapping.file} fills no field ${field ?? ''}`.trim());
      process.exitCode = EXIT_CODE.failed;
    });
}

function isWithin(target: string, field: string): boolean {
  return target === field || target.startsWith(`${field}.`) || target.startsWith(`${field}[`);
}

function printField(
  terminal: Terminal,
  file: string,
  { target, expression, line, column, reads, calls }: FieldExplanation,
) {
  terminal.print(`${terminal.style('bold', target)}  ${file}:${line}:${column}`);
  terminal.print(`  ${expression.replaceAll(/\s+/g, ' ')}`);
  if (reads.length > 0) terminal.print(`  reads ${reads.join(', ')}`);
  if (calls.length > 0) terminal.print(`  calls ${calls.map((name) => `$${name}`).join(', ')}`);
}
