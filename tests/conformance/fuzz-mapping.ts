/** `npm run fuzz:mapping -- --runs N --seed S`: the compiler against the reference on random expressions and records. */
import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
  },
});
const report = await runFuzz({
  runs: Number(values.runs),
  seed: Number(values.seed),
  maxDifferences: 40,
  maxSeconds: Number(values.seconds ?? Infinity),
});
for (const { source, input, difference } of report.differences)
  console.log(`${source}\n  on ${JSON.stringify(input)?.slice(0, 3000)}\n  ${difference}`);
console.log(
  `${report.runs} runs, ${report.expressions} expressions, ${report.broken} where the reference broke down, ` +
    `${report.orderOnly} failing with another of several errors, ${report.differences.length} differences`,
);
process.exitCode = report.differences.length > 0 ? 1 : 0;
