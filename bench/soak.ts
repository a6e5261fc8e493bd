/** `npm run soak`: this gateway under steady load for long, over sources that fail at random; every answer is checked. */
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LOAD_CORE, residentMegabytes, startChild } from './gateway/child-process.ts';
import { median } from './gateway/table.ts';
import { measure, startLoadGenerator } from './gateway/measure.ts';
import { toQuestions, type QueryName } from './peers/questions.ts';
import { startOwnField, type OwnField } from './peers/start-own-field.ts';
import type { SoakCount, SoakOrder } from './soak-load.ts';

const HELP = `npm run soak -- [options]

This gateway for long at a share of the load it can take, over five mock sources that fail at random: error statuses,
broken answers, broken connections, silence. Some askers go away before they are answered. Fails when memory grows, a
request gets stuck, or an answer is neither the truth nor owns up, in its errors, to what is missing.

  --minutes <n>      how long (default 30)
  --load <share>     of the most it can take, which is measured first (default 0.7)
  --per-second <n>   so many questions a second instead
  --failing <share>  of the calls to sources (default 0.03)
  --leaving <share>  of the askers (default 0.01)
  --cached           with the cache settings of its connectors
  --json             the outcome as JSON
  --help             this text`;

const CONNECTIONS = 128;
const TOP_SECONDS = 10;
const SAMPLE_MS = 5_000;
const SOURCE_TIMEOUT_MS = 1_000;
/** More than the gateway's own limit for a request. */
const STUCK_MS = 20_000;
const SETTINGS = { C360_REQUEST_TIMEOUT_MS: '10000' };
/** Memory settles in the first fifth; what comes after must be flat. */
const WARM_UP_SHARE = 0.2;
const MOST_GROWTH = 0.05;
/** Of 100 questions. */
const MIX: readonly (readonly [QueryName, number])[] = [
  ['Q1', 60],
  ['Q2', 38],
  ['Q3', 2],
];

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    load: { type: 'string', default: '0.7' },
    'per-second': { type: 'string' },
    failing: { type: 'string', default: '0.03' },
    leaving: { type: 'string', default: '0.01' },
    cached: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const field = await startOwnField({
    customers: 1_000,
    desks: 0,
    keepsCache: values.cached,
    sourceTimeoutMs: SOURCE_TIMEOUT_MS,
    settings: SETTINGS,
  });
  try {
    const asked = toMix(field);
    const perSecond = values['per-second'] === undefined ? await topLoad(field, asked) : Number(values['per-second']);
    await field.sources.behave({ failing: Number(values.failing) });
    return tell(await soak(field, { ...toOrder(field, asked), perSecond }), perSecond);
  } finally {
    await field.stop();
  }
}

/** Questions of each kind in their proportion, well mixed. */
function toMix({ customers }: OwnField): SoakOrder['asked'] {
  const byQuery = MIX.flatMap(([query, share]) => Array.from({ length: share }, () => query));
  const pools = new Map(MIX.map(([query]) => [query, toQuestions(query, 'connections', customers)]));
  return Array.from({ length: customers.length * 2 }, (_asked, index) => {
    // 37 and 100 share no divisor: every kind in turn, far from its like.
    const query = byQuery[(index * 37) % byQuery.length] ?? 'Q1';
    const pool = pools.get(query) ?? [];
    const { numbers, question } = pool[index % pool.length] ?? { numbers: [], question: { query: '' } };
    return { query, numbers, body: JSON.stringify(question) };
  });
}

/** The share of the questions a second that it answers when all ask as fast as they can. */
async function topLoad(field: OwnField, asked: SoakOrder['asked']): Promise<number> {
  const load = await startLoadGenerator();
  try {
    const stretch = { bodies: asked.map(({ body }) => body), connections: CONNECTIONS, seconds: TOP_SECONDS };
    // The first is for warming up.
    await measure(field.gateway, stretch, { load, sources: field.sources });
    const { requestsPerSecond } = await measure(field.gateway, stretch, { load, sources: field.sources });
    process.stderr.write(`it takes ${requestsPerSecond.toFixed(0)} questions a second\n`);
    return requestsPerSecond * Number(values.load);
  } finally {
    await load.stop();
  }
}

function toOrder({ gateway: { url, headers } }: OwnField, asked: SoakOrder['asked']): Omit<SoakOrder, 'perSecond'> {
  return { url, headers, asked, connections: CONNECTIONS, leaving: Number(values.leaving), stuckMs: STUCK_MS };
}

interface Outcome {
  readonly count: SoakCount;
  /** Memory in megabytes, in equal steps. */
  readonly residentMb: readonly number[];
  readonly calls: number;
}

async function soak({ gateway, sources }: OwnField, order: SoakOrder): Promise<Outcome> {
  const asker = await startChild({ args: ['bench/soak-load.ts'], env: process.env, core: LOAD_CORE });
  try {
    const say = async (line: string) => JSON.parse(await asker.exchange(line)) as SoakCount;
    const residentMb: number[] = [];
    await sources.takeCalls();
    await say(JSON.stringify(order));
    for (const endsAt = Date.now() + Number(values.minutes) * 60_000; Date.now() < endsAt;) {
      await setTimeout(SAMPLE_MS);
      const megabytes = residentMegabytes(gateway.pid);
      residentMb.push(megabytes);
      process.stderr.write(`${toLine(await say('count'))}, ${megabytes.toFixed(0)} MB\n`);
    }
    await sources.behave({ failing: 0 });
    const count = await say('end');
    return { count, residentMb, calls: await sources.takeCalls() };
  } finally {
    await asker.stop();
  }
}

function toLine({ whole, partial, left, wrong, stuck, waiting, slowestMs }: SoakCount): string {
  const answers = `${whole} whole, ${partial} with errors, ${left} not waited for, ${wrong} wrong, ${stuck} stuck`;
  return `${answers}, ${waiting} late, slowest ${slowestMs.toFixed(0)} ms`;
}

/** Prints the outcome; whether all is well. */
function tell({ count, residentMb, calls }: Outcome, perSecond: number): boolean {
  const settled = residentMb.slice(Math.floor(residentMb.length * WARM_UP_SHARE));
  const window = Math.max(1, Math.floor(settled.length / 4));
  const [beforeMb, afterMb] = [median(settled.slice(0, window)), median(settled.slice(-window))];
  const growth = afterMb / beforeMb - 1;
  const isFlat = Number.isNaN(growth) || growth <= MOST_GROWTH;
  const isWell = isFlat && count.wrong === 0 && count.stuck === 0;
  const outcome = { isWell, perSecond, minutes: Number(values.minutes), calls, ...count, beforeMb, afterMb, growth };
  console.log(values.json ? JSON.stringify(outcome, null, 2) : toText(outcome));
  return isWell;
}

function toText(outcome: SoakCount & { isWell: boolean; perSecond: number; calls: number } & Memory): string {
  const { codes, lies, calls, perSecond, beforeMb, afterMb, growth, isWell } = outcome;
  const kinds = Object.entries(codes).map(([code, times]) => `${times} ${code}`);
  return [
    `${perSecond.toFixed(0)} questions a second, ${calls} calls to sources, ${Number(values.failing) * 100}% of them failing`,
    toLine(outcome),
    `errors: ${kinds.join(', ') || 'none'}`,
    `memory: ${beforeMb.toFixed(0)} MB after warming up, ${afterMb.toFixed(0)} MB at the end, ${(growth * 100).toFixed(1)}%`,
    ...lies.map((lie) => `wrong: ${lie}`),
    isWell ? 'all is well' : 'NOT well',
  ].join('\n');
}

interface Memory {
  readonly beforeMb: number;
  readonly afterMb: number;
  readonly growth: number;
}
