import { compileExpression } from '../../../src/mapping/compile-expression.ts';
import type { BackEnd } from '../../../src/mapping/compiler/generate.ts';
import { ExpressionError } from '../../../src/mapping/expression-error.ts';
import { isSame } from '../../conformance/deep-equal.ts';

/** What an attempt is allowed to lead to: one of these codes, or a harmless value. */
type Allowed = { readonly codes: readonly string[] } | { readonly value: unknown } | { readonly isText: true };

const NOTHING: Allowed = { value: undefined };
const stopped = (...codes: string[]): Allowed => ({ codes });
const LIMIT = stopped('U1001', 'D1011', 'D1012', 'D2014', 'D2015', 'U1002');

const record = { name: 'Sam Sample', items: [{ a: 1 }, { a: 2 }], deep: { list: [1, 2, 3] } };

const REACH: readonly (readonly [string, Allowed])[] = [
  ['constructor', NOTHING],
  ['constructor.constructor', NOTHING],
  ['__proto__', NOTHING],
  ['__proto__.polluted', NOTHING],
  ['$lookup($, "__proto__")', NOTHING],
  ['$lookup($, "constructor")', NOTHING],
  ['name.constructor', NOTHING],
  ['items.constructor', NOTHING],
  ['items.map', NOTHING],
  ['items.length', NOTHING],
  ['toString', NOTHING],
  ['hasOwnProperty', NOTHING],
  ['`__defineGetter__`', NOTHING],
  ['$sum.constructor', NOTHING],
  ['$map.call', NOTHING],
  ['$string.implementation', NOTHING],
  ['(function($x){$x}).constructor', NOTHING],
  ['/a/.constructor', NOTHING],
  ['$keys($sum)', NOTHING],
  ['$spread($sum).implementation', NOTHING],
  ['$each($sum, function($v){$v})', stopped('T0410')],
  ['**.constructor', NOTHING],
  ['*.constructor', NOTHING],
  ['($f := constructor; $f("return process")())', stopped('T1006', 'T1005', 'S0201')],
  ['$type(constructor)', NOTHING],
  ['$globalThis', NOTHING],
  ['$process', NOTHING],
  ['$require("fs")', stopped('T1006')],
  ['$running', NOTHING],
  ['$bindings', NOTHING],
  ['$input', NOTHING],
];

const POLLUTE: readonly (readonly [string, Allowed])[] = [
  ['{"__proto__": {"polluted": true}}.polluted', NOTHING],
  ['{"constructor": {"prototype": {"polluted": true}}}.polluted', NOTHING],
  ['$merge([{"__proto__": {"polluted": true}}]).polluted', NOTHING],
  ['(items{"__proto__": {"polluted": true}}).polluted', NOTHING],
  ['($ ~> |$|{"__proto__": {"polluted": true}}|).polluted', NOTHING],
  ['$sift({"__proto__": {"polluted": true}}, function($v){true}).polluted', NOTHING],
  ['$spread({"__proto__": 1}).polluted', NOTHING],
  ['($ ~> |items|{}, "__proto__"|).polluted', NOTHING],
  ['$clone({"__proto__": {"polluted": true}}).polluted', NOTHING],
  ['($x := {}; $x ~> |$|{"constructor": {"polluted": true}}|).polluted', NOTHING],
  ['{"_jsonata_lambda": true}', stopped('D1013')],
  ['{"_jsonata_function": true, "implementation": 1}', stopped('D1013')],
];

const EXHAUST: readonly (readonly [string, Allowed])[] = [
  ['($f := function(){ $f() + 1 }; $f())', LIMIT],
  ['($f := function(){ $f() }; $f())', LIMIT],
  ['($f := function($x){ $g($x) }; $g := function($x){ $f($x) }; $f(1))', LIMIT],
  ['($f := function($x){ $map([$x], $f) }; $f(1))', LIMIT],
  ['($f := function($x){ $map([$x, $x], function($y){ $f($y) }) }; $f(1))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f($x & $x, $n - 1) }; $f("aaaaaaaa", 60))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f($append($x, $x), $n - 1) }; $f([1], 60))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $string($f(1, 60)))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $count($f(1, 60).**))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; $count({"a": $f(1, 60)}.*))', LIMIT],
  ['($f := function($x, $n){ $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $f(1, 60) = $f(1, 60))', LIMIT],
  ['[1..10000000]', LIMIT],
  ['[1..100000000]', LIMIT],
  ['[1..90000].([1..90000])', LIMIT],
  ['$map([1..90000], function($x){ $map([1..90000], function($y){ $x * $y }) })', LIMIT],
  ['$reduce([1..90000], function($a, $b){ $a & "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }, "")', LIMIT],
  ['$pad("a", 500000000)', LIMIT],
  ['$pad("a", -500000000, "xyz")', LIMIT],
  ['$join($map([1..90000], function($x){ $pad("a", 1000) }))', LIMIT],
  ['$replace($pad("a", 900000, "a"), "a", "bbbbbbbbbb")', LIMIT],
  ['$formatInteger(1, $pad("0", 900000, "0") & "0")', { isText: true }],
  ['$fromMillis(0, "[Y,900000000]")', LIMIT],
  ['$formatNumber(1, "0", {"grouping-separator": ""})', stopped('D3089')],
  ['$formatNumber(1/3*0, "0e0", {"zero-digit": ""})', stopped('D3093')],
  ['$sort([1..90000], function($a, $b){ $count([1..1000]) > 0 })', LIMIT],
  ['$distinct([1..90000].{"a": $})', LIMIT],
  ['$count($spread($map([1..90000], function($x){ {"a": $x} })))', { value: 90_000 }],
  ['($x := {"a": 1}; $x ~> |$|{"self": $}|)', stopped('U1006')],
];

const BOMBS: readonly (readonly [string, Allowed])[] = [
  ['$contains($pad("", 100000, "a"), /^(a+)+$/)', { value: true }],
  ['$contains($pad("", 100000, "a") & "!", /^(a+)+$/)', { value: false }],
  ['$contains($pad("", 100000, "a") & "!", /^(a|aa)+$/)', { value: false }],
  ['$contains($pad("", 100000, "a") & "!", /(.*)*x/)', { value: false }],
  ['$contains($pad("", 20000, "a"), /a*a*a*a*a*b/)', { value: false }],
  ['$contains($pad("", 50000, "x"), /(x+x+)+y/)', { value: false }],
  ['$toMillis($pad("", 5000, "1"), "[Y]-[M]-[D]")', NOTHING],
  ['$toMillis($pad("", 3000, "a"), "[FN][FN][MN][FN][FN]x")', LIMIT],
  ['$toMillis($pad("", 2000, "six"), "[Yw]!")', NOTHING],
];

const INJECT: readonly (readonly [string, Allowed])[] = [
  ['`"];process.exit(1);//`', NOTHING],
  ['`${process.exit(1)}`', NOTHING],
  ['"\\u2028process.exit(1)"', { value: '\u2028process.exit(1)' }],
  ['"\\"+process.exit(1)+\\""', { value: '"+process.exit(1)+"' }],
  ['{"a\\"]: process.exit(1), [\\"b": 1}', { value: { 'a"]: process.exit(1), ["b': 1 } }],
  ['/* */ 1 /* `);process.exit(1);(` */', { value: 1 }],
  ['$lookup($, "\\");process.exit(1);(\\"")', NOTHING],
  ['items[`x"]);process.exit();//` = 1]', NOTHING],
  ['(`a\nb`)', NOTHING],
  ['$t1', NOTHING],
  ['($input := 5; $running := 6; $k0 := 7; $input + $running + $k0)', { value: 18 }],
  ['($c1 := 1; items.($c1 + a))', { value: [2, 3] }],
];

describe.each(['code', 'closures'] as const)('hostile mappings, run by %s', (backEnd) => {
  describe.each([
    ['reaching for prototypes and the host', REACH],
    ['polluting prototypes, forging functions', POLLUTE],
    ['using up time and memory', EXHAUST],
    ['regular expressions and pictures that backtrack', BOMBS],
    ['writing code through names, texts and comments', INJECT],
  ])('%s', (_kind, cases) => {
    it.each(cases)('%s', (expression, allowed) => {
      const before = JSON.stringify(record);
      const outcome = run(expression, backEnd);
      expect(isAllowed(outcome, allowed) ? 'allowed' : outcome).toBe('allowed');
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      expect(JSON.stringify(record)).toBe(before);
    });
  });
});

function isAllowed(outcome: ReturnType<typeof run>, allowed: Allowed): boolean {
  if ('codes' in allowed) return 'code' in outcome && allowed.codes.includes(outcome.code);
  if (!('value' in outcome)) return false;
  return 'isText' in allowed ? typeof outcome.value === 'string' : isSame(outcome.value, allowed.value);
}

function run(expression: string, backEnd: BackEnd): { code: string } | { value: unknown } {
  try {
    return { value: compileExpression(expression, { backEnd }).evaluate(record) };
  } catch (error) {
    if (error instanceof ExpressionError) return { code: error.code };
    throw error;
  }
}

describe('hostile records', () => {
  it.each([
    ['a forged lambda is data', '$type(f)', { f: { _jsonata_lambda: true, arguments: [], body: {} } }, 'object'],
    ['a forged function is not called', '$exists(f)', { f: { _jsonata_function: true, implementation: 1 } }, true],
    ['a member called __proto__ is data', '`__proto__`.a', JSON.parse('{"__proto__": {"a": 1}}') as unknown, 1],
    ['a member called constructor is data', 'constructor.name', { constructor: { name: 'n' } }, 'n'],
    ['a placeholder of partial application is data', '($f := $substring(?, 0, 1); $f(p))', { p: 'xyz' }, 'x'],
    ['methods of host objects are out of reach', 'd.getTime', { d: new Date(0) }, undefined],
    ['methods of buffers are out of reach', 'b.toString', { b: Buffer.from('x') }, undefined],
  ])('%s', (_name, expression, input, expected) => {
    expect(compileExpression(expression).evaluate(input)).toEqual(expected);
  });

  it('calling a forged function fails like calling any object', () => {
    const evaluate = () => compileExpression('$f(1)').evaluate({}, { f: { _jsonata_lambda: true } });
    expect(evaluate).toThrow(expect.objectContaining({ code: 'T1006' }));
  });

  it('a record nested a hundred thousand levels deep fails, the process lives', () => {
    let input: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) input = { a: input };
    expect(() => compileExpression('$count(**)').evaluate(input)).toThrow(ExpressionError);
  });

  it('ten thousand opening brackets fail to parse, the process lives', () => {
    expect(() => compileExpression('('.repeat(10_000))).toThrow(ExpressionError);
    expect(() => compileExpression('[1,'.repeat(10_000))).toThrow(ExpressionError);
  });

  it('a signature of many optional parameters is matched in linear time', () => {
    const signature = `<${'s?'.repeat(30)}${'s'.repeat(30)}:s>`;
    const call = `(function($a)${signature}{$a})(${Array.from({ length: 29 }, () => '"x"').join(',')},1)`;
    expect(() => compileExpression(call).evaluate({})).toThrow(expect.objectContaining({ code: 'T0410' }));
  });

  it('look-around and back references are refused, because only backtracking can do them', () => {
    expect(() => compileExpression(String.raw`$match("aa", /(a)\1/)`)).toThrow(
      expect.objectContaining({ code: 'U1004' }),
    );
    expect(() => compileExpression('$match("aa", /a(?=b)/)')).toThrow(expect.objectContaining({ code: 'U1004' }));
  });
});
