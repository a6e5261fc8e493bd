import { loadConnectors, type Connector } from '../../src/connector/load-connectors.ts';
import type { KeyedRow, Route } from '../../src/connector/route.ts';
import { type DemoSources, type Fault, startDemoSources } from '../../src/demo/start-demo-sources.ts';
import { COORDINATES, isCoordinate } from '../../src/domain/coordinates.ts';
import { LOOPBACK } from '../loopback-sources.ts';

/** A key of the generated data for each way to ask that is no record of an enumeration. */
const FIELD_OF: Readonly<Record<string, string>> = { id: 'id', number: 'number', orderNumber: 'orderNumber' };

describe('the shipped connectors against the demo systems', () => {
  let demo: DemoSources;
  let connectors: Connector[];

  beforeAll(async () => {
    demo = await startDemoSources({ seed: 3 });
    connectors = await loadConnectors({
      connectorsDir: 'connectors',
      mappingsDir: 'mappings',
      env: demo.env,
      outbound: LOOPBACK,
    });
  });
  afterEach(() => Object.values(demo.sources).forEach((source) => source.setFault(undefined)));
  afterAll(async () => {
    await Promise.all(connectors.map((connector) => connector.close()));
    await demo.stop();
  });

  function routeOf(id: string): Route {
    const route = connectors.flatMap(({ routes }) => routes).find((each) => each.id === id);
    if (route === undefined) throw new TypeError(`no route ${id}`);
    return route;
  }

  async function enumerate(name: string, since?: string): Promise<string[]> {
    const list = connectors.find((connector) => connector.name === name)?.list;
    const keys: string[] = [];
    for await (const page of list?.list(since === undefined ? {} : { since }) ?? []) {
      keys.push(...page.rows.map(({ key }) => key));
    }
    return keys;
  }

  function fetchRows(route: Route, keys: readonly string[]): Promise<KeyedRow[]> {
    const { coordinate } = route;
    return route.fetchRows(keys, { coordinate, keys: keys.length, deadline: Date.now() + 5_000 });
  }

  function mapRows(route: Route, rows: readonly KeyedRow[]): Record<string, unknown>[] {
    return rows.flatMap(({ row }) => {
      const { value, problems } = route.mapping.run(row, route.bindings);
      expect(problems.map(({ code }) => code)).not.toContain('MAPPING_FAILED');
      return [value].flat() as Record<string, unknown>[];
    });
  }

  it.each(['erp', 'finance', 'scm'])('enumerates every customer of %s once, and fewer since a time', async (name) => {
    const all = await enumerate(name);
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all).size).toBe(all.length);
    const changed = await enumerate(name, '2026-10-15T00:00:00Z');
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(all.length / 2);
    expect(all).toEqual(expect.arrayContaining(changed));
  });

  it.each(['erp', 'finance', 'scm'])('finds customers of %s by a part of their name', async (name) => {
    const connector = connectors.find((each) => each.name === name);
    const [key] = await enumerate(name);
    const customer = routeOf(`${name}/Customer`);
    const [record] = mapRows(customer, await fetchRows(customer, [key ?? '']));
    const word = /[\p{L}]{4,}/u.exec(String(record?.['displayName']))?.[0] ?? '';
    const found = await connector?.search?.search(word, 50, { coordinate: 'Customer', keys: 0 });
    expect(found?.map((row) => row.key)).toContain(key);
  });

  it.each<[string, string, string]>([
    ['erp/Customer', 'erp', ''],
    ['erp/Customer.orders', 'erp', ''],
    ['erp/Customer.credit', 'erp', ''],
    ['erp/Order:id', 'erp', 'erp/Customer.orders'],
    ['erp/Order:orderNumber', 'erp', 'erp/Customer.orders'],
    ['finance/Customer', 'finance', ''],
    ['finance/Customer.invoices', 'finance', ''],
    ['finance/Customer.payments', 'finance', ''],
    ['finance/Invoice:id', 'finance', 'finance/Customer.invoices'],
    ['finance/Invoice:number', 'finance', 'finance/Customer.invoices'],
    ['finance/Order.invoices', 'erp', 'erp/Customer.orders'],
    ['scm/Customer', 'scm', ''],
    ['scm/Customer.shipments', 'scm', ''],
    ['scm/Order.shipments', 'erp', 'erp/Customer.orders'],
  ])('%s answers a full batch in one call, with records that fit the graph', async (id, lister, through) => {
    const route = routeOf(id);
    const records = (await enumerate(lister)).slice(0, 50);
    const parents = through === '' ? undefined : mapRows(routeOf(through), await fetchRows(routeOf(through), records));
    const keys = (parents?.map((parent) => String(parent[FIELD_OF[route.by] ?? ''])) ?? records).slice(
      0,
      route.batchSize,
    );
    demo.sources[route.source as keyof typeof demo.sources].resetCalls();

    const rows = await fetchRows(route, keys);
    expect(demo.sources[route.source as keyof typeof demo.sources].calls()).toHaveLength(1);
    expect(rows.length).toBeGreaterThan(keys.length / 3);
    expect(keys).toEqual(expect.arrayContaining(rows.map(({ key }) => key)));
    const { row: schema } = isCoordinate(route.coordinate) ? COORDINATES[route.coordinate] : COORDINATES.Customer;
    for (const record of mapRows(route, rows)) expect(schema.safeParse(record)).toMatchObject({ success: true });
  });

  it.each<[string, string]>([
    ['erp/Customer', "O'Neil') or (1 eq 1"],
    ['erp/Customer.orders', "' or SalesOrder ne '"],
    ['finance/Customer', 'no-uuid'],
    ['finance/Customer.payments', '") OR Amount > 0 OR Reference == ("'],
    ['scm/Customer', 'abc'],
  ])('%s gives nothing for the key %j, least of all everything', async (id, key) => {
    const rows = await fetchRows(routeOf(id), [key]).catch((error: unknown) => error);
    expect(rows === undefined || Array.isArray(rows) ? rows : (rows as { code: string }).code).toEqual(
      Array.isArray(rows) ? [] : 'SOURCE_REJECTED',
    );
  });

  describe('when the system misbehaves', () => {
    const ask = async (): Promise<{ keys: string[]; rows: KeyedRow[] }> => {
      const keys = ['0000100001', '0000100002'];
      return { keys, rows: await fetchRows(routeOf('erp/Customer'), keys) };
    };

    it.each<[Fault, string]>([
      [{ kind: 'down', times: 5 }, 'SOURCE_UNAVAILABLE'],
      [{ kind: 'html' }, 'SOURCE_BAD_DATA'],
      [{ kind: 'empty' }, 'SOURCE_BAD_DATA'],
      [{ kind: 'truncated' }, 'SOURCE_BAD_DATA'],
      [{ kind: 'reset', times: 5 }, 'SOURCE_UNAVAILABLE'],
      [{ kind: 'oversized', bytes: 12_000_000 }, 'SOURCE_TOO_LARGE'],
      [{ kind: 'gzipBomb', bytes: 12_000_000 }, 'SOURCE_TOO_LARGE'],
      [{ kind: 'deepJson' }, 'SOURCE_BAD_DATA'],
      [{ kind: 'errorIn200' }, 'SOURCE_REJECTED'],
      [{ kind: 'status', status: 503 }, 'SOURCE_UNAVAILABLE'],
      [{ kind: 'status', status: 403 }, 'SOURCE_REJECTED'],
      [{ kind: 'endlessPaging' }, 'SOURCE_BAD_DATA'],
      [{ kind: 'hang' }, 'SOURCE_TIMEOUT'],
      [{ kind: 'drip' }, 'SOURCE_TIMEOUT'],
    ])('%j', async (fault, code) => {
      demo.sources.erp.setFault(fault);
      await expect(ask()).rejects.toMatchObject({ code, source: 'erp' });
    });

    it('leaves a missing row out and a duplicate in, for the recipe to count', async () => {
      demo.sources.erp.setFault({ kind: 'missingRow', key: '0000100001' });
      expect((await ask()).rows.map(({ key }) => key)).toEqual(['0000100002']);
      demo.sources.erp.setFault({ kind: 'duplicateRow', key: '0000100001' });
      expect((await ask()).rows.map(({ key }) => key).sort()).toEqual(['0000100001', '0000100001', '0000100002']);
    });

    it('refuses a wrong type in one field and keeps the rest of the row', async () => {
      demo.sources.erp.setFault({ kind: 'wrongType', field: 'CorrespondenceLanguage' });
      const { rows } = await ask();
      const route = routeOf('erp/Customer');
      for (const { key, row } of rows) {
        const { value, problems } = route.mapping.run(row, route.bindings);
        expect(problems).toMatchObject([{ path: 'preferredLanguage', code: 'NOT_A_SCALAR' }]);
        expect(value).toMatchObject({ id: key });
      }
      expect(rows).toHaveLength(2);
    });

    it('takes rows that all lost their keys for bad data', async () => {
      demo.sources.erp.setFault({ kind: 'wrongType', field: 'BusinessPartner' });
      await expect(ask()).rejects.toMatchObject({ code: 'SOURCE_BAD_DATA' });
    });
  });
});
