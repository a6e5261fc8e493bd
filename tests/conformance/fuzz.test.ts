import { runFuzz } from './fuzz.ts';
import { isSuitePresent } from './jsonata-suite.ts';

const describeFuzz = isSuitePresent ? describe : describe.skip;

describeFuzz('compiler against reference (skipped only where ../shared/conformance is absent)', () => {
  it('finds no difference in random expressions over random records', async () => {
    const { runs, differences } = await runFuzz({ runs: 3_000, seed: 2026, maxDifferences: 5 });
    expect(differences).toEqual([]);
    expect(runs).toBeGreaterThanOrEqual(3_000);
  }, 60_000);
});
