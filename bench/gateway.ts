/** `npm run bench`: the gateway beside one written by hand, over the same five source systems; see bench/README.md. */
import { parseArgs } from 'node:util';
import { checkAnswers } from './gateway/check-answers.ts';
import { startField, type Contender, type Field } from './gateway/contenders.ts';
import { callsPerQuestion, measure, type Measurement } from './gateway/measure.ts';
import { createProgress } from './gateway/progress.ts';
import { toLines, toTable, type Cell } from './gateway/report.ts';
import { createWorkloads, type Workload } from './gateway/workloads.ts';

const HELP = `npm run bench -- [options]

The gateway, with and without its cache, beside a gateway written by hand with Apollo Server, DataLoader, axios and
jsonata. Same source systems, same questions; the answers are checked to be equal before anything is timed.

  --rounds <n>    how often each measurement is repeated, in turns (default 3)
  --seconds <n>   about how long each measurement takes; slow ones take longer (default 2)
  --json          the same figures as JSON
  --help          this text

How to read the figures: bench/README.md`;

const WARM_UP_CONNECTIONS = 4;
/** Each connection asks this often at the least. */
const LEAST_PER_CONNECTION = 2;

interface Plan {
  readonly rounds: number;
  readonly seconds: number;
}

interface Task {
  readonly workload: Workload;
  readonly connections: number;
  readonly contender: Contender;
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
  try {
    const lines = toLines(await measureAll(field, plan));
    console.log(asJson ? JSON.stringify({ node: process.version, ...plan, lines }, null, 2) : toTable(lines));
  } finally {
    await field.stop();
  }
}

async function measureAll({ contenders, sources, customerIds }: Field, { rounds, seconds }: Plan): Promise<Cell[]> {
  const workloads = createWorkloads(customerIds);
  await checkAnswers(contenders, workloads);
  const tasks = workloads.flatMap((workload) =>
    workload.connections.flatMap((connections) =>
      contenders.map((contender) => ({ workload, connections, contender })),
    ),
  );
  const progress = createProgress(tasks.length * rounds + workloads.length * contenders.length);
  const sourceCalls = new Map<string, number>();
  const rates = new Map<string, number>();
  for (const { workload, contender } of tasks.filter(({ connections }) => connections === 1)) {
    progress.step(`warming up: ${contender.name}, ${workload.name}`);
    const { requestsPerSecond } = await measure(contender, {
      ...workload,
      connections: WARM_UP_CONNECTIONS,
      amount: workload.warmUp,
    });
    rates.set(toName({ workload, contender }), requestsPerSecond);
    sourceCalls.set(toName({ workload, contender }), await callsPerQuestion(contender, workload.questions, sources));
  }
  const measured = new Map<Task, Measurement[]>(tasks.map((task) => [task, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [task, results] of measured) {
      const { workload, connections, contender } = task;
      progress.step(`round ${round}: ${contender.name}, ${workload.name}, ${connections} connections`);
      const amount = Math.max(LEAST_PER_CONNECTION * connections, Math.ceil((rates.get(toName(task)) ?? 1) * seconds));
      results.push(await measure(contender, { ...workload, connections, amount }));
    }
  }
  progress.end();
  return tasks.map((task) => ({
    workload: task.workload.name,
    connections: task.connections,
    contender: task.contender.name,
    sourceCalls: sourceCalls.get(toName(task)) ?? Number.NaN,
    rounds: measured.get(task) ?? [],
  }));
}

function toName({ workload, contender }: Pick<Task, 'workload' | 'contender'>): string {
  return `${contender.name}: ${workload.name}`;
}

function toCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`expected a whole number above 0, got ${text}`);
}
