import { loadMapping } from '../../../src/mapping/run-mapping.ts';

const load = (source: string) => loadMapping({ file: 'mappings/erp/order.jsonata', source });
const problemsOf = (source: string, row: unknown) => load(source).run(row).problems;

describe('a mapping', () => {
  const order = `(
    $status := { "10": "OPEN", "90": "CLOSED" };
    {
      "id": VBELN,
      "status": $code($status, STATUS),
      "total": $money(NETWR, WAERK),
      "lines": [ITEMS.{ "sku": MATNR, "unitPrice": $money(NETPR, %.WAERK) }]
    }
  )`;

  it('gives the mapped row and no problem for good data', () => {
    const row = { VBELN: '1', STATUS: '10', NETWR: '12.5', WAERK: 'EUR', ITEMS: { MATNR: 'A', NETPR: 1 } };
    expect(load(order).run(row)).toEqual({
      value: {
        id: '1',
        status: 'OPEN',
        total: { amount: '12.50', currency: 'EUR' },
        lines: [{ sku: 'A', unitPrice: { amount: '1.00', currency: 'EUR' } }],
      },
      problems: [],
    });
  });

  it('leaves a refused value out and says where, whence, why and of which shape', () => {
    const row = { VBELN: '1', STATUS: '77', WAERK: 'EUR', ITEMS: [{ MATNR: 'A', NETPR: '1,5' }, { MATNR: 'B' }] };
    const { value, problems } = load(order).run(row);
    expect(value).toEqual({ id: '1', lines: [{ sku: 'A' }, { sku: 'B' }] });
    expect(problems).toEqual([
      {
        path: 'status',
        sourcePath: 'STATUS',
        code: 'UNKNOWN_CODE',
        message: 'the table has no such code',
        shape: '99',
      },
      expect.objectContaining({
        path: 'lines[].unitPrice',
        sourcePath: 'ITEMS.NETPR',
        code: 'INVALID_DECIMAL',
        shape: '9,9',
      }),
    ]);
  });

  it('keeps the problems of rows apart', () => {
    const mapping = load('{ "email": $email(E) }');
    const rows = ['a@example.com', 'nobody', 'b@example.com', 'nowhere', ''];
    const results = rows.map((E) => mapping.run({ E }));
    expect(results.map(({ problems }) => problems.length)).toEqual([0, 1, 0, 1, 0]);
  });

  it('does not fail on a row that cannot be evaluated, and shows nothing of it', () => {
    const { value, problems } = load('{ "n": $number(SECRET) }').run({ SECRET: 'Anna Beispiel' });
    expect(value).toBeUndefined();
    expect(problems).toEqual([
      { code: 'MAPPING_FAILED', message: expect.stringContaining('mappings/erp/order.jsonata') },
    ]);
    expect(JSON.stringify(problems)).not.toContain('Beispiel');
  });

  it('says where its source is wrong', () => {
    expect(() => load('{\n  "a": )\n}')).toThrow(/^mappings\/erp\/order\.jsonata:2:\d+: S0211/);
  });

  it('reads bindings', () => {
    const mapping = load('{ "country": $country(C) ? $country(C) : $region }');
    expect(mapping.run({}, { region: 'DE' })).toEqual({ value: { country: 'DE' }, problems: [] });
  });

  it('keeps a function of its own that has the name of a standard one', () => {
    const mapping = load('( $email := function($x) { "mine: " & $x }; { "email": $email(E) } )');
    expect(mapping.run({ E: 'x' })).toEqual({ value: { email: 'mine: x' }, problems: [] });
  });

  it('reports the place of an error in the source as it was written', () => {
    const source = '{ "email": $email(E), "country": $country(C), "n": $number(N) }';
    const [, problem] = problemsOf(source, { E: 'x', N: 'y' });
    expect(problem?.message).toContain(`:1:${source.indexOf('$number') + 1 + '$number('.length}:`);
    expect(problem?.message).not.toContain('__');
  });
});

describe('a mapping that would give nothing on every row', () => {
  it.each([
    ['{ "a": $email() }', ':1:8: 0 arguments; right: $email(value)'],
    ['{ "a": $email(A, B) }', ':1:8: 2 arguments; right: $email(value)'],
    ['{\n "a": A ~> $e164("DE", 1)\n}', ':2:12: 3 arguments; right: $e164(value, country?)'],
    ['$eval("1")', ': uses $eval, which cannot be compiled; right: the expression itself'],
    ['$map(A, $e164(?, "DE"))', ':1:9: a placeholder in a standard function; right: function($value) { … $value … }'],
  ])('is refused: %s', (source, message) => {
    expect(() => load(source)).toThrow(`mappings/erp/order.jsonata${message}`);
  });

  it('is told with all its problems at once', () => {
    expect(() => load('{ "a": $email(),\n "b": $money(B, C, D, E) }')).toThrow(/:1:8: [^]*:2:7: /);
  });

  it.each([
    'A ~> $email',
    'A ~> $email()',
    'A ~> $e164("DE")',
    '$map(A, $email)',
    '( $email := function() { 1 }; $email() )',
  ])('is not: %s', (source) => {
    expect(() => load(source)).not.toThrow();
  });
});

describe('the field of a problem', () => {
  it.each([
    ['an object in an object', '{ "a": { "b": $email(E) } }', 'a.b', 'E'],
    ['a list', '{ "a": [MAILS.$email(E)] }', 'a[]', 'MAILS.E'],
    ['objects in a list', '{ "a": [MAILS.{ "b": $email(E) }] }', 'a[].b', 'MAILS.E'],
    ['a value passed on to another function', '{ "a": $uppercase($email(E)) }', 'a', 'E'],
    ['a function given by name', '{ "a": $map(MAILS.E, $email) }', 'a', undefined],
    ['a function applied', '{ "a": E ~> $email }', 'a', undefined],
    ['a variable', '( $x := $email(E); { "a": $x } )', 'a', 'E'],
    ['a variable used twice', '( $x := $email(E); { "a": $x, "b": $x } )', 'a|b', 'E'],
    ['an object in a variable used twice', '( $x := { "c": $email(E) }; { "a": $x, "b": $x } )', 'a.c|b.c', 'E'],
    ['a list in a variable', '( $m := MAILS; { "a": [$m.{ "b": $email(E) }] } )', 'a[].b', 'MAILS.E'],
    ['a variable that is also tested', '( $x := $email(E); $exists($x) ? 1 : { "a": $x, "b": $x } )', 'a|b', 'E'],
    ['an object in a variable', '( $x := { "c": $email(E) }; { "a": $x } )', 'a.c', 'E'],
    ['a function of the mapping', '( $f := function($v) { $email($v) }; { "a": $f(E) } )', 'a', '$v'],
    ['merged objects', '$merge([{ "a": $email(E) }, { "b": 1 }])', 'a', 'E'],
    ['a condition', '{ "a": true ? $email(E) : 1 }', 'a', 'E'],
    ['a fallback', '{ "a": $email(E) ?? "none" }', 'a', 'E'],
    ['a computed name', '{ K: $email(E) }', '*', 'E'],
    ['an argument object', '{ "a": $address({ "country": $country(E) }) }', 'a', 'E'],
    ['a part of a result', '{ "a": $address({ "country": E }) }', 'a.country', 'E'],
    ['a filter', '{ "a": MAILS[$email(E)] }', 'a', 'MAILS.E'],
    ['the parent of a list', '{ "a": [MAILS.{ "b": $email(%.E) }] }', 'a[].b', 'E'],
    ['grouping', 'MAILS{ K: $email(E) }', '*', 'MAILS.E'],
    ['no field', '$email(E)', undefined, 'E'],
  ])('is known for %s', (_name, source, path, sourcePath) => {
    const [problem] = problemsOf(source, { E: 'x', K: 'k', MAILS: [{ E: 'y', K: 'k' }] });
    expect({ path: problem?.path, sourcePath: problem?.sourcePath }).toEqual({ path, sourcePath });
  });
});

describe('the place of a problem in a list', () => {
  const rows = [{ E: 'a@example.com' }, { E: 'x' }, {}, { E: 'y', C: 'Nowhere' }];
  it.each([
    ['objects', '{ "a": [ROWS.{ "b": $email(E) }] }', ['a.1.b', 'a.3.b']],
    ['a list as the whole answer', '[ROWS.{ "b": $email(E) }]', ['1.b', '3.b']],
    ['parts of results', '{ "a": [ROWS.$address({ "name": E, "country": C })] }', ['a.2.country']],
    ['a fallback that is used', '{ "a": [ROWS.{ "b": $email(E) ?? "none" }] }', [undefined, undefined]],
    ['members of a list, which are left out', '{ "a": [ROWS.$email(E)] }', [undefined, undefined]],
    [
      'a test for the refused value',
      '{ "a": [ROWS.($e := $email(E); $exists($e) ? { "b": $e })] }',
      [undefined, undefined],
    ],
    ['a function that needs text', '{ "a": [ROWS.{ "b": $uppercase($email(E)) }] }', [undefined, undefined]],
    [
      'another standard function',
      '{ "a": [ROWS.{ "b": $trimmed($email(E)), "c": $email(E) }] }',
      [undefined, undefined, 'a.1.c', 'a.3.c'],
    ],
  ])('is told for %s only where it is certain', (_name, source, places) => {
    const found = problemsOf(source, { ROWS: rows }).map(({ at }) => at);
    expect(found).toHaveLength(places.length);
    expect(found).toEqual(expect.arrayContaining(places));
  });
});
