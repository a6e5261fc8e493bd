/** `npm run bench:scale`: what a request costs with more customers, larger pages, more sources; writes docs/scale.svg. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createProgress } from './gateway/progress.ts';
import { median, toTextTable } from './gateway/table.ts';
import { measure, startLoadGenerator, type LoadGenerator } from './gateway/measure.ts';
import { toPages, toQuestions, type Asked } from './peers/questions.ts';
import { toCharts, type Chart } from './peers/svg-charts.ts';
import { startOwnField, type OwnField } from './peers/start-own-field.ts';

const HELP = `npm run bench:scale -- [options]

What one request costs this gateway, in CPU time, against the number of customers it knows (1,000, 10,000, 100,000), the
customers of a page (10, 50, 200) and the number of sources (5, 10, 20). Nothing is cached. Writes ${svgFile()}.

  --rounds <n>        how often each measurement is repeated (default 3)
  --seconds <n>       how long each measurement takes (default 3)
  --customers <list>  (default 1000,10000,100000)
  --pages <list>      (default 10,50,200)
  --sources <list>    at least 5 (default 5,10,20)
  --out <file>        where the picture goes instead
  --json              the figures as JSON
  --help              this text`;

const USUAL = { customers: 1_000, page: 50, sources: 5 };
const FIVE_SOURCES = 5;
const CONNECTIONS = 8;
const TICKETS = 'interactions(first: 50) { nodes { id subject occurredAt } }';
// A page of 200 is dearer than a gateway allows by default.
const SETTINGS = { C360_LIMITS_MAX_COST: '10000000' };

interface Point {
  readonly chart: string;
  readonly line: string;
  readonly x: number;
  readonly cpuUs: number;
  readonly answerBytes: number;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    customers: { type: 'string', default: '1000,10000,100000' },
    pages: { type: 'string', default: '10,50,200' },
    sources: { type: 'string', default: '5,10,20' },
    out: { type: 'string', default: svgFile() },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const load = await startLoadGenerator();
  try {
    const points = await measureAll(load);
    writeFileSync(values.out, toCharts(toChartList(points)));
    console.log(values.json ? JSON.stringify(points, null, 2) : toTable(points));
    process.stderr.write(`${values.out} written\n`);
  } finally {
    await load.stop();
  }
}

async function measureAll(load: LoadGenerator): Promise<Point[]> {
  const [customers, pages, sources] = [values.customers, values.pages, values.sources].map(toNumbers);
  const progress = createProgress((customers?.length ?? 0) + (sources?.length ?? 0) + 1);
  const points: Point[] = [];
  for (const count of customers ?? []) {
    progress.step(`${count} customers`);
    points.push(...(await withField({ customers: count }, (field) => measureCustomers(field, count, load))));
  }
  progress.step('pages');
  points.push(...(await withField({}, (field) => measurePages(field, pages ?? [], load))));
  for (const count of sources ?? []) {
    progress.step(`${count} sources`);
    points.push(...(await withField({ sources: count }, (field) => measureSources(field, count, load))));
  }
  progress.end();
  return points;
}

async function withField<T>(size: Partial<typeof USUAL>, use: (field: OwnField) => Promise<T>): Promise<T> {
  const { customers, sources } = { ...USUAL, ...size };
  const desks = sources - FIVE_SOURCES;
  const field = await startOwnField({ customers, desks, keepsCache: false, settings: SETTINGS });
  try {
    return await use(field);
  } finally {
    await field.stop();
  }
}

async function measureCustomers(field: OwnField, x: number, load: LoadGenerator): Promise<Point[]> {
  // As many as the smallest field has, from all over, so that the sources' rows fit the same caches of the machine.
  const step = Math.max(1, Math.floor(field.customers.length / USUAL.customers));
  const some = field.customers.filter((_customer, index) => index % step === 0);
  const lines: [string, Asked[]][] = [
    ['one profile', toQuestions('Q1', 'connections', some)],
    ['one 360', toQuestions('Q2', 'connections', some)],
    ['page of 50', toPages(field.customers.slice(0, USUAL.customers), 'connections', USUAL.page)],
  ];
  const points: Point[] = [];
  for (const [line, asked] of lines)
    points.push({ chart: 'customers', line, x, ...(await costOf(field, asked, load)) });
  return points;
}

async function measurePages(field: OwnField, sizes: readonly number[], load: LoadGenerator): Promise<Point[]> {
  const points: Point[] = [];
  for (const x of sizes) {
    const asked = toPages(field.customers, 'connections', x);
    points.push({ chart: 'customers of a page', line: 'page', x, ...(await costOf(field, asked, load)) });
  }
  return points;
}

async function measureSources(field: OwnField, x: number, load: LoadGenerator): Promise<Point[]> {
  const asked = toPages(field.customers, 'connections', USUAL.page, x > FIVE_SOURCES ? TICKETS : '');
  return [{ chart: 'sources', line: 'page of 50', x, ...(await costOf(field, asked, load)) }];
}

/** CPU for an answer, and its size: the median of the rounds, after one that does not count. */
async function costOf(
  { gateway, sources }: OwnField,
  asked: readonly Asked[],
  load: LoadGenerator,
): Promise<Pick<Point, 'cpuUs' | 'answerBytes'>> {
  const bodies = asked.map(({ question }) => JSON.stringify(question));
  const stretch = { bodies, connections: CONNECTIONS, seconds: Number(values.seconds) };
  const costs: number[] = [];
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    const { cpuUs, failed, failure } = await measure(gateway, stretch, { load, sources });
    if (failed > 0) throw new Error(`${failed} requests failed, the first with: ${failure}`);
    if (round > 0) costs.push(cpuUs);
  }
  const headers = { 'content-type': 'application/json', ...gateway.headers };
  const answer = await fetch(gateway.url, { method: 'POST', headers, body: bodies[0] ?? '' });
  return { cpuUs: median(costs), answerBytes: (await answer.arrayBuffer()).byteLength };
}

function toTable(points: readonly Point[]): string {
  const rows = points.map(({ chart, line, x, cpuUs, answerBytes }) => [
    line,
    chart,
    String(x),
    cpuUs.toFixed(0),
    String(answerBytes),
    ((cpuUs * 1_000) / answerBytes).toFixed(0),
  ]);
  return toTextTable(['question', 'against', 'how many', 'CPU us', 'bytes', 'CPU us / kB'], rows, [
    'question',
    'against',
  ]);
}

function toChartList(points: readonly Point[]): Chart[] {
  return [...Map.groupBy(points, ({ chart }) => chart)].map(([x, of]) => ({
    x,
    y: 'CPU us per request',
    lines: [...Map.groupBy(of, ({ line }) => line)].map(([name, at]) => ({
      name,
      points: at.map((point) => ({ x: point.x, y: point.cpuUs })),
    })),
  }));
}

function toNumbers(list: string): number[] {
  const numbers = list.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new Error(`expected whole numbers separated by commas, got ${list}`);
}

function svgFile(): string {
  return 'docs/scale.svg';
}
