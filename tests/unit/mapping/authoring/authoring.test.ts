import { coverageOf } from '../../../../src/mapping/authoring/coverage-of.ts';
import { explainMapping } from '../../../../src/mapping/authoring/explain-mapping.ts';
import { lossyCoercionsOf } from '../../../../src/mapping/authoring/lossy-coercions.ts';
import { tryMapping } from '../../../../src/mapping/authoring/try-mapping.ts';
import { loadMapping } from '../../../../src/mapping/run-mapping.ts';

const source = `/* ERP order: "not": a field */
(
  $amount := function($value) { $money($value, WAERK) };
  $note := $trimmed(TEXT);
  {
    "id": VBELN,
    "total": $amount(NETWR), /* with, tax */
    "lines": [ITEMS.{
      "sku": $uppercase(MATNR & "}"),
      "quantity": $round(QTY * 2, 1),
      "isNew": $match(MATNR, /^[,;]/) ? true : false
    }],
    "note": $note,
    "address": ADDRESS
  }
)`;
const mapping = loadMapping({ file: 'mappings/erp/order.jsonata', source });

describe('tryMapping', () => {
  it('gives value, problems and how long it took', () => {
    const trial = tryMapping(mapping, { VBELN: '1', NETWR: 'x', WAERK: 'EUR' });
    expect(trial.value).toEqual({ id: '1', lines: [] });
    expect(trial.problems.map(({ path, code }) => `${code} at ${path}`)).toEqual(['INVALID_DECIMAL at total']);
    expect(trial.timings.runs).toBeGreaterThan(0);
    expect(trial.timings.medianUs).toBeGreaterThan(0);
  });
});

describe('explainMapping', () => {
  it('says which expression fills each field, where it stands, what it reads and calls', () => {
    const explained = explainMapping(mapping);
    expect(explained.map(({ target, expression, line }) => [target, expression.replace(/\s+/g, ' '), line])).toEqual([
      ['id', 'VBELN', 6],
      ['total', '$amount(NETWR)', 7],
      ['lines', expect.stringMatching(/^\[ITEMS\.\{.*\}\]$/), 8],
      ['lines[].sku', '$uppercase(MATNR & "}")', 9],
      ['lines[].quantity', '$round(QTY * 2, 1)', 10],
      ['lines[].isNew', '$match(MATNR, /^[,;]/) ? true : false', 11],
      ['note', '$note', 13],
      ['address', 'ADDRESS', 14],
    ]);
    const byTarget = new Map(explained.map((field) => [field.target, field]));
    expect(byTarget.get('total')).toMatchObject({ reads: ['NETWR', 'WAERK'], calls: ['amount', 'money'], column: 14 });
    expect(byTarget.get('lines')?.reads).toEqual(['ITEMS', 'ITEMS.MATNR', 'ITEMS.QTY']);
    expect(byTarget.get('note')).toMatchObject({ reads: ['TEXT'], calls: ['trimmed'] });
  });
});

describe('coverageOf', () => {
  it('lists dropped source fields, empty target fields and lossy steps', () => {
    const rows = [
      {
        VBELN: '1',
        NETWR: '5',
        WAERK: 'EUR',
        ITEMS: [{ MATNR: 'a', QTY: 1, WERKS: 'X' }],
        ADDRESS: { CITY: 'B', ZIP: '' },
        ERNAM: 'u',
      },
      { VBELN: '2', ITEMS: { MATNR: 'a', WERKS: 'X' }, ERDAT: null },
    ];
    const coverage = coverageOf(mapping, rows, {
      targetFields: ['id', 'total', 'total.amount', 'lines.sku', 'orderedAt'],
    });
    expect(coverage.rows).toBe(2);
    expect(coverage.dropped).toEqual([
      { path: 'ITEMS.WERKS', rows: 2 },
      { path: 'ERNAM', rows: 1 },
    ]);
    expect(coverage.unfilled).toEqual(['orderedAt']);
    expect(coverage.filled).toContainEqual({ path: 'total.amount', rows: 1 });
    expect(coverage.filled).toContainEqual({ path: 'lines.sku', rows: 2 });
    expect(coverage.lossy.map(({ target, operation, line }) => [target, operation, line])).toEqual([
      ['lines[].quantity', '$round', 10],
      ['lines[].quantity', '*', 10],
    ]);
  });
});

describe('lossyCoercionsOf', () => {
  it.each([
    ['{ "a": $number(X) }', ['$number']],
    ['{ "a": $decimal(X) }', []],
    ['{ "a": X.(A + B) }', ['+']],
    ['{ "a": $isoDate(X), "b": $substring(Y, 0, 3) }', ['$isoDate', '$substring']],
  ])('%s', (text, operations) => {
    expect(lossyCoercionsOf({ source: text }).map(({ operation }) => operation)).toEqual(operations);
  });
});
