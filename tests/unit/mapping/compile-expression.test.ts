import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { ExpressionError } from '../../../src/mapping/expression-error.ts';

describe('compileExpression', () => {
  it.each([
    ['a.b', { a: { b: 1 } }, 1],
    [
      'a[x > 1].y',
      {
        a: [
          { x: 1, y: 'n' },
          { x: 2, y: 'y' },
        ],
      },
      'y',
    ],
    ['$twice(a)', { a: 4 }, 8],
    ['$bound + 1', {}, 42],
  ])('evaluates %s', async (source, input, expected) => {
    const twice = { implementation: (n: number) => n * 2, signature: '<n-:n>' };
    const compiled = compileExpression(source, { functions: { twice }, variables: ['bound'] });
    expect(await compiled.evaluate(input, { bound: 41 })).toEqual(expected);
  });

  it('says where a syntax error is', () => {
    const compile = () => compileExpression('a +\n  * b c', { file: 'm.jsonata' });
    expect(compile).toThrow(expect.objectContaining({ code: 'S0201', line: 2 }));
    expect(compile).toThrow(ExpressionError);
  });

  it('keeps the record out of messages', async () => {
    const failing = async () => compileExpression('$number(name)').evaluate({ name: 'Erika Mustermann' });
    await expect(failing).rejects.toThrow(expect.objectContaining({ code: 'D3030' }));
    await expect(failing).rejects.not.toThrow(/Mustermann/);
  });
});
