import * as fc from 'fast-check';
import { checkRecord } from '../../../src/domain/check-record.ts';
import { order } from '../../../src/domain/commerce.ts';
import { customerRecord } from '../../../src/domain/customer-record.ts';

const line = (sku: unknown, quantity: unknown = '1') => ({ sku, quantity });
const orderOf = (...lines: unknown[]) => ({ id: '1', orderNumber: '1', orderedAt: '2026-01-01T00:00:00Z', lines });

describe('checkRecord', () => {
  it.each<[string, object, object, string[]]>([
    ['a record that fits', orderOf(line('A')), orderOf(line('A')), []],
    ['a bad optional field', { id: '1', industry: 7 }, { id: '1', industry: null }, ['industry']],
    [
      'an object around a bad required field',
      { ...orderOf(), total: { amount: 12.5, currency: 'EUR' } },
      { ...orderOf(), total: null },
      ['total.amount'],
    ],
    [
      'one element of a list',
      orderOf(line('A'), line('B', 2), line('C')),
      orderOf(line('A'), line('C')),
      ['lines.1.quantity'],
    ],
    [
      'several elements of a list',
      orderOf(line(1), line('B'), line(3), line('D')),
      orderOf(line('B'), line('D')),
      ['lines.0.sku', 'lines.2.sku'],
    ],
  ])('keeps what is right of %s', (_name, record, kept, paths) => {
    const schema = 'orderNumber' in record ? order : customerRecord;
    const { value, problems } = checkRecord(schema, record);
    expect(value).toEqual(kept);
    expect(problems.map(({ path, code }) => [path, code])).toEqual(paths.map((path) => [path, 'WRONG_TYPE']));
  });

  it.each([
    ['without what every record needs', { displayName: 'x' }],
    ['that is no object', 'text'],
    ['that is nothing', undefined],
  ])('keeps nothing of a record %s', (_name, record) => {
    const { value, problems } = checkRecord(customerRecord, record);
    expect(value).toBeUndefined();
    expect(problems).not.toEqual([]);
  });

  it('says where a path of the given record leads in what was kept', () => {
    const record = orderOf(line(1), { ...line('B'), unitPrice: { amount: 'x', currency: 'EUR' } }, line('C'));
    const { value, placeOf } = checkRecord(order, record);
    expect(value).toMatchObject({ lines: [{ sku: 'B', unitPrice: null }, { sku: 'C' }] });
    expect(['lines.0.sku', 'lines.1.unitPrice.amount', 'lines.2.sku', 'total'].map(placeOf)).toEqual([
      'lines',
      'lines.0.unitPrice.amount',
      'lines.1.sku',
      'total',
    ]);
  });

  it('leaves the record it is given alone, repeats no value, and what it keeps fits', () => {
    const anything = fc.jsonValue();
    const records = fc.record({
      id: fc.string(),
      orderNumber: anything,
      orderedAt: anything,
      lines: anything,
      total: anything,
    });
    fc.assert(
      fc.property(records, (record) => {
        const before = structuredClone(record);
        const { value, problems } = checkRecord(order, record);
        expect(record).toEqual(before);
        expect(value === undefined || order.safeParse(value).success).toBe(true);
        expect(value !== undefined || problems.length > 0).toBe(true);
      }),
    );
  });
});
