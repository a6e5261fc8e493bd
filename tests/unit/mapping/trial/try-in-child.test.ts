import { tryInChild } from '../../../../src/mapping/trial/try-in-child.ts';

const file = 'pushed.jsonata';

describe('tryInChild', () => {
  it('gives the mapped records of a mapping that is well', async () => {
    const answer = await tryInChild({ source: '{"id": $uppercase(id)}', file, inputs: [{ id: 'a' }, { id: 'b' }] });
    expect(answer).toEqual({ outcome: 'passed', values: [{ id: 'A' }, { id: 'B' }] });
  });

  it.each([
    ['a syntax error', 'a +', 'S0207'],
    ['an error of evaluation', 'a + "x"', 'T2002'],
    ['$eval', '$eval("1")', 'U1008'],
    ['endless recursion', '($f := function($x) { $f($x) + 1 }; $f(1))', 'D1011'],
    [
      'a result that shares its parts so often that its text never ends',
      '($f := function($x, $n) { $n = 0 ? $x : $f({"a": $x, "b": $x}, $n - 1) }; $f(1, 40))',
      'U1009|U1010|FAILED',
    ],
    [
      'nested defaults, each of which doubles what the parser makes of it',
      `${'('.repeat(30)}a${' ?: a)'.repeat(30)}`,
      'U1009|U1010',
    ],
  ])('refuses %s', async (_name, source, codes) => {
    const answer = await tryInChild({ source, file, inputs: [{ a: 1 }] });
    expect(codes.split('|')).toContain(answer.outcome === 'refused' ? answer.code : answer.outcome);
  });
});
