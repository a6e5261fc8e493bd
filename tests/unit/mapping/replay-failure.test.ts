import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { createReplay } from '../../../src/mapping/replay-failure.ts';
import { ExpressionError } from '../../../src/mapping/expression-error.ts';

function failureOf(source: string, input: unknown): ExpressionError {
  try {
    compileExpression(source).evaluate(input);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
  }
  throw new Error('did not fail');
}

describe('createReplay', () => {
  it.each([
    ['a + "x"', { a: 1 }],
    ['a.b[c > "x"]', { a: { b: [{ c: 1 }] } }],
    ['$uppercase(a)', { a: 1 }],
    ['($f := function($x)<n:n> { $x }; $f(a))', { a: 's' }],
    ['-a', { a: 's' }],
  ])('tells the same code and position for %s as the compiled expression', async (source, input) => {
    const compiled = failureOf(source, input);
    const replayed = await createReplay()({ source, input });
    expect([compiled.code, compiled.position]).toEqual([replayed?.code, replayed?.position]);
  });

  it('gives no more turns than it was allowed', async () => {
    const replay = createReplay({ perSecond: 2 });
    const failed = { source: 'a + "x"', input: { a: 1 } };
    const results = await Promise.all([replay(failed), replay(failed), replay(failed)]);
    expect(results.map((result) => result?.code)).toEqual(['T2002', 'T2002', undefined]);
  });

  it('resolves to nothing when the reference does not fail', async () => {
    expect(await createReplay()({ source: '1 + 1', input: {} })).toBeUndefined();
  });
});
