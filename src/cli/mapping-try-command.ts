import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { AppError, setupInvalid } from '../errors.ts';
import type { MappingTrial } from '../mapping/authoring/try-mapping.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { MappingFiles } from './load-mapping-files.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 mapping try erp/order                                  its first example
  $ c360 mapping try erp/order --example "an unknown status"
  $ c360 mapping try erp/order --row row.json                   a row of your own; - reads standard input
  $ c360 try erp Customer --keys 0000100001 --rows --json | jq .rows[0].row | c360 mapping try erp/customer --row -

Exit code 1 when the row could not be mapped.`;

interface TryFlags {
  readonly row?: string;
  readonly example?: string;
  readonly json?: true;
}

interface Input {
  readonly row: unknown;
  readonly bindings: Readonly<Record<string, unknown>>;
}

export function createMappingTryCommand(terminal: Terminal): Command {
  return new Command('try')
    .description('Map one row and show what it becomes, what was refused, and how long it takes.')
    .argument('<mapping>', 'source/mapping or a path')
    .option('--row <file>', 'JSON file with the row, - for standard input; bindings are those of the first example')
    .option('--example <name>', 'the row of this example')
    .option('--json', 'value, problems and times in microseconds, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, { row, example, json }: TryFlags) => {
      const { loadSettings } = await import('./load-setup.ts');
      const { loadMappingFiles } = await import('./load-mapping-files.ts');
      const { tryMapping } = await import('../mapping/authoring/try-mapping.ts');
      const files = loadMappingFiles(name, loadSettings().mappingsDir);
      const input = row === undefined ? toExampleInput(files, example) : toOwnInput(files, row);
      const trial = tryMapping(files.mapping, input.row, input.bindings);
      if (json) terminal.print(JSON.stringify(trial, null, 2));
      else printTrial(terminal, trial);
      if (trial.value === undefined) process.exitCode = EXIT_CODE.failed;
    });
}

function toExampleInput({ examples, examplesFile }: MappingFiles, name: string | undefined): Input {
  const found = name === undefined ? examples[0] : examples.find((each) => each.name === name);
  if (found) return { row: found.in, bindings: found.bindings };
  const message = name === undefined ? 'has no examples' : `has no example "${name}"`;
  const hint =
    examples.length > 0 ? `it has: ${examples.map((each) => each.name).join('; ')}` : 'give a row with --row';
  throw setupInvalid([{ file: examplesFile, message, hint }]);
}

function toOwnInput({ examples }: MappingFiles, file: string): Input {
  return { row: readJson(file), bindings: examples[0]?.bindings ?? {} };
}

/** Neither Node's words nor the parser's are shown: they quote what they read. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'));
  } catch {
    throw new AppError('BAD_REQUEST', { message: `${file}: is no JSON file that can be read` });
  }
}

function printTrial(terminal: Terminal, { value, problems, timings }: MappingTrial): void {
  if (value !== undefined) terminal.print(JSON.stringify(value, null, 2));
  for (const problem of problems) terminal.print(terminal.style('yellow', `problem ${JSON.stringify(problem)}`));
  const [first, median] = [timings.firstUs, timings.medianUs].map((us) => us.toFixed(us < 10 ? 1 : 0));
  terminal.tell(`first run ${first} µs, then ${median} µs (median of ${timings.runs})`);
}
