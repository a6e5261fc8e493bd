import { startDemoSources } from '../../../src/demo/start-demo-sources.ts';
import type { DemoSourceName, DemoSources, Fault } from '../../../src/demo/start-demo-sources.ts';
import { createAsk } from './demo-client.ts';
import type { Ask } from './demo-client.ts';

const ORDERS = '/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder';
const LISTS: readonly (readonly [DemoSourceName, string])[] = [
  ['erp', `${ORDERS}?$top=3`],
  ['finance', '/api.xro/2.0/Contacts?page=1&pageSize=3'],
  ['scm', '/shipments?pageSize=3'],
  ['inventory', '/admin/api/2021-10/products.json?limit=3'],
  ['dmp', '/v1/segments'],
];

let demo: DemoSources;
let ask: Ask;
beforeAll(async () => {
  demo = await startDemoSources();
  ask = await createAsk(demo);
});
afterAll(() => demo.stop());
afterEach(() => Object.values(demo.sources).forEach((source) => source.setFault(undefined)));

describe.each(LISTS)('%s told to misbehave', (name, path) => {
  const withFault = (fault: Fault) => {
    demo.sources[name].setFault(fault);
    return ask(name, path);
  };

  it('drops connections when down, and comes back', async () => {
    await expect(withFault({ kind: 'down' })).rejects.toThrow('fetch failed');
    demo.sources[name].setFault(undefined);
    expect((await ask(name, path)).status).toBe(200);
  });

  it('never answers when it hangs', async () => {
    demo.sources[name].setFault({ kind: 'hang' });
    await expect(fetch(demo.sources[name].baseUrl + path, { signal: AbortSignal.timeout(50) })).rejects.toThrow(
      /abort/u,
    );
  });

  it.each([500, 502, 503, 401, 403, 404])('answers status %d', async (status) => {
    expect((await withFault({ kind: 'status', status })).status).toBe(status);
  });

  it('throttles and says for how long', async () => {
    const answer = await withFault({ kind: 'throttled', retryAfterSeconds: 7 });
    expect([answer.status, Number(answer.headers.get('retry-after'))]).toEqual([429, 7]);
  });

  it.each([
    [{ kind: 'html' }, /^<!DOCTYPE html>/u],
    [{ kind: 'empty' }, /^$/u],
    [{ kind: 'deepJson', depth: 5 }, /^\[{5}\]{5}$/u],
    [{ kind: 'errorIn200' }, /err|exception/iu],
    [{ kind: 'slow', delayMs: 1 }, /^[{[]/u],
    [{ kind: 'drip', delayMs: 1, bytes: 4096 }, /[}\]]$/u],
  ] as const)('answers 200 for %j', async (fault, body) => {
    const answer = await withFault(fault);
    expect([answer.status, body.test(answer.text)]).toEqual([200, true]);
  });

  it('cuts the answer short', async () => {
    const whole = await ask(name, path);
    const cut = await withFault({ kind: 'truncated' });
    expect(cut.text.length).toBeLessThan(whole.text.length);
    expect(cut.json).toBeUndefined();
  });

  it('resets the connection in the middle of the body', async () => {
    await expect(withFault({ kind: 'reset' })).rejects.toThrow('terminated');
  });

  it('sends more than anybody wants, plain and packed', async () => {
    const plain = await withFault({ kind: 'oversized', bytes: 50_000 });
    expect(plain.text.length).toBeGreaterThanOrEqual(50_000);
    const packed = await withFault({ kind: 'gzipBomb', bytes: 200_000 });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.text.length).toBeGreaterThan(200_000);
    expect(packed.json).toBeDefined();
  });
});

it('tells with ShipStation how long to wait in a header of its own', async () => {
  demo.sources.scm.setFault({ kind: 'throttled', retryAfterSeconds: 9 });
  const answer = await ask('scm', '/carriers');
  expect(answer.headers.get('x-rate-limit-reset')).toBe('9');
  expect(answer.json).toEqual({ message: 'Too Many Requests' });
});

describe('rows', () => {
  const keysOf = (text: string): string[] => Array.from(text.matchAll(/"SalesOrder":"(\d+)"/gu), ([, key = '']) => key);
  const path = `${ORDERS}?$top=3&$select=SalesOrder,SoldToParty`;

  it('are left out or come twice', async () => {
    demo.sources.erp.setFault({ kind: 'missingRow', key: '4500002' });
    expect(keysOf((await ask('erp', path)).text)).toEqual(['4500001', '4500003']);
    demo.sources.erp.setFault({ kind: 'duplicateRow', key: '4500002' });
    expect(keysOf((await ask('erp', path)).text)).toEqual(['4500001', '4500002', '4500002', '4500003']);
  });

  it('are found by a key that is inside the row', async () => {
    const contact = demo.world.finance.invoices[0]?.contactId ?? '';
    demo.sources.finance.setFault({ kind: 'missingRow', key: contact });
    const { json } = await ask('finance', `/api.xro/2.0/Invoices?ContactIDs=${contact}&page=1`);
    expect(json).toMatchObject({ Invoices: [] });
  });

  it.each([
    [undefined, { unexpected: true }],
    ['a word', 'a word'],
  ])('have a field of a wrong type at any depth: %p', async (value, shown) => {
    demo.sources.erp.setFault({ kind: 'wrongType', field: 'NetAmount', ...(value === undefined ? {} : { value }) });
    const { json } = await ask('erp', `${ORDERS}?$top=1&$expand=to_Item`);
    const { d } = json as { d: { results: { to_Item: { results: { NetAmount: unknown }[] } }[] } };
    const amounts = d.results.flatMap((row) => row.to_Item.results.map(({ NetAmount }) => NetAmount));
    expect(new Set(amounts.map((amount) => JSON.stringify(amount)))).toEqual(new Set([JSON.stringify(shown)]));
  });
});

describe('pages without end', () => {
  const start = (name: DemoSourceName) => demo.sources[name].setFault({ kind: 'endlessPaging' });

  it('in the ERP: the next link is always there', async () => {
    start('erp');
    const { json } = await ask('erp', `${ORDERS}?$top=1`);
    expect(json).toMatchObject({ d: { results: [expect.anything()], __next: expect.stringContaining(ORDERS) } });
  });

  it.each([
    ['finance', '/api.xro/2.0/Contacts?page=900&pageSize=2', { pagination: { pageCount: 1_000_000 } }, 'Contacts'],
    ['scm', '/shipments?page=900&pageSize=2', { pages: 1_000_000 }, 'shipments'],
  ] as const)('in %s: no page is the last, none is empty', async (name, path, expected, rows) => {
    start(name);
    const { json } = await ask(name, path);
    expect(json).toMatchObject(expected);
    expect(json[rows]).toHaveLength(2);
  });

  it('in inventory: the Link header is always there', async () => {
    start('inventory');
    const answer = await ask('inventory', '/admin/api/2021-10/locations.json');
    expect(answer.headers.get('link')).toMatch(/rel="next"$/u);
  });
});

describe('limits of a fault', () => {
  it('are a path and a number of times', async () => {
    demo.sources.scm.setFault({ kind: 'status', status: 503, path: '/shipments', times: 2 });
    const statuses: number[] = [];
    for (const path of ['/carriers', '/shipments', '/shipments', '/shipments'])
      statuses.push((await ask('scm', path)).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  it('let faults be queued', async () => {
    demo.sources.scm.setFault([
      { kind: 'status', status: 500, times: 1 },
      { kind: 'down', times: 1 },
    ]);
    expect((await ask('scm', '/carriers')).status).toBe(500);
    await expect(ask('scm', '/carriers')).rejects.toThrow('fetch failed');
    expect((await ask('scm', '/carriers')).status).toBe(200);
  });
});

describe('the control path', () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return ask('dmp', `/_demo/${path}`, { ...init, headers: {} });
  };

  it('sets and clears a fault without a credential', async () => {
    expect((await control('POST', 'fault', { kind: 'status', status: 502 })).status).toBe(200);
    expect((await ask('dmp', '/v1/segments')).status).toBe(502);
    expect((await control('DELETE', 'fault')).status).toBe(200);
    expect((await ask('dmp', '/v1/segments')).status).toBe(200);
  });

  it.each([[{ kind: 'sleepy' }], [{ kind: 'status' }], [{ kind: 'slow', delayMs: 1, colour: 'red' }], ['x']])(
    'refuses %j',
    async (fault) => {
      expect((await control('POST', 'fault', fault)).status).toBe(400);
    },
  );

  it('counts calls by path template, and forgets them when told', async () => {
    await control('DELETE', 'calls');
    demo.sources.erp.resetCalls();
    await ask('dmp', '/v1/segments?x=1');
    await ask('erp', `${ORDERS}('4500001')/to_Item`);
    await ask('erp', `${ORDERS}('4500002')/to_Item`);
    expect((await control('GET', 'calls')).json).toEqual({
      total: 1,
      byTemplate: { 'GET /v1/segments': 1 },
      calls: [{ method: 'GET', path: '/v1/segments', template: 'GET /v1/segments', query: 'x=1' }],
    });
    expect(new Set(demo.sources.erp.calls().map(({ template }) => template))).toEqual(
      new Set([`GET ${ORDERS}({id})/to_Item`]),
    );
    demo.sources.dmp.resetCalls();
    expect(demo.sources.dmp.calls()).toEqual([]);
  });
});
