import { isSuitePresent, loadSuite } from './jsonata-suite.ts';
import { runSuiteCase } from './run-suite-case.ts';

const describeSuite = isSuitePresent ? describe : describe.skip;

describeSuite('official JSONata suite (skipped only where ../shared/conformance is absent)', () => {
  it.each(['code', 'closures'] as const)(
    'passes every case run by %s, with nothing but $eval left to the reference engine',
    async (backEnd) => {
      const failures: string[] = [];
      const fallbacks: string[] = [];
      for (const suiteCase of loadSuite()) {
        const { engine, failure } = await runSuiteCase(suiteCase, backEnd);
        if (failure !== undefined) failures.push(`${suiteCase.name}: ${failure}`);
        if (engine === 'reference') fallbacks.push(suiteCase.expression);
      }
      expect(failures).toEqual([]);
      expect(fallbacks.length).toBeLessThanOrEqual(12);
      expect(fallbacks.filter((expression) => !expression.includes('$eval'))).toEqual([]);
    },
    60_000,
  );
});
