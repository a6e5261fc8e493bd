import { lintExpression } from '../../../src/mapping/lint-expression.ts';

function lint(
  source: string,
  options: { allow?: string[]; functions?: string[]; variables?: string[] } = {},
): string[] {
  return lintExpression(source, { file: 'm.jsonata', ...options }).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

describe('lintExpression', () => {
  it.each([
    ['a.b[c = 1].{"d": $uppercase(e)}'],
    ['($x := 1; $f := function($y) { $x + $y }; $f(2))'],
    ['a@$v#$i.{"x": $v.b, "y": $i}'],
    ['a#$i[$i = 0]'],
    ['$$.a & $'],
    ['{"a": ($t := 1; $t)}'],
  ])('finds nothing wrong with %s', (source) => {
    expect(lint(source)).toEqual([]);
  });

  it.each([
    ['a +\n  * b c', '2:6 S0201: Syntax error: "b"'],
    ['a.\n$eval("1")', '2:1 $eval runs text as code'],
    ['{"at": $now()}', '1:8 $now gives another value each time'],
    ['$millis() + 1', '1:1 $millis gives another value each time'],
    ['$random()', '1:1 $random gives another value each time'],
    ['[1, $x := 2]', '1:8 := inside an array constructor'],
    ['{"a": $x := 2}', '1:10 := inside an object constructor'],
    ['a{b: $x := 2}', '1:9 := inside an object constructor'],
    ['a.$upper(b)', '1:3 there is no function $upper'],
    ['a & $nobody', '1:5 nothing binds $nobody'],
    ['uppercase(a)', '1:1 uppercase is a member, not a function'],
    [
      String.raw`$match(a, /(x)\1/)`,
      '1:18 U1004: the regular expression needs look-around or back references, which cannot be matched in linear time',
    ],
  ])('says what is wrong with %s', (source, expected) => {
    expect(lint(source)).toEqual([expected]);
  });

  it('finds all problems at once', () => {
    expect(lint('{"a": $now(), "b": $nobody, "c": [$y := 1]}')).toHaveLength(3);
  });

  it('knows registered functions, bound variables and what was allowed', () => {
    const options = { functions: ['email'], variables: ['today'], allow: ['$now'] };
    expect(lint('$email(a) & $today & $now()', options)).toEqual([]);
  });

  it('suggests the name that was meant', () => {
    const [problem] = lintExpression('$upperCase(a)', { file: 'm.jsonata' });
    expect(problem?.hint).toBe('did you mean $uppercase');
  });
});
