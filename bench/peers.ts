/** `npm run bench:peers`: this gateway beside others over the same five mock sources; see bench/README.md. */
import { parseArgs } from 'node:util';
import { canPin } from './gateway/child-process.ts';
import { createProgress } from './gateway/progress.ts';
import { differenceFromTruth } from './peers/check-answers.ts';
import { startField, type Absent, type Contender, type Field } from './peers/field.ts';
import { installPeers } from './peers/install-peers.ts';
import { measure, startLoadGenerator, type LoadGenerator, type Measurement } from './peers/measure.ts';
import { PEERS, type Peer } from './peers/peer-list.ts';
import { QUERY_NAMES, toQuestions, type QueryName } from './peers/questions.ts';
import { toLines, toTable } from './peers/report.ts';

const HELP = `npm run bench:peers -- [options]

This gateway beside others over the same five mock sources: 1,000 customers, about 5 orders each, 3 lines an order,
200 products. The others are installed into bench/peers/node_modules first. Answers are compared with the truth before
anything is timed; contenders take turns.

  --rounds <n>          how often each measurement is repeated, in turns (default 3)
  --seconds <n>         how long each measurement takes; slow answers are awaited (default 3)
  --warm-up <n>         seconds of load on each contender and query before anything counts (default 3)
  --connections <list>  how many ask at the same time (default 1,32,128)
  --latency <list>      milliseconds that a source takes to answer (default 0,20)
  --queries <list>      which queries (default Q1,Q2,Q3,Q4)
  --only <list>         which contenders; the one they are compared with is always there
  --quick               one round of a second at 32 connections, without latency: a look, no result
  --list                the contenders
  --json                the figures as JSON
  --help                this text

How to read the figures: bench/README.md`;

interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly connections: readonly number[];
  readonly latenciesMs: readonly number[];
  readonly queries: readonly QueryName[];
}

interface Task {
  readonly query: QueryName;
  readonly latencyMs: number;
  readonly connections: number;
  readonly contender: Contender;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,32,128' },
    latency: { type: 'string', default: '0,20' },
    queries: { type: 'string', default: QUERY_NAMES.join(',') },
    only: { type: 'string', default: PEERS.map(({ name }) => name).join(',') },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else if (values.list) for (const { name, title } of PEERS) console.log(`${name.padEnd(20)} ${title}`);
else await run(toPlan(), toPeers(values.only));

async function run(plan: Plan, peers: readonly Peer[]): Promise<void> {
  await installPeers();
  const field = await startField(peers, (what) => process.stderr.write(`starting ${what}\n`));
  const load = await startLoadGenerator();
  try {
    const { contenders, wrong } = await keepTruthful(field, plan.queries);
    const absent = [...field.absent, ...wrong];
    const lines = toLines(await measureAll({ ...field, contenders }, plan, load));
    const report = { node: process.version, pinned: canPin, ...plan, lines, absent: absent.map(toAbsence) };
    console.log(values.json ? JSON.stringify(report, null, 2) : toTable(lines, absent));
  } finally {
    await load.stop();
    await field.stop();
  }
}

/** Contenders that answer the truth; a wrong answer is a reason not to be timed. */
async function keepTruthful(
  { contenders, customers }: Field,
  queries: readonly QueryName[],
): Promise<{ contenders: Contender[]; wrong: Absent[] }> {
  const truthful: Contender[] = [];
  const wrong: Absent[] = [];
  for (const contender of contenders) {
    const reason = await findFault(contender, queries, customers);
    if (reason === undefined) truthful.push(contender);
    else wrong.push({ peer: contender.peer, reason });
  }
  return { contenders: truthful, wrong };
}

async function findFault(
  contender: Contender,
  queries: readonly QueryName[],
  customers: Field['customers'],
): Promise<string | undefined> {
  try {
    for (const query of queries) {
      const difference = await differenceFromTruth(contender, query, customers);
      if (difference !== undefined) return `${query}: ${difference}`;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function measureAll({ contenders, customers, sources }: Field, plan: Plan, load: LoadGenerator) {
  const bodies = new Map<Contender, Map<QueryName, string[]>>(
    contenders.map((contender) => [
      contender,
      new Map(
        plan.queries.map((query) => [
          query,
          toQuestions(query, contender.peer.dialect, customers).map(({ question }) => JSON.stringify(question)),
        ]),
      ),
    ]),
  );
  const bodiesOf = (contender: Contender, query: QueryName) => bodies.get(contender)?.get(query) ?? [];
  const tasks = toTasks(contenders, plan);
  const progress = createProgress(tasks.length * plan.rounds + contenders.length * plan.queries.length);
  for (const contender of contenders) {
    for (const query of plan.queries) {
      progress.step(`warming up: ${contender.peer.name}, ${query}`);
      const stretch = { bodies: bodiesOf(contender, query), connections: 8, seconds: plan.warmUpSeconds };
      await measure(contender, stretch, { load, sources });
    }
  }
  const results = new Map<Task, Measurement[]>(tasks.map((task) => [task, []]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    for (const [task, measured] of results) {
      const { query, latencyMs, connections, contender } = task;
      progress.step(`round ${round}: ${contender.peer.name}, ${query}, ${connections} connections, ${latencyMs} ms`);
      await sources.behave({ latencyMs });
      const stretch = { bodies: bodiesOf(contender, query), connections, seconds: plan.seconds };
      measured.push(await measure(contender, stretch, { load, sources }));
    }
  }
  progress.end();
  return [...results].map(([{ contender, ...place }, rounds]) => ({
    ...place,
    contender: contender.peer.name,
    rounds,
  }));
}

/** Contenders next to one another for each load, so that a slow minute of the machine hits all of them. */
function toTasks(contenders: readonly Contender[], { queries, latenciesMs, connections }: Plan): Task[] {
  return queries.flatMap((query) =>
    latenciesMs
      // Q4 asks no source.
      .filter((_latency, index) => query !== 'Q4' || index === 0)
      .flatMap((latencyMs) =>
        connections.flatMap((count) =>
          contenders.map((contender) => ({ query, latencyMs, connections: count, contender })),
        ),
      ),
  );
}

function toAbsence({ peer: { name, title }, reason }: Absent) {
  return { name, title, reason };
}

function toPlan(): Plan {
  const queries = values.queries.split(',').map((name) => {
    const query = QUERY_NAMES.find((known) => known === name);
    if (query === undefined) throw new Error(`there is no query ${name}; right: ${QUERY_NAMES.join(', ')}`);
    return query;
  });
  if (values.quick) return { rounds: 1, seconds: 1, warmUpSeconds: 1, connections: [32], latenciesMs: [0], queries };
  return {
    rounds: toNumber(values.rounds),
    seconds: toNumber(values.seconds),
    warmUpSeconds: toNumber(values['warm-up']),
    connections: values.connections.split(',').map(toNumber),
    latenciesMs: values.latency.split(',').map(toNumber),
    queries,
  };
}

function toPeers(only: string): Peer[] {
  const names = only.split(',');
  const unknown = names.filter((name) => !PEERS.some((peer) => peer.name === name));
  if (unknown.length > 0) throw new Error(`there is no contender ${unknown.join(', ')}; --list names them`);
  return PEERS.filter(({ name }, index) => index === 0 || names.includes(name));
}

function toNumber(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`expected a number, got ${text}`);
}
