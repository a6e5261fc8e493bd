import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import { toClosures } from '../../../src/mapping/compiler/closures/to-closures.ts';

const ROOT = join(import.meta.dirname, '../../..');

const CASES: readonly (readonly [source: string, input: unknown])[] = [
  ['items[qty > 1].{"sku": sku, "total": qty * price}', { items: [{ sku: 'a', qty: 2, price: 3 }, { qty: 1 }] }],
  [
    'items{kind: $sum(qty)}',
    {
      items: [
        { kind: 'x', qty: 1 },
        { kind: 'y', qty: 2 },
        { kind: 'x', qty: 3 },
      ],
    },
  ],
  [
    'items^(>qty).sku',
    {
      items: [
        { sku: 'a', qty: 1 },
        { sku: 'b', qty: 2 },
      ],
    },
  ],
  ['items@$i.parts#$n.{"s": $i.sku, "n": $n}', { items: [{ sku: 'a', parts: [{}, {}] }] }],
  ['($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(10))', {}],
  ['($fs := [1..3].($n := $; function() { $n }); $map($fs, function($f) { $f() }))', {}],
  ['{"__proto__": a, "b": a.b}', { a: { b: 1 } }],
];

describe('the closures that run where code from text is forbidden', () => {
  it.each(CASES)('give what generated code gives: %s', (source, input) => {
    const [code, closures] = (['code', 'closures'] as const).map((backEnd) =>
      compileExpression(source, { backEnd }).evaluate(input),
    );
    expect(closures).toStrictEqual(code);
  });

  it.each([
    ['U1001', '$reduce([1..1000], function($a, $b) { $a + $b })', { fuel: 50 }],
    ['D1011', '($f := function($n) { 1 + $f($n) }; $f(1))', { depth: 50 }],
    ['D1012', '($f := function() { $f() }; $f())', { timeoutMs: 20, fuel: 1e9 }],
  ] as const)('stop at the limit %s', (code, source, limits) => {
    const { evaluate } = compileExpression(source, { backEnd: 'closures', limits });
    expect(() => evaluate({})).toThrow(expect.objectContaining({ code }));
  });

  it('are chosen by themselves there', () => {
    const script = `
      import { compileExpression } from './src/mapping/compile-expression.ts';
      const { engine, evaluate } = compileExpression('items.{"a": $uppercase(name), "n": $sum(values)}');
      console.log(JSON.stringify([engine, evaluate({ items: { name: 'x', values: [1, 2] } })]));
    `;
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script];
    const node = join(ROOT, 'node_modules/.bin/node');
    expect(JSON.parse(execFileSync(node, flags, { cwd: ROOT, encoding: 'utf8' }))).toEqual([
      'native',
      { a: 'X', n: 3 },
    ]);
  });

  it.each([
    'return process;',
    'return Math.constructor();',
    'while (true) {}',
    'return (() => this)();',
    'return {...[], a: 1};',
  ])('know no more of JavaScript than compiled mappings need: %s', (program) => {
    expect(() => toClosures(program, new Map())).toThrow(TypeError);
  });
});
