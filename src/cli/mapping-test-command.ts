import { readdirSync } from 'node:fs';
import { Command } from 'commander';
import type { ExampleOutcome } from '../mapping/run-examples.ts';
import { EXIT_CODE } from './exit-code.ts';
import { reportFailure } from './report-failure.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 mapping test                       every mapping there is
  $ c360 mapping test erp/order --watch     one, again after every save; Ctrl-C ends it
  $ c360 mapping test --json | jq '.[] | select(.differences != [])'

Exit code 1 when an example does not hold, 2 when a file cannot be read as what it should be.`;

interface TestFlags {
  readonly watch?: true;
  readonly json?: true;
}

/** One example of one mapping. */
interface Result {
  readonly file: string;
  readonly line: number;
  readonly example: string;
  readonly differences: readonly string[];
}

export function createMappingTestCommand(terminal: Terminal): Command {
  return new Command('test')
    .description('Run mappings on their examples and show every difference.')
    .argument('[mapping...]', 'source/mapping or a path; all when left out')
    .option('--watch', 'run again whenever a file of the mappings changes')
    .option('--json', 'every example with its differences, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], { watch, json }: TestFlags) => {
      const { loadSettings } = await import('./load-setup.ts');
      const { mappingsDir } = loadSettings();
      const { loadMappingFiles } = await import('./load-mapping-files.ts');
      const { runExamples } = await import('../mapping/run-examples.ts');
      const runAll = (): Result[] =>
        (names.length > 0 ? names : listMappings(mappingsDir)).flatMap((name) => {
          const { mapping, examples, examplesFile } = loadMappingFiles(name, mappingsDir);
          return runExamples(mapping, examples).map((outcome) => toResult(examplesFile, outcome));
        });
      if (!watch) return finish(terminal, runAll(), json === true);
      const { watchFolder } = await import('./watch-folder.ts');
      return watchFolder(mappingsDir, () => showOnce(terminal, runAll));
    });
}

function listMappings(mappingsDir: string): string[] {
  const files = readdirSync(mappingsDir, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.jsonata'))
    .map((name) => name.replace(/\.jsonata$/, ''))
    .toSorted();
}

function toResult(file: string, { example, differences }: ExampleOutcome): Result {
  return { file, line: example.line, example: example.name, differences };
}

function finish(terminal: Terminal, results: readonly Result[], json: boolean): void {
  if (json) terminal.print(JSON.stringify(results, null, 2));
  else printResults(terminal, results);
  if (results.some(({ differences }) => differences.length > 0)) process.exitCode = EXIT_CODE.failed;
}

/** While somebody is typing, a file that cannot be read is one more thing to show. */
function showOnce(terminal: Terminal, runAll: () => Result[]): void {
  try {
    printResults(terminal, runAll());
  } catch (error) {
    reportFailure(error, terminal);
  }
}

function printResults(terminal: Terminal, results: readonly Result[]): void {
  const failed = results.filter(({ differences }) => differences.length > 0);
  for (const { file, line, example, differences } of failed) {
    terminal.print(terminal.style('bold', `${file}:${line}: ${example}`));
    for (const difference of differences) terminal.print(terminal.style('red', `  ${difference}`));
  }
  terminal.tell(`${results.length - failed.length} of ${results.length} examples hold.`);
}
