/** `npm run fuzz:mapping -- --runs N --seed S`: the compiler against the reference on random expressions and records. */
import { parseArgs } from 'node:util';
import { backEndOf } from './compare-engines.ts';
import { runFuzz, type FuzzReport } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    'back-end': { type: 'string' },
  },
});
const runs = Number(values.runs);

const report = await runFuzz({
  runs,
  seed: Number(values.seed),
  maxDifferences: 40,
  maxSeconds: Number(values.seconds ?? Infinity),
  backEnd: backEndOf(values['back-end']),
  onProgress: showProgress,
});
if (process.stderr.isTTY) process.stderr.write('\n');
for (const { source, input, difference } of report.differences)
  console.log(`${source}\n  on ${JSON.stringify(input)?.slice(0, 3000)}\n  ${difference}`);
console.log(
  `${report.runs} runs, ${report.expressions} expressions, ${report.broken} where the reference broke down, ` +
    `${report.orderOnly} failing with another of several errors, ${report.elsewhere} naming another place, ` +
    `${report.circular} refused as circular, ${report.differences.length} differences`,
);
process.exitCode = report.differences.length > 0 ? 1 : 0;

function showProgress({ runs: done, differences }: FuzzReport): void {
  if (!process.stderr.isTTY) return;
  const share = Math.min(1, done / runs);
  const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
  process.stderr.write(`\r${bar} ${Math.round(share * 100)}% ${done} runs, ${differences.length} differences`);
}
