import { generatePeople } from './identity/generate-people.ts';
import { learnModel } from '../src/identity/matching/learn-model.ts';
import { createMatchIndex } from '../src/identity/matching/match-index.ts';
import { resolveOne } from '../src/identity/matching/resolve-one.ts';
import { resolveRecords } from '../src/identity/matching/resolve-records.ts';

/** `npm run bench:identity`: 50,000 records from nothing, then one record against 10k, 100k and 1M known ones. */
const SIZES = [10_000, 100_000, 1_000_000];
const CHANGES = 2000;
const given = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const sizes = given.length > 0 ? given.map(Number) : SIZES;

benchBatch(50_000);
for (const size of sizes) benchOne(size);

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

function benchOne(count: number): void {
  const { records } = generatePeople(count + CHANGES, 11);
  const known = records.slice(0, count);
  const model = learnModel(known.slice(0, 50_000));
  const start = performance.now();
  const index = createMatchIndex([], model);
  for (const record of known) index.put(record);
  const builtSeconds = (performance.now() - start) / 1000;
  const times = records.slice(count).map((record) => {
    const begin = performance.now();
    resolveOne(index, record);
    return performance.now() - begin;
  });
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  report(`one against ${count}`, {
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    maxMs: at(1),
    builtSeconds,
    ...memory(),
  });
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
