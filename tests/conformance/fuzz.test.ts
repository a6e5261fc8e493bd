import { runFuzz } from './fuzz.ts';
import { isSuitePresent } from './jsonata-suite.ts';

const describeFuzz = isSuitePresent ? describe : describe.skip;

describeFuzz('compiler against reference (skipped only where ../shared/conformance is absent)', () => {
  it.each([
    ['code', 3_000],
    ['closures', 1_000],
  ] as const)(
    'finds no difference in random expressions over random records run by %s',
    async (backEnd, wanted) => {
      const { runs, differences } = await runFuzz({ runs: wanted, seed: 2026, maxDifferences: 5, backEnd });
      expect(differences).toEqual([]);
      expect(runs).toBeGreaterThanOrEqual(wanted);
    },
    60_000,
  );
});
