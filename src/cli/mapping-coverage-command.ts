import { Command } from 'commander';
import type { Coverage } from '../mapping/authoring/coverage-of.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 mapping coverage erp/order
  $ c360 mapping coverage erp/order --as Customer.orders
  $ c360 mapping coverage erp/order --json | jq .dropped

Judges by the rows of the mapping's examples: a field that no example has is not seen.`;

interface CoverageFlags {
  readonly as?: string;
  readonly json?: true;
}

export function createCoverageCommand(terminal: Terminal): Command {
  return new Command('coverage')
    .description(
      'What of its examples’ rows a mapping drops, which fields it leaves empty, where it may lose something.',
    )
    .argument('<mapping>', 'source/mapping or a path')
    .option('--as <coordinate>', 'a type or Type.field of the graph whose empty fields to show, e.g. Customer')
    .option('--json', 'as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, { as, json }: CoverageFlags) => {
      const { loadSettings } = await import('./load-setup.ts');
      const { loadMappingFiles } = await import('./load-mapping-files.ts');
      const { coverageOf } = await import('../mapping/authoring/coverage-of.ts');
      const { targetFieldsOf } = await import('./target-fields-of.ts');
      const { mapping, examples } = loadMappingFiles(name, loadSettings().mappingsDir);
      const coverage = coverageOf(
        mapping,
        examples.map((example) => example.in),
        { targetFields: as === undefined ? [] : targetFieldsOf(as), bindings: examples[0]?.bindings ?? {} },
      );
      if (json) terminal.print(JSON.stringify(coverage, null, 2));
      else printCoverage(terminal, coverage);
    });
}

function printCoverage(terminal: Terminal, { rows, dropped, unfilled, filled, lossy }: Coverage): void {
  const heading = (text: string) => terminal.print(terminal.style('bold', text));
  heading(`filled, of ${rows} rows`);
  for (const each of filled) terminal.print(`  ${each.path.padEnd(32)} ${each.rows}`);
  heading('dropped: in the rows, and never read');
  for (const each of dropped) terminal.print(`  ${each.path.padEnd(32)} ${each.rows}`);
  if (unfilled.length > 0) heading('left empty');
  for (const field of unfilled) terminal.print(`  ${field}`);
  if (lossy.length > 0) heading('may lose something');
  for (const { line, column, operation, target, reason } of lossy) {
    terminal.print(`  ${line}:${column} ${operation}${target ? ` in ${target}` : ''}: ${reason}`);
  }
}
