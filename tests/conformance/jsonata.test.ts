import { isSuitePresent, loadSuite } from './jsonata-suite.ts';
import { runSuiteCase } from './run-suite-case.ts';

const describeSuite = isSuitePresent ? describe : describe.skip;

describeSuite('official JSONata suite (skipped only where ../shared/conformance is absent)', () => {
  it('passes every case, with nothing but $eval left to the reference engine', async () => {
    const failures: string[] = [];
    const fallbacks: string[] = [];
    for (const suiteCase of loadSuite()) {
      const { engine, failure } = await runSuiteCase(suiteCase);
      if (failure !== undefined) failures.push(`${suiteCase.name}: ${failure}`);
      if (engine === 'reference') fallbacks.push(suiteCase.expression);
    }
    expect(failures).toEqual([]);
    expect(fallbacks.length).toBeLessThanOrEqual(12);
    expect(fallbacks.filter((expression) => !expression.includes('$eval'))).toEqual([]);
  }, 60_000);
});
