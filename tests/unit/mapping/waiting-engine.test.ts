import jsonata from 'jsonata';
import { compileExpression, type RegisteredFunction } from '../../../src/mapping/compile-expression.ts';

/** Adds one, after a while or at once, and notes that it was called. */
function createLater(calls: unknown[] = [], delayMs = 0): RegisteredFunction {
  const implementation = async (value: number): Promise<number> => {
    calls.push(value);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    return value + 1;
  };
  return { implementation, async: true, signature: '<n-:n>' };
}

const INPUT = { a: 1, items: [{ n: 1 }, { n: 2 }, { n: 3 }] };

describe.each(['code', 'closures'] as const)('expressions that call asynchronous functions, run by %s', (backEnd) => {
  it.each([
    '$later(a)',
    'items.$later(n)',
    '$map(items.n, $later)',
    '$map(items, function($i) { $later($i.n) * 2 })',
    'items[$later(n) > 2].n',
    'items^(>$later(n)).n',
    'items{$string($later(n)): $later(n)}',
    '$reduce(items.n, function($x, $y) { $later($x) + $y })',
    '($f := function($n) { $n > 3 ? $n : $f($later($n)) }; $f(0))',
    '$ ~> |items|{"n": $later(n)}|',
    '$sort(items.n, function($x, $y) { $later($x) < $later($y) })',
    'items.n ~> $sum ~> $later',
  ])('give what the reference gives, no call made more often: %s', async (source) => {
    const [expectedCalls, calls]: [unknown[], unknown[]] = [[], []];
    const reference = jsonata(source);
    reference.registerFunction('later', createLater(expectedCalls).implementation, '<n-:n>');
    const expected: unknown = await reference.evaluate(structuredClone(INPUT));
    const compiled = compileExpression(source, { backEnd, functions: { later: createLater(calls) } });
    expect([compiled.engine, compiled.isAsync]).toEqual(['native', true]);
    const actual: unknown = JSON.parse(JSON.stringify(await compiled.evaluate(INPUT)));
    expect(actual).toEqual(JSON.parse(JSON.stringify(expected)));
    // An order-by asks for each key once, the reference at each comparison.
    expect(calls.length).toBeLessThanOrEqual(expectedCalls.length);
    expect(new Set(calls)).toEqual(new Set(expectedCalls));
  });

  it('see one moment and one chance however often they wait', async () => {
    const source =
      '($r := $random(); $m := $millis(); $l := $later(1); [$r = $r, $m = $millis(), $l, $shuffle([1..3]) = 0])';
    const calls: unknown[] = [];
    const { evaluate } = compileExpression(source, { backEnd, functions: { later: createLater(calls, 5) } });
    expect(await evaluate({})).toEqual([true, true, 2, false]);
    expect(calls).toEqual([1]);
  });

  it('keep evaluations that wait at the same time apart', async () => {
    const { evaluate } = compileExpression('[$later(a), $later(a + 10)]', {
      backEnd,
      functions: { later: createLater([], 2) },
    });
    const results = await Promise.all([1, 2, 3].map((a) => evaluate({ a })));
    expect(results).toEqual([
      [2, 12],
      [3, 13],
      [4, 14],
    ]);
  });

  it('call functions that are bound, waiting for them too', async () => {
    const compiled = compileExpression('$later(1) + $bound(a)', { backEnd, functions: { later: createLater() } });
    expect(await compiled.evaluate({ a: 5 }, { bound: async (n: number) => Promise.resolve(n * 2) })).toBe(12);
  });

  it('fail as the function fails', async () => {
    const later = { implementation: async () => Promise.reject(new Error('secret')), async: true };
    const { evaluate } = compileExpression('$later(1)', { backEnd, functions: { later } });
    const failing = async (): Promise<unknown> => evaluate({});
    await expect(failing()).rejects.toMatchObject({ code: 'FAILED', message: expect.not.stringContaining('secret') });
  });

  it.each([
    ['a promise that never settles', async () => new Promise(() => undefined)],
    ['answers that are there at once, for ever', async () => Promise.resolve(1)],
  ])('stop at the time limit: %s', async (_name, implementation) => {
    const { evaluate } = compileExpression('($f := function() { $later() + $f() }; $f())', {
      backEnd,
      functions: { later: { implementation, async: true } },
      limits: { timeoutMs: 50, depth: 1_000_000, fuel: 1e9 },
    });
    const failing = async (): Promise<unknown> => evaluate({});
    await expect(failing()).rejects.toMatchObject({ code: expect.stringMatching(/^D101[12]$/) });
  });
});
