import * as fc from 'fast-check';
import jsonata from 'jsonata';
import { Flawed, Refusal } from '../../../../src/mapping/functions/refusal.ts';
import type { FunctionExample } from '../../../../src/mapping/functions/standard-function.ts';
import { standardFunctions, toRegistered } from '../../../../src/mapping/functions/standard-functions.ts';

const cases = Object.entries(standardFunctions).flatMap(([name, { examples }]) =>
  examples.map((example) => ({ name, ...example })),
);

async function evaluate(expression: string, input: unknown) {
  const refusals: Refusal[] = [];
  const compiled = jsonata(expression);
  for (const [name, each] of Object.entries(standardFunctions)) {
    const registered = toRegistered(each, (refusal) => void refusals.push(refusal));
    compiled.registerFunction(name, (...args) => registered.implementation(...args), each.signature);
  }
  const value: unknown = await compiled.evaluate(input);
  return { value, codes: refusals.map(({ code }) => code) };
}

describe('every documented example', () => {
  it.each(cases)('$expression', async ({ expression, in: input, out, problem }) => {
    const { value, codes } = await evaluate(expression, input);
    expect(codes).toEqual(problem === undefined ? [] : [problem]);
    expect(value).toEqual(out);
  });
});

describe('every function', () => {
  const hostile: readonly unknown[] = [
    undefined,
    null,
    '',
    '  ',
    NaN,
    Infinity,
    -0,
    1e300,
    true,
    [],
    [1, 2],
    {},
    { toString: 1 },
    () => 1,
    Symbol('x'),
    10n,
    '\u0000',
    'a'.repeat(100_000),
    '0'.repeat(100_000),
  ];

  it.each(Object.entries(standardFunctions))('$%s is total: it answers whatever it is given', (_name, { apply }) => {
    for (const value of hostile) for (const hint of hostile) expect(() => apply(value, hint)).not.toThrow();
  });

  it.each(Object.entries(standardFunctions))('$%s says nothing about absent input', (name, { apply }) => {
    const call = name === 'code' ? (value: unknown) => apply({ A: 'B' }, value) : (value: unknown) => apply(value);
    expect([undefined, null, '', ' \t\u00A0'].map(call)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each(Object.entries(standardFunctions))('$%s is total for any JSON data', (_name, { apply }) => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()), { maxLength: 3 }), (args) => {
        expect(() => apply(...args)).not.toThrow();
      }),
    );
  });

  const canonical = [
    'isoDate',
    'isoDateTime',
    'decimal',
    'email',
    'e164',
    'country',
    'currency',
    'language',
    'taxId',
    'trimmed',
  ] as const;
  const answers = canonical.flatMap((name) =>
    standardFunctions[name].examples.flatMap(({ out }: FunctionExample) =>
      typeof out === 'string' ? [[name, out] as const] : [],
    ),
  );

  it.each(answers)('$%s accepts its own answer %s and leaves it as it is', (name, answer) => {
    expect(standardFunctions[name].apply(answer)).toBe(answer);
  });

  it.each(Object.entries(standardFunctions))('$%s shows nothing of a value it refuses', (_name, { apply }) => {
    const secret = 'Geheim Zeichen 4711';
    const refused = [apply(secret), apply('x', secret), apply({ [secret]: 1, country: secret })];
    const refusals = refused.flatMap((answer): readonly unknown[] =>
      answer instanceof Flawed ? answer.refusals : [answer],
    );
    expect(JSON.stringify(refusals.filter((answer) => answer instanceof Refusal))).not.toMatch(/Geheim|4711/);
  });
});
