/** `npm run fuzz:operations -- --runs N --seed S`: compiled plans against the walking executor on random operations and rows. */
import { parseArgs } from 'node:util';
import { runOperationFuzz, type OperationFuzzReport } from './fuzz-operations/run-operation-fuzz.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);

const report = await runOperationFuzz({
  runs,
  seed: Number(values.seed),
  maxDifferences: 10,
  maxSeconds: Number(values.seconds ?? Infinity),
  onProgress: showProgress,
});
if (process.stderr.isTTY) process.stderr.write('\n');
if (values.json) console.log(JSON.stringify(report));
else printReport(report);
process.exitCode = report.differences.length > 0 || report.runs === 0 ? 1 : 0;

function printReport({ differences, ...counts }: OperationFuzzReport): void {
  for (const { seed, query, variables, difference } of differences)
    console.log(`--- seed ${seed}\n${query}\n${JSON.stringify(variables)}\n${difference}\n`);
  const rows: [string, number][] = [
    ['runs', counts.runs],
    ['answered by a compiled plan', counts.compiled],
    ['left to the walking executor', counts.walkedOnly],
    ['with errors beside or in place of data', counts.withErrors],
    ['documents', counts.documents],
    ['documents that validation refused', counts.refused],
    ['fields compared', counts.fields],
    ['differences', differences.length],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(40)}${String(value).padStart(12)}`);
}

function showProgress({ runs: done, differences }: OperationFuzzReport): void {
  if (!process.stderr.isTTY) return;
  const share = Math.min(1, done / runs);
  const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
  process.stderr.write(`\r${bar} ${Math.round(share * 100)}% ${done} runs, ${differences.length} differences`);
}
