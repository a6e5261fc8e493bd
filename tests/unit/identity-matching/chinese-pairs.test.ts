import { measureChinesePairs } from '../../../bench/eval-identity/measure-chinese-pairs.ts';
import { DEFAULT_MATCHING_CONFIG } from '../../../src/identity/matching/matching-config.ts';

describe('hand-made Chinese pairs', () => {
  const rows = measureChinesePairs(DEFAULT_MATCHING_CONFIG);
  const of = (category: string) => rows.find((row) => row.category === category);

  it.each(['household', 'branch', 'shared', 'alike', 'homophone', 'script', 'uscc'])(
    'merge no strangers: %s',
    (category) => {
      expect(of(category)?.falsePositives).toBe(0);
    },
  );

  it('are at least 200, and as good as the documentation says', () => {
    const all = of('all');
    expect(all?.pairs).toBeGreaterThanOrEqual(200);
    expect(all?.falsePositives).toBeLessThanOrEqual(1);
    expect(all?.falseNegatives).toBeLessThanOrEqual(3);
  });
});
