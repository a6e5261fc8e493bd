import { existsSync, readFileSync } from 'node:fs';
import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { generatePeople } from './identity/generate-people.ts';
import { learnModel } from '../src/identity/matching/learn-model.ts';
import { restoreMatchIndex } from '../src/identity/matching/match-index.ts';
import { resolveOne } from '../src/identity/matching/resolve-one.ts';
import { resolveRecords } from '../src/identity/matching/resolve-records.ts';

/** `npm run bench:identity`: 50,000 records from nothing, then one record against 10k, 100k and 1M known ones. */
const SIZES = [10_000, 100_000, 1_000_000];
const CHANGES = 2000;
const SCHEDULE = '/proc/thread-self/schedstat';
const given = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const sizes = given.length > 0 ? given.filter((each) => each !== 'batch').map(Number) : SIZES;

if (given.length === 0 || given.includes('batch')) benchBatch(50_000);
for (const size of sizes) await benchOne(size);

function benchBatch(count: number): void {
  const { records } = generatePeople(count, 7);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { stats } = resolveRecords(records);
  report(`resolve ${count}`, {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: cpuSeconds(cpu),
    clusters: stats.clusters,
    candidatePairs: stats.candidatePairs,
    ...memory(),
  });
}

/** An index as a restart finds it: records known, links of their own left out since no change here touches them. */
async function benchOne(count: number): Promise<void> {
  const { records } = generatePeople(count + CHANGES, 11);
  const known = records.slice(0, count);
  const start = process.cpuUsage();
  const scored = { links: [], quarantined: [] };
  const index = restoreMatchIndex({ records: known, scored, model: learnModel(known.slice(0, 50_000)) });
  const filledCpuSeconds = cpuSeconds(start);
  const pauses = watchGarbageCollector();
  const times = records.slice(count).map((record) => timed(() => resolveOne(index, record)));
  const gcMs = await pauses.end();
  const figures = (name: string, values: number[]) => {
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? 0;
    return { [`${name}50`]: at(0.5), [`${name}95`]: at(0.95), [`${name}99`]: at(0.99) };
  };
  report(`one against ${count}`, {
    ...figures(
      'wallMsP',
      times.map(({ wallMs }) => wallMs),
    ),
    ...figures(
      'servedMsP',
      times.map(({ servedMs }) => servedMs),
    ),
    gcPauses: gcMs.length,
    gcMsMax: Math.max(0, ...gcMs),
    filledCpuSeconds,
    ...memory(),
  });
}

/** How long collecting garbage stopped this thread, each time. */
function watchGarbageCollector(): { end(): Promise<number[]> } {
  const seen: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => void seen.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    async end() {
      await delay(100); // It tells of what it saw somewhat later.
      observer.disconnect();
      return seen.map(({ duration }) => duration);
    },
  };
}

/**
 * Wall time, and that less the time this thread stood in line for a processor, where the kernel tells: what it takes on a
 * machine that has nothing else to do.
 */
function timed(work: () => unknown): { readonly wallMs: number; readonly servedMs: number } {
  const begin = performance.now();
  const before = queuedMs();
  work();
  const after = queuedMs();
  const wallMs = performance.now() - begin;
  return { wallMs, servedMs: wallMs - (after - before) };
}

/** Linux keeps it for every thread: time run, time queued (both ns), turns. */
function queuedMs(): number {
  if (!existsSync(SCHEDULE)) return 0;
  return Number(readFileSync(SCHEDULE, 'utf8').split(' ')[1]) / 1e6;
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

function memory(): Record<string, number> {
  return { peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function report(name: string, figures: Record<string, number>): void {
  const text = Object.entries(figures).map(
    ([key, value]) => `${key} ${Number.isInteger(value) ? value : value.toFixed(2)}`,
  );
  console.log(`${name.padEnd(22)} ${text.join('  ')}`);
}
