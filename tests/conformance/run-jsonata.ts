/** `npm run conformance:jsonata [-- --back-end closures]`: the official suite against the compiler, engine counts and a verdict. */
import { parseArgs } from 'node:util';
import { backEndOf } from './compare-engines.ts';
import { isSuitePresent, loadSuite } from './jsonata-suite.ts';
import { runSuiteCase } from './run-suite-case.ts';

if (!isSuitePresent) throw new Error('The JSONata suite is expected in ../shared/conformance/jsonata');
const { values } = parseArgs({ options: { 'back-end': { type: 'string' } } });
const backEnd = backEndOf(values['back-end']);
const counts = { native: 0, reference: 0, parser: 0, passed: 0, failed: 0 };
for (const suiteCase of loadSuite()) {
  const { engine, failure } = await runSuiteCase(suiteCase, backEnd);
  counts[engine] += 1;
  counts[failure === undefined ? 'passed' : 'failed'] += 1;
  if (failure !== undefined) console.log(`${suiteCase.name}: ${suiteCase.expression.slice(0, 200)}\n  ${failure}`);
}
console.log(
  `${counts.native} native, ${counts.reference} fell back to the reference, ${counts.parser} refused by the parser`,
);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
