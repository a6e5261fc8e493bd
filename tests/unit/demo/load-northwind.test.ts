import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { loadNorthwind } from '../../../src/demo/load-northwind.ts';
import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import { AppError } from '../../../src/errors.ts';
import { createAsk } from './demo-client.ts';

const NORTHWIND = '../shared/datasets/northwind';

describe('Northwind (needs the public data set in ../shared/datasets/northwind)', () => {
  it('has its data set', () => {
    expect(existsSync(NORTHWIND)).toBe(true);
  });

  it('has the totals its publisher states', () => {
    const { erp, scm } = loadNorthwind(NORTHWIND);
    const total = Decimal.sum(...erp.orders.map(({ netAmount }) => netAmount));
    expect({
      customers: erp.partners.length,
      orders: erp.orders.length,
      lines: erp.orders.flatMap(({ lines }) => lines).length,
      notShipped: scm.shipments.filter(({ shipDate }) => shipDate === undefined).length,
      revenue: total.toFixed(2),
    }).toEqual({ customers: 91, orders: 830, lines: 2155, notShipped: 21, revenue: '1265793.04' });
  });

  it('keeps amounts exact: invoices are lines and freight, to the last decimal', () => {
    const { erp, finance } = loadNorthwind(NORTHWIND);
    expect(erp.orders[0]?.netAmount).toBe('440');
    const wrong = finance.invoices.filter(
      ({ total, lines }) => !Decimal.sum(...lines.map(({ lineAmount }) => lineAmount)).equals(total),
    );
    expect(wrong).toEqual([]);
    expect(Math.max(...finance.invoices.map(({ total }) => new Decimal(total).decimalPlaces()))).toBe(4);
  });

  it('keeps the ship-to block of the ten customers it differs for', () => {
    const { erp, scm } = loadNorthwind(NORTHWIND);
    const masters = new Map(erp.partners.map((partner) => [partner.number, partner]));
    const differing = scm.customers.filter(({ externalId, address }) => {
      const master = masters.get(externalId ?? '');
      return master?.name !== address.company || master.address.street !== address.street1;
    });
    expect(differing.map(({ externalId }) => String(externalId)).toSorted()).toEqual([
      'ALFKI',
      'AROUT',
      'BLONP',
      'CHOPS',
      'GALED',
      'LAUGB',
      'RICSU',
      'TRADH',
      'WHITC',
      'WOLZA',
    ]);
  });

  it('knows every customer in the ERP, in finance and in the dmp, and every country', () => {
    const { truth, erp, dmp } = loadNorthwind(NORTHWIND);
    for (const source of ['erp', 'finance', 'dmp']) {
      expect(truth.filter(({ records }) => records.some((record) => record.source === source))).toHaveLength(91);
    }
    expect(erp.partners.filter(({ address }) => address.country === '')).toEqual([]);
    expect(dmp.profiles.filter(({ memberships }) => memberships.length < 2)).toEqual([]);
  });
});

describe('Northwind served (needs the public data set in ../shared/datasets/northwind)', () => {
  it('answers exact amounts: text in the ERP, four decimals in finance when asked, two otherwise', async () => {
    const demo = await startDemoSources({ data: NORTHWIND });
    const ask = await createAsk(demo);
    const invoice = demo.world.finance.invoices.find(({ total }) => new Decimal(total).decimalPlaces() === 4);
    const orderNumber = invoice?.number.replace('INV-', '');
    const order = await ask('erp', `/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder('${orderNumber}')`);
    const exact = await ask('finance', `/api.xro/2.0/Invoices/${invoice?.number}?unitdp=4`);
    const rounded = await ask('finance', `/api.xro/2.0/Invoices/${invoice?.number}`);
    const shipment = await ask('scm', `/shipments?orderNumber=${orderNumber}`);
    await demo.stop();

    const freight = new Decimal(invoice?.lines.at(-1)?.lineAmount ?? 0);
    expect(order.json).toMatchObject({
      d: { TotalNetAmount: new Decimal(invoice?.total ?? 0).minus(freight).toFixed() },
    });
    expect(exact.json).toMatchObject({ Invoices: [{ Total: Number(invoice?.total) }] });
    expect(rounded.json).toMatchObject({ Invoices: [{ Total: Number(new Decimal(invoice?.total ?? 0).toFixed(2)) }] });
    expect(shipment.json).toMatchObject({ shipments: [{ orderNumber, shipmentCost: freight.toNumber() }] });
  });
});

describe('malformed Northwind files (copied from ../shared/datasets/northwind, then spoiled)', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'northwind-'));
    cpSync(NORTHWIND, dir, { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const problemsOf = (): { file: string; line: number | undefined; message: string }[] => {
    try {
      loadNorthwind(dir);
      return [];
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'SETUP_INVALID') throw error;
      return error.problems.map(({ file, line, message }) => ({ file, line, message }));
    }
  };
  const spoil = (file: string, change: (text: string) => string): void => {
    writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
  };

  it('names every missing file at once', () => {
    rmSync(join(dir, 'orders.csv'));
    rmSync(join(dir, 'products.csv'));
    expect(problemsOf()).toEqual([
      { file: 'orders.csv', line: undefined, message: 'the file cannot be read' },
      { file: 'products.csv', line: undefined, message: 'the file cannot be read' },
    ]);
  });

  const cases: [string, string, [right: string, wrong: string], { line: number; message: string }][] = [
    [
      'a word for a number',
      'order_details.csv',
      ['10248,11,14,12,0', '10248,11,much,12,0'],
      { line: 2, message: 'UnitPrice: must be a decimal number' },
    ],
    [
      'a day that does not exist',
      'orders.csv',
      ['VINET,5,1996-07-04', 'VINET,5,1996-02-30'],
      { line: 2, message: 'OrderDate: must be a date, YYYY-MM-DD' },
    ],
    [
      'a missing cell',
      'shippers.csv',
      ['1,Speedy Express,', '1,Speedy Express;'],
      { line: 2, message: '2 cells where the header has 3' },
    ],
    ['an empty key', 'customers.csv', ['ANATR,', ','], { line: 3, message: 'CustomerID: must not be empty' }],
    [
      'an order of nobody',
      'orders.csv',
      ['10248,VINET', '10248,NOONE'],
      { line: 2, message: 'CustomerID: points at a record that does not exist' },
    ],
    [
      'a quote that never closes',
      'categories.csv',
      ['"Desserts, candies, and sweet breads"', '"Desserts'],
      { line: 4, message: 'a quoted cell is not closed' },
    ],
  ];
  it.each(cases)('names file and line of %s', (_, file, [right, wrong], expected) => {
    spoil(file, (text) => text.replace(right, wrong));
    expect(problemsOf()).toContainEqual({ file, ...expected });
  });

  it('counts lines inside quoted cells', () => {
    spoil('categories.csv', (text) =>
      text.replace('"Soft drinks, coffees', '"Soft drinks,\ncoffees').replace('3,Confections', ',Confections'),
    );
    expect(problemsOf()).toEqual([{ file: 'categories.csv', line: 5, message: 'CategoryID: must not be empty' }]);
  });
});
