/** `npm run bench`: the gateway beside one written by hand, over the same five source systems; see bench/README.md. */
import { parseArgs } from 'node:util';
import { checkAnswers } from './gateway/check-answers.ts';
import { REFERENCE, startField, type Field } from './gateway/contenders.ts';
import { startLoadGenerator, type LoadGenerator } from './gateway/measure.ts';
import { toLines, toTable, type Cell } from './gateway/report.ts';
import { takeTurns } from './gateway/take-turns.ts';
import { createWorkloads } from './gateway/workloads.ts';

const HELP = `npm run bench -- [options]

The gateway, with and without its cache, beside a gateway written by hand with Apollo Server, DataLoader, axios and
jsonata. Same source systems, same questions; the answers are checked to be equal before anything is timed.

  --rounds <n>    how often each measurement is repeated, in turns (default 3)
  --seconds <n>   how long each measurement takes; slow answers are awaited (default 2)
  --json          the same figures as JSON
  --help          this text

How to read the figures: bench/README.md`;

const WARM_UP_CONNECTIONS = 4;
/** The demo systems send some flawed rows, as real ones do; nothing else may be wrong with an answer. */
const TOLERATED = 'SOURCE_BAD_DATA';

interface Plan {
  readonly rounds: number;
  readonly seconds: number;
}

interface Load {
  readonly workload: string;
  readonly connections: number;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else await run({ rounds: toCount(values.rounds), seconds: toCount(values.seconds) }, values.json);

async function run(plan: Plan, asJson: boolean): Promise<void> {
  process.stderr.write('Starting five source systems and three gateways …\n');
  const field = await startField();
  const generator = await startLoadGenerator();
  try {
    const lines = toLines(await measureAll(field, plan, generator), REFERENCE);
    const failed = lines.find((line) => line.failed > 0);
    if (failed !== undefined) throw new Error(`${failed.contender}: ${failed.failed} failed: ${failed.failure}`);
    console.log(asJson ? JSON.stringify({ node: process.version, ...plan, lines }, null, 2) : toTable(lines, toTitle));
  } finally {
    await generator.stop();
    await field.stop();
  }
}

async function measureAll(field: Field, { rounds, seconds }: Plan, generator: LoadGenerator): Promise<Cell<Load>[]> {
  const { contenders, sources, customerIds } = field;
  const workloads = createWorkloads(customerIds);
  await checkAnswers(contenders, workloads);
  const toTurns = (connectionsOf: (workload: (typeof workloads)[number]) => readonly number[]) =>
    workloads.flatMap((workload) => {
      const bodies = workload.questions.map((question) => JSON.stringify(question));
      return connectionsOf(workload).flatMap((connections) => {
        const load = { workload: workload.name, connections };
        const stretch = { bodies, connections, seconds, tolerated: TOLERATED };
        return contenders.map((contender) => ({ load, contender, stretch, title: toTitle(load) }));
      });
    });
  return takeTurns({
    warmUps: toTurns(() => [WARM_UP_CONNECTIONS]),
    turns: toTurns(({ connections }) => connections),
    rounds,
    generator,
    sources,
  });
}

function toTitle({ workload, connections }: Load): string {
  return `${workload}, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
}

function toCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`expected a whole number above 0, got ${text}`);
}
