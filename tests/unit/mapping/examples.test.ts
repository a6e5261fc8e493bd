import { loadExamples } from '../../../src/mapping/examples.ts';
import { formatOutcomes, runExamples } from '../../../src/mapping/run-examples.ts';
import { loadMapping } from '../../../src/mapping/run-mapping.ts';

const file = 'mappings/erp/order.examples.yaml';
const load = (source: string) => loadExamples({ file, source });
const mapping = loadMapping({
  file: 'mappings/erp/order.jsonata',
  source: '{ "id": ID, "lines": [LINES.{ "sku": SKU, "due": $isoDate(DUE) }], "country": $country(C) ?? $home }',
});
const report = (source: string) => formatOutcomes(file, runExamples(mapping, load(source)));

describe('the file of examples', () => {
  it.each([
    ['no list', 'name: x', /order\.examples\.yaml:1: Invalid input: expected array/],
    ['empty', '[]', /:1: holds no example/],
    ['broken YAML', '- name: "x', /order\.examples\.yaml:1: /],
    ['an unknown key', '- name: a\n  in: {}\n  output: {}', /:1: Unrecognized key: "output"/],
    ['a problem without code', '- name: a\n  in: {}\n  problems:\n    - path: x', /:4: problems\.0\.code: /],
    ['two examples of one name', '- { name: a, in: {} }\n- { name: a, in: {} }', /:2: a second example is called "a"/],
  ])('is refused with its line: %s', (_name, source, message) => {
    expect(() => load(source)).toThrow(message);
  });

  it('names every problem at once', () => {
    expect(() => load('- in: {}\n- in: {}')).toThrow(/:1: name: [^]*:2: name: /);
  });
});

describe('an example', () => {
  it('holds when value and problems are as expected', () => {
    const source = `
- name: all well
  in: { ID: "1", LINES: { SKU: A, DUE: "20240131" }, C: DE }
  out: { id: "1", lines: [{ sku: A, due: "2024-01-31" }], country: DE }
- name: refusals, in any order
  in: { ID: "1", LINES: [{ DUE: 03/04/2020 }, { DUE: 03/05/2020 }], C: Nowhere }
  bindings: { home: FR }
  problems:
    - { path: country, code: UNKNOWN_COUNTRY }
    - { path: "lines[].due", code: AMBIGUOUS_DATE }
    - { path: "lines[].due", code: AMBIGUOUS_DATE }
  out: { id: "1", lines: [{}, {}], country: FR }`;
    expect(report(source)).toBe('');
  });

  it('that does not hold says what differs, and where', () => {
    const source = `- name: all wrong
  in: { ID: "1", LINES: [{ SKU: A }, { SKU: B, DUE: soon }] }
  problems: [{ path: id, code: UNKNOWN_CODE }]
  out: { id: 1, lines: [{ sku: B }], extra: true }`;
    expect(report(source).split('\n')).toEqual([
      'mappings/erp/order.examples.yaml:1: all wrong',
      '  id: expected 1, got "1"',
      '  lines[0].sku: expected "B", got "A"',
      '  lines[1]: expected nothing, got {"sku":"B"}',
      '  extra: expected true, got nothing',
      '  problems: expected UNKNOWN_CODE at id, which was not reported',
      '  problems: INVALID_DATE at lines[].due was not expected (not a date in a known form)',
    ]);
  });

  it('without `out` compares the problems only, and expects none unless it says so', () => {
    expect(report('- { name: a, in: { C: Nowhere } }')).toMatch(/UNKNOWN_COUNTRY at country was not expected/);
    expect(report('- { name: a, in: { ID: 7 } }')).toBe('');
  });
});
