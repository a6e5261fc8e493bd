import { Command } from 'commander';
import type { App } from '../app.ts';
import { Secret } from '../config/secret.ts';
import { EXIT_CODE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ c360 try erp Customer --keys 0000100001
  $ c360 try inventory Product.stock --keys TW-1013,TW-1023 --rows
  $ c360 try finance Customer.invoices --keys 33007c37-… --json

Calls the source for real, past the cache, and shows personal data as the source has it. Exit code 1 when a key failed.`;

interface TryFlags {
  readonly keys: string;
  readonly rows?: true;
  readonly json?: true;
}

type Trial = Awaited<ReturnType<App['tryCoordinate']>>;

export function createTryCommand(terminal: Terminal): Command {
  return new Command('try')
    .description('Read one coordinate of one source and show what each row becomes.')
    .argument('<source>', 'a connector’s folder name')
    .argument('<coordinate>', 'a type or Type.field of the graph, e.g. Customer or Customer.orders')
    .requiredOption('--keys <list>', 'what to ask for, separated by commas')
    .option('--rows', 'also the rows as the source sent them')
    .option('--json', 'everything, as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (source: string, coordinate: string, { keys, rows, json }: TryFlags) => {
      const trial = await tryOnce({ source, coordinate, keys: keys.split(',').map((key) => key.trim()) });
      if (json) terminal.print(JSON.stringify(trial, null, 2));
      else printTrial(terminal, trial, { withRows: rows === true });
      if (trial.keys.some(({ status }) => status === 'failed')) process.exitCode = EXIT_CODE.failed;
    });
}

/** Keeps nothing, and asks for the variables of this connector only: whoever tries a mapping has no use for more. */
async function tryOnce(request: Parameters<App['tryCoordinate']>[0]): Promise<Trial> {
  const { loadSetup } = await import('./load-setup.ts');
  const { config, logger } = loadSetup();
  const { createApp } = await import('../app.ts');
  const storeUrl = new Secret('sqlite::memory:');
  const app = await createApp({
    config: { ...config, storeUrl, redisUrl: undefined },
    logger,
    env: process.env,
    only: [request.source],
  });
  try {
    return await app.tryCoordinate(request);
  } finally {
    await app.stop();
  }
}

function printTrial(
  terminal: Terminal,
  { route, by, durationMs, rows, keys }: Trial,
  { withRows }: { withRows: boolean },
) {
  terminal.tell(`${route}: ${keys.length} keys (${by}), ${rows.length} rows in ${Math.round(durationMs)} ms`);
  for (const { key, status, value, code, problems } of keys) {
    terminal.print(terminal.style('bold', `${key}: ${status}${code === undefined ? '' : ` ${code}`}`));
    for (const { row } of withRows ? rows.filter((candidate) => candidate.key === key) : []) {
      terminal.print(`row ${JSON.stringify(row, null, 2)}`);
    }
    if (value !== undefined) terminal.print(JSON.stringify(value, null, 2));
    for (const problem of problems) terminal.print(terminal.style('yellow', `problem ${JSON.stringify(problem)}`));
  }
}
