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

  it.each([
    ['$number(name)', 'D3030: Unable to cast value to a number: a string'],
    ['name + 1', 'T2001: The left side of the "+" operator must evaluate to a number'],
    ['name < 1', 'T2009: The values a string and a number either side of operator "<" must be of the same data type'],
    ['$error("no such customer")', 'D3137: no such customer'],
    ['$error("no such customer: " & name)', 'D3137: $error was called'],
    ['[1..1e6]', 'D2015: The maximum sequence length of 100000 was exceeded.'],
  ])('says what is wrong with %s without saying what the record holds', async (source, words) => {
    const failing = async (): Promise<unknown> => compileExpression(source).evaluate({ name: 'Sam Sample' });
    await expect(failing()).rejects.toThrow(new RegExp(`^expression:1:\\d+: ${escape(words)}$`));
  });

  it('tells the whole message to whoever may see the record', async () => {
    const failing = async (): Promise<unknown> => compileExpression('$number(name)').evaluate({ name: 'Sam Sample' });
    const message = 'Unable to cast value to a number: "Sam Sample"';
    await expect(failing()).rejects.toMatchObject({ details: { message } });
  });
});

describe('a compiled expression', () => {
  it('gives plain data: no marks of the engine, objects of Object.prototype', () => {
    const value = compileExpression('($x := a.b; {"list": $x, "twice": [$x, $x], "seq": a[b > 0]})').evaluate({
      a: [{ b: 1 }, { b: 2 }],
    });
    expect(value).toStrictEqual({ list: [1, 2], twice: [1, 2, 1, 2], seq: [{ b: 1 }, { b: 2 }] });
  });

  it('never modifies its input', () => {
    const input = deepFreeze({ a: [{ b: 3, d: [] }, { b: 1 }], c: {} });
    const run = compileExpression(
      '[$ ~> |a|{"b": 2}, "c"|, a^(b), a[b = 1], $sort([3, 1]), a.b[], *.{"x": 1}]',
    ).evaluate;
    expect(() => run(input)).not.toThrow();
  });

  it('lets bindings stand in for functions, as the reference does', () => {
    const compiled = compileExpression('$type($sum)');
    expect([compiled.evaluate({}), compiled.evaluate({}, { sum: 3 })]).toEqual(['function', 'number']);
  });

  it('sees one moment in each evaluation, another in the next', async () => {
    const compiled = compileExpression('[$millis(), $toMillis($now())]');
    const [first, same] = [...asList(compiled.evaluate({}))];
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(first).toBe(same);
    expect(asList(compiled.evaluate({}))[0]).not.toBe(first);
  });

  it('may be evaluated by a function that another one calls', () => {
    const inner = compileExpression('$sum(items.n)');
    const total = { implementation: (input: unknown) => inner.evaluate(input) };
    const outer = compileExpression('$map([1..3], function($n) { $total({"items": [{"n": $n}, {"n": 1}]}) })', {
      functions: { total },
    });
    expect(outer.evaluate({})).toEqual([2, 3, 4]);
  });

  it('tells when it goes to the reference', async () => {
    const fallbacks: string[] = [];
    const compiled = compileExpression('$eval("a + 1")', { onFallback: (reason) => fallbacks.push(reason) });
    expect([compiled.engine, compiled.isAsync, await compiled.evaluate({ a: 1 })]).toEqual(['reference', true, 2]);
    expect(fallbacks).toEqual(['eval']);
  });

  it('refuses a promise where none was announced', () => {
    const later = { implementation: async () => Promise.resolve(1) };
    const compiled = compileExpression('$later()', { functions: { later } });
    expect(() => compiled.evaluate({})).toThrow(expect.objectContaining({ code: 'U1003' }));
  });

  it.each([
    ['fuel', '$reduce([1..1000], function($a, $b) { $a + $b })', 'U1001'],
    ['depth', '($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(20))', 'D1011'],
    ['sequenceLength', '[1..1000]', 'D2015'],
    ['stringLength', '$pad("x", 1000)', 'U1002'],
  ])('stops at the limit of %s', (limit, source, code) => {
    const compiled = compileExpression(source, { limits: { [limit]: 50 } });
    expect(() => compiled.evaluate({})).toThrow(expect.objectContaining({ code }));
    expect(compileExpression(source).evaluate({})).toBeDefined();
  });

  it.each(['code', 'closures'] as const)('splits objects of a thousand members, run by %s', (backEnd) => {
    const members = Array.from(
      { length: 1_000 },
      (_, index) => `"m${index}": index = ${index} ? nothing : a.n + ${index}`,
    );
    const { evaluate } = compileExpression(`{${members.join(', ')}}`, { backEnd });
    const expected = Object.fromEntries(members.map((_, index) => [`m${index}`, index + 1]));
    expect(evaluate({ a: { n: 1 } })).toStrictEqual(expected);
    delete expected['m500'];
    expect(evaluate({ a: { n: 1 }, index: 500 })).toStrictEqual(expected);
  });
});

function escape(text: string): string {
  return text.replaceAll(/[$.+]/g, String.raw`\$&`);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
