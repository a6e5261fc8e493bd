import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkplace, type Workplace } from './write-connector.ts';

const MANIFEST = `
connector: crm
title: Exports of the old CRM
owner: crm@acme.example
source: { kind: file, root: data, delimiter: ';' }
provides:
  Customer:
    fetch: { get: /customers.csv, batch: 100 }
    key: ID
    mapping: customer
    list: { get: /customers.csv }
`;

describe('a connector over files', () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = createWorkplace();
    workplace.write(MANIFEST);
    const data = join(workplace.connectorsDir, 'crm', 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'customers.csv'), 'ID;NAME\n1;Ada\n2;Bo\n2;Bob\n0;Zero\n');
  });
  afterEach(() => workplace.remove());

  it('gives the rows that were asked for, and no others', async () => {
    const [connector] = await workplace.load();
    const rows = await connector?.routes[0]?.fetchRows(['0', '2', '9'], { coordinate: 'Customer', keys: 3 });
    expect(rows).toEqual([
      { key: '0', row: { ID: '0', NAME: 'Zero' } },
      { key: '2', row: { ID: '2', NAME: 'Bo' } },
      { key: '2', row: { ID: '2', NAME: 'Bob' } },
    ]);
  });

  it('enumerates every row', async () => {
    const [connector] = await workplace.load();
    const ids: string[] = [];
    for await (const page of connector?.list?.list({}) ?? []) ids.push(...page.rows.map(({ key }) => key));
    expect(ids).toEqual(['1', '2', '2', '0']);
  });

  it('may be pointed elsewhere by whoever runs the gateway', async () => {
    const elsewhere = join(workplace.connectorsDir, '..', 'exports');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'customers.csv'), 'ID\n7\n');
    workplace.write(MANIFEST.replace('root: data', 'root: "${CRM_EXPORTS}"'));
    const [connector] = await workplace.load({ CRM_EXPORTS: elsewhere });
    expect(await connector?.routes[0]?.fetchRows(['7'], { coordinate: 'Customer', keys: 1 })).toHaveLength(1);
  });
});
