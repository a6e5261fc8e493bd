import jsonata from 'jsonata';
import { compileExpression } from '../../../src/mapping/compile-expression.ts';

/** Differences that the fuzzer found, and their kin. */
const CASES: readonly (readonly [source: string, input: unknown])[] = [
  ['$^(age)[0].name', [[]]],
  ['x^(a)[0]', { x: [[1]] }],
  ['x^(a)[0].b', { x: [[]] }],
  ['x^(a)[0]^(b)', { x: [[1]] }],
  ['x^(a)[0]^(c).b', { x: [[]] }],
  ['x.(y^(a)[0])', { x: { y: [[1]] } }],
  ['[x^(a)[0].{"k": b}]', { x: [[], []] }],
  ['[]^(a).b', {}],
  ['x^(a)[0].b@$v.c', { x: [[]] }],
  ['[a.b]', { a: [{ b: [[1, 2]] }] }],
  ['[a.b]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.b]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.b]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.b]', {}],
  ['[a.b.c]', { a: [{ b: [[1, 2]] }] }],
  ['[a.b.c]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.b.c]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.b.c]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.b.c]', {}],
  ['[$$.a.b]', { a: [{ b: [[1, 2]] }] }],
  ['[$$.a.b]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[$$.a.b]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[$$.a.b]', { a: [{ b: { c: [[4]] } }] }],
  ['[$$.a.b]', {}],
  ['[a]', { a: [{ b: [[1, 2]] }] }],
  ['[a]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a]', { a: [{ b: { c: [[4]] } }] }],
  ['[a]', {}],
  ['[a.b[0]]', { a: [{ b: [[1, 2]] }] }],
  ['[a.b[0]]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.b[0]]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.b[0]]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.b[0]]', {}],
  ['[a.b[c][0].c]', { a: [{ b: [[1, 2]] }] }],
  ['[a.b[c][0].c]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.b[c][0].c]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.b[c][0].c]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.b[c][0].c]', {}],
  ['a.b[c][0].c', { a: [{ b: [[1, 2]] }] }],
  ['a.b[c][0].c', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['a.b[c][0].c', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['a.b[c][0].c', { a: [{ b: { c: [[4]] } }] }],
  ['a.b[c][0].c', {}],
  ['[a.{"k": b}]', { a: [{ b: [[1, 2]] }] }],
  ['[a.{"k": b}]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.{"k": b}]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.{"k": b}]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.{"k": b}]', {}],
  ['[a.$string(b)]', { a: [{ b: [[1, 2]] }] }],
  ['[a.$string(b)]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.$string(b)]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.$string(b)]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.$string(b)]', {}],
  ['$sum(a.b.c)', { a: [{ b: [[1, 2]] }] }],
  ['$sum(a.b.c)', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['$sum(a.b.c)', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['$sum(a.b.c)', {}],
  ['[a.b, 1]', { a: [{ b: [[1, 2]] }] }],
  ['[a.b, 1]', { a: [{ b: [[1, 2]] }, { b: [] }] }],
  ['[a.b, 1]', { a: { b: [{ c: 1 }, { c: [2, 3] }] } }],
  ['[a.b, 1]', { a: [{ b: { c: [[4]] } }] }],
  ['[a.b, 1]', {}],
  ['$sift(a, function($v) { $v > 1 })', { a: { p: 1, q: 2 } }],
  ['$sift(a, function($v, $k) { $k = "p" })', { a: { p: 1, q: 2 } }],
  ['$sift(a, function($v) { false })', { a: { p: 1 } }],
  ['a.$sift(function($v) { $v })', { a: { p: 1, q: 0 } }],
  ['$sift(nothing, function($v) { $v })', {}],
  ['$split(a, /[ ,]+/)', { a: 'x, y z' }],
  ['$split(a, /[ ,]+/, 2)', { a: ',x, y z,' }],
  ['$split(a, /([ ,])/)', { a: 'x, y' }],
  ['$replace(a, /[0-9]+/, "#")', { a: 'a1b22' }],
  ['$replace(a, /([0-9])+/, "<$1>")', { a: 'a1b22' }],
  ['$match(a, /([a-z])([0-9])?/)', { a: 'a1b' }],
  ['$match(a, /x|ab+?/)', { a: 'xabb' }],
  ['$replace(a, /(?:b|c)+/i, "")', { a: 'aBCd' }],
  ['**[$type($) = "string"]', { a: [{ b: 'x' }, [['y']]], c: null }],
  ['$sum(a.b)', { a: { b: [] } }],
  ['$sum(a.b)', { a: [{ b: [] }, {}] }],
  ['$sum(a.b)', { a: [{ b: [] }, { b: [] }] }],
  ['$sum(a.b)', { a: [{ b: [] }, { b: [1] }] }],
  ['[a["10"]]', {}],
  ['[a.b["x"]]', { a: [{}, {}] }],
  ['$map($, $match(?, /a/)).match', null],
  ['[1..3]', {}],
  ['[2..2]', {}],
  ['[3..2]', {}],
  ['[[1..2]]', {}],
  ['[1..3][]', {}],
  ['a.[1..b]', { a: [{ b: 2 }, { b: 0 }] }],
  ['$count(x.a["a"])', { x: {} }],
  ['$count(x.a["a"])', { x: [{}, {}] }],
  ['$sum(x.a["a"])', { x: {} }],
  ['($map("a", $keys))', {}],
  ['($x := $map("a", $keys); $x)', {}],
  ['$map(a, $keys) ?? 1', { a: { p: 1 } }],
  ['(true ? $map(a, $keys))', { a: { p: 1 } }],
  ['($map(a, function($v) { $keys($v) }))', { a: { p: 1 } }],
  ['$x := $map(a, $keys)', { a: { p: 1 } }],
  ['$map([1, 2], function($v) { $keys(a{"p": 1}) })', {}],
  ['$map([1, 2], function($v) { $v = 1 ? $keys({}) : $keys({"b": 1}) })', {}],
  ['$map([1, 2], function($v) { ($lowercase(2))[false] })', {}],
  ['$map(["A", "B"], function($v) { ($lowercase($v))[true] })', {}],
  ['$filter(["A", "B"], function($v) { ($lowercase($v))[true] })', {}],
];

describe('a compiled expression agrees with the reference', () => {
  it.each(CASES)('%s on %j', async (source, input) => {
    const { evaluate } = compileExpression(source);
    const expected: unknown = JSON.parse(JSON.stringify([await jsonata(source).evaluate(structuredClone(input))]));
    // The second time shows whether the first has left a mark on the input.
    const actual = [evaluate(input), evaluate(input)].map((value): unknown => JSON.parse(JSON.stringify([value])));
    expect(actual).toEqual([expected, expected]);
  });
});

/** [expression, input, position, token]: where the reference says that it failed. */
const FAILURES: readonly (readonly [string, unknown, number, unknown])[] = [
  ['2(a)', { a: 1 }, 2, 2],
  ['a{[]: b}', { a: 1 }, 2, undefined],
  ['42 ~> "hello"', {}, 5, undefined],
  ['$ ~> |$|5|', {}, 9, undefined],
  ['$ ~> |$|{}, 5|', {}, 13, undefined],
  ['a + "x"', { a: 1 }, 3, '+'],
  ['1 + $sum(x.a["a"])', { x: [{}, {}] }, 9, 'sum'],
  ['1 + $sum(x.a[$ != 1])', { x: [{ a: 2 }, { a: 't' }] }, 9, 'sum'],
  ['x^(a)', { x: [{ a: {} }, { a: 1 }] }, 2, undefined],
  ['$sift(a, function($v) { $v })', { a: 1 }, 6, 'sift'],
  ['$match(a, /x*/)', { a: 'ab' }, 7, 'match'],
  [String.raw`$split(a, /\b/)`, { a: 'a b' }, 7, 'split'],
];

describe('a failure names the place that the reference names, in its words', () => {
  it.each(FAILURES)('%s', async (source, input, position, token) => {
    const attempt = async (): Promise<unknown> => compileExpression(source).evaluate(input);
    const failed: unknown = await jsonata(source)
      .evaluate(input)
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ position, ...(token !== undefined && { token }) });
    const { message } = failed as { message: string };
    await expect(attempt()).rejects.toMatchObject({ details: { position, message } });
  });
});
