/** `npm run bench:peers`: this gateway beside others over the same five mock sources; see bench/README.md. */
import { parseArgs } from 'node:util';
import { canPin } from './gateway/child-process.ts';
import { startLoadGenerator, type LoadGenerator } from './gateway/measure.ts';
import { toLines, toTable } from './gateway/report.ts';
import { takeTurns, type Turn } from './gateway/take-turns.ts';
import { toTopFunctions } from './gateway/top-functions.ts';
import { differenceFromTruth } from './peers/check-answers.ts';
import { startField, type Absent, type Contender, type Field } from './peers/field.ts';
import { installPeers } from './peers/install-peers.ts';
import { PEERS, REFERENCE, type Peer } from './peers/peer-list.ts';
import { QUERY_NAMES, toQuestions, type QueryName } from './peers/questions.ts';

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
  --profile <folder>    a CPU profile of each of this gateway's processes there, and the dearest functions at the end;
                        costs some of what it measures
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

const WARM_UP_CONNECTIONS = 8;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '3' },
    connections: { type: 'string', default: '1,32,128' },
    latency: { type: 'string', default: '0,20' },
    queries: { type: 'string', default: QUERY_NAMES.join(',') },
    only: { type: 'string', default: PEERS.map(({ name }) => name).join(',') },
    profile: { type: 'string' },
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
  const nodeOptions = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const field = await startField(peers, { onStep: (what) => process.stderr.write(`starting ${what}\n`), nodeOptions });
  const load = await startLoadGenerator();
  try {
    const { contenders, wrong } = await keepTruthful(field, plan.queries);
    const absent = [...field.absent, ...wrong];
    const lines = toLines(await measureAll({ ...field, contenders }, plan, load), REFERENCE);
    const report = { node: process.version, pinned: canPin, ...plan, lines, absent: absent.map(toAbsence) };
    console.log(values.json ? JSON.stringify(report, null, 2) : toTable(lines, toTitle));
    if (!values.json) for (const { peer, reason } of absent) console.log(`\n${peer.name}: not measured: ${reason}`);
  } finally {
    await load.stop();
    await field.stop();
  }
  if (values.profile !== undefined) console.log(`\n${toTopFunctions(values.profile)}`);
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

interface Load {
  readonly query: QueryName;
  readonly latencyMs: number;
  readonly connections: number;
}

/** Contenders next to one another for each load. */
async function measureAll({ contenders, customers, sources }: Field, plan: Plan, generator: LoadGenerator) {
  const bodies = new Map(
    contenders.flatMap(({ name, peer }) =>
      plan.queries.map((query) => [
        `${name} ${query}`,
        toQuestions(query, peer.dialect, customers).map(({ question }) => JSON.stringify(question)),
      ]),
    ),
  );
  const toTurn = (contender: Contender, load: Load, seconds: number): Turn<Load> => ({
    load,
    contender,
    title: toTitle(load),
    stretch: {
      bodies: bodies.get(`${contender.name} ${load.query}`) ?? [],
      connections: load.connections,
      seconds,
    },
  });
  return takeTurns({
    warmUps: contenders.flatMap((contender) =>
      plan.queries.map((query) =>
        toTurn(contender, { query, latencyMs: 0, connections: WARM_UP_CONNECTIONS }, plan.warmUpSeconds),
      ),
    ),
    turns: toLoads(plan).flatMap((load) => contenders.map((contender) => toTurn(contender, load, plan.seconds))),
    rounds: plan.rounds,
    generator,
    sources,
    prepare: ({ latencyMs }) => sources.behave({ latencyMs }),
  });
}

function toLoads({ queries, latenciesMs, connections }: Plan): Load[] {
  return queries.flatMap((query) =>
    latenciesMs
      // Q4 asks no source.
      .filter((_latency, index) => query !== 'Q4' || index === 0)
      .flatMap((latencyMs) => connections.map((count) => ({ query, latencyMs, connections: count }))),
  );
}

function toTitle({ query, latencyMs, connections }: Load): string {
  return `${query}, ${connections} connections, sources take ${latencyMs} ms`;
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
