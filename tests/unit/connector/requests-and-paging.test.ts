import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../src/errors.ts';
import type { Connector } from '../../../src/connector/load-connectors.ts';
import { UNKEYED } from '../../../src/connector/read-rows.ts';
import type { KeyedRow, ListOptions, Route } from '../../../src/connector/route.ts';
import { sendJson, startServer, type Answer, type TestServer } from '../source/start-server.ts';
import { createWorkplace, manifestWith, type ManifestParts, type Workplace } from './write-connector.ts';

const context = { coordinate: 'Customer', keys: 1 };
const ROWS = Array.from({ length: 7 }, (_, index) => ({ id: index }));

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '', 'http://source.invalid').searchParams;
}

function numberOf(request: IncomingMessage, name: string): number {
  return Number(queryOf(request).get(name));
}

describe('a connector over HTTP', () => {
  let workplace: Workplace;
  let server: TestServer;
  let answer: Answer;

  beforeEach(async () => {
    workplace = createWorkplace();
    server = await startServer((...parts) => answer(...parts));
    answer = (response) => sendJson(response, { items: [] });
  });
  afterEach(async () => {
    await workplace.remove();
    await server.close();
  });

  async function connect(parts: ManifestParts): Promise<Connector> {
    workplace.write(manifestWith({ baseUrl: `${server.url}/api`, ...parts }));
    const [connector] = await workplace.load();
    if (connector === undefined) throw new TypeError('no connector');
    return connector;
  }

  async function connectRoute(customer: string, parts: ManifestParts = {}): Promise<Route> {
    const { routes } = await connect({ ...parts, customer: `${customer}\nkey: id\nmapping: customer` });
    if (routes[0] === undefined) throw new TypeError('no route');
    return routes[0];
  }

  async function enumerate(
    connector: Connector,
    options: ListOptions = {},
  ): Promise<{ ids: string[]; totals: unknown[] }> {
    const ids: string[] = [];
    const totals: unknown[] = [];
    if (connector.list === undefined) throw new TypeError('no list');
    for await (const page of connector.list.list(options)) {
      ids.push(...page.rows.map(({ key }) => key));
      totals.push(page.total);
    }
    return { ids, totals };
  }

  const failureOf = async (promise: Promise<unknown>): Promise<AppError> => {
    const error: unknown = await promise.catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new TypeError('expected an AppError');
    return error;
  };

  describe('writes a request', () => {
    it.each<[string, string, string[], string]>([
      [
        'with keys joined',
        '{ get: /c, query: { ids: \'$join($keys, ",")\' }, batch: 9 }',
        ['a b', 'c&d'],
        'GET /api/c?ids=a%20b%2Cc%26d',
      ],
      ['with a parameter repeated', '{ get: /c, query: { id: $keys }, batch: 9 }', ['a', 'b'], 'GET /api/c?id=a&id=b'],
      [
        'with numbers and booleans as they are',
        '{ get: /c, query: { full: true, limit: 10 } }',
        ['a'],
        'GET /api/c?full=true&limit=10',
      ],
      [
        'without what an expression does not give',
        "{ get: /c, query: { cursor: $cursor, none: '[]' } }",
        ['a'],
        'GET /api/c',
      ],
      ['with a key in its path', '{ get: "/c/{$key}/full" }', ['ä/ö?#%'], 'GET /api/c/%C3%A4%2F%C3%B6%3F%23%25/full'],
      ['with an expression in its path', '{ get: "/c/{$uppercase($key) & \'}\'}" }', ['a'], 'GET /api/c/A%7D'],
      ['with empty and zero keys', '{ get: /c, query: { id: $keys }, batch: 9 }', ['', '0'], 'GET /api/c?id=&id=0'],
      [
        'with a quote for OData',
        '{ get: /c, query: { $filter: \'"N eq " & $key\' } }',
        ["O'Neil"],
        "GET /api/c?%24filter=N%20eq%20O'Neil",
      ],
    ])('%s', async (_name, fetch, keys, line) => {
      const route = await connectRoute(`fetch: ${fetch}\nrows: body.items`);
      await route.fetchRows(keys, context);
      expect(server.requests.map((request) => request.line.replaceAll('%27', "'"))).toEqual([line]);
    });

    it('with the fields that the mapping and the key read, and no others', async () => {
      const select = 'query: { fields: \'$join($fields, ",")\' }';
      workplace.write(
        manifestWith({
          baseUrl: server.url,
          customer: `fetch: { get: /c, ${select} }\nlist: { get: /l, ${select} }\nrows: body.items\nkey: number\nmapping: customer`,
        }),
        'crm',
        '{ "id": $string(id), "emails": mails[kind = "work"].{ "address": text } }',
      );
      const [connector] = await workplace.load();
      await connector?.routes[0]?.fetchRows(['1'], context);
      if (connector !== undefined) await enumerate(connector);
      expect(server.requests.map(({ line }) => decodeURIComponent(line))).toEqual([
        'GET /c?fields=id,mails/kind,mails/text,number',
        'GET /l?fields=id,mails/kind,mails/text,number',
      ]);
    });

    it('with headers and a JSON body', async () => {
      const route = await connectRoute(
        'fetch: { post: /c, headers: { X-Tenant: \'"a"\', X-None: $cursor }, body: \'{ "ids": $keys }\', batch: 2 }\nrows: body.items',
      );
      await route.fetchRows(['1', '2'], context);
      expect(server.requests).toMatchObject([{ line: 'POST /api/c', body: '{"ids":["1","2"]}' }]);
      expect(server.requests[0]?.headers).toMatchObject({ 'x-tenant': 'a', 'content-type': 'application/json' });
      expect(server.requests[0]?.headers).not.toHaveProperty('x-none');
    });

    it.each(['.', '..', ''])('never with the key %j as a part of its path', async (key) => {
      const route = await connectRoute('fetch: { get: "/c/{$key}" }\nrows: body.items');
      expect(await failureOf(route.fetchRows([key], context))).toMatchObject({
        code: 'SOURCE_REJECTED',
        source: 'crm',
      });
      expect(server.requests).toEqual([]);
    });

    it('not at all without keys, and never with more than fit a batch', async () => {
      const route = await connectRoute('fetch: { get: /c, batch: 2 }\nrows: body.items');
      expect(await route.fetchRows([], context)).toEqual([]);
      expect(await failureOf(route.fetchRows(['1', '2', '3'], context))).toMatchObject({ code: 'INTERNAL' });
      expect(server.requests).toEqual([]);
    });

    it('and calls a failing expression of its own a bug, not bad data', async () => {
      const route = await connectRoute('fetch: { get: /c, query: { a: $number("x") } }\nrows: body.items');
      expect(await failureOf(route.fetchRows(['1'], context))).toMatchObject({ code: 'INTERNAL', source: 'crm' });
    });
  });

  describe('reads an answer', () => {
    const rowsOf = async (body: unknown, rows = 'body.items', key = 'id'): Promise<KeyedRow[]> => {
      answer = (response) => sendJson(response, body);
      const { routes } = await connect({
        customer: `fetch: { get: /c, batch: 9 }\nrows: ${rows}\nkey: ${key}\nmapping: customer`,
      });
      return (await routes[0]?.fetchRows(['1', '2'], context)) ?? [];
    };

    it.each<[string, unknown, string, string, string[]]>([
      ['a list', { items: [{ id: '2' }, { id: '1' }] }, 'body.items', 'id', ['2', '1']],
      ['one row that is no list', { items: { id: '1' } }, 'body.items', 'id', ['1']],
      ['an empty list', { items: [] }, 'body.items', 'id', []],
      ['null for none', { items: null }, 'body.items', 'id', []],
      ['a list that an expression may leave out', {}, '"[body.items]"', 'id', []],
      ['keys that are numbers', { items: [{ id: 1 }, { id: 0 }] }, 'body.items', 'id', ['1', '0']],
      ['a key below', { items: [{ who: { id: '1' } }] }, 'body.items', 'who.id', ['1']],
      ['a row that answers two keys', { items: [{ ids: ['1', '2'] }] }, 'body.items', 'ids', ['1', '2']],
      ['a key over a list', { items: [{ ids: [{ v: '1' }, { v: '2' }] }] }, 'body.items', 'ids.v', ['1', '2']],
      ['rows nobody asked for, left in', { items: [{ id: '9' }] }, 'body.items', 'id', ['9']],
      ['duplicates, left in', { items: [{ id: '1' }, { id: '1' }] }, 'body.items', 'id', ['1', '1']],
    ])('with %s', async (...[, body, rows, key, keys]) => {
      expect((await rowsOf(body, rows, key)).map((row) => row.key)).toEqual(keys);
    });

    it.each<[string, unknown]>([
      ['without the list', { other: [] }],
      ['with words for rows', { items: ['a'] }],
      ['with rows that all lack their key', { items: [{ name: 'a' }] }],
      ['with keys that are objects', { items: [{ id: { a: 1 } }] }],
    ])('%s as bad data', async (_name, body) => {
      expect(await failureOf(rowsOf(body))).toMatchObject({ code: 'SOURCE_BAD_DATA', source: 'crm' });
    });

    it('and keeps a row without a key from everybody', async () => {
      const rows = await rowsOf({ items: [{ id: '1' }, { name: 'lost' }] });
      expect(rows.map(({ key }) => key)).toEqual(['1', UNKEYED]);
    });

    it.each<[string, string, number, unknown, string]>([
      ['an error inside 200', '$status < 300 and $not($exists(body.error))', 200, { error: {} }, 'SOURCE_REJECTED'],
      ['a test that gives nothing', 'body.ok', 200, { items: [] }, 'SOURCE_REJECTED'],
      ['a server error, whatever the test says', '$status > 0', 500, {}, 'SOURCE_UNAVAILABLE'],
    ])('as a failure by %s', async (...[, success, status, body, code]) => {
      answer = (response) => response.writeHead(status).end(JSON.stringify(body));
      const route = await connectRoute('fetch: { get: /c }\nrows: body.items', { source: `success: ${success}` });
      expect(await failureOf(route.fetchRows(['1'], context))).toMatchObject({ code });
    });

    it('as a success where 404 means none', async () => {
      answer = (response) => response.writeHead(404).end('{"items":[]}');
      const route = await connectRoute('fetch: { get: /c }\nrows: body.items', {
        source: 'success: $status in [200, 404]',
      });
      expect(await route.fetchRows(['1'], context)).toEqual([]);
    });
  });

  describe('follows pages', () => {
    const list = (request: string) =>
      `fetch: { get: /c }\nrows: body.items\nkey: id\nmapping: customer\nlist: ${request}`;
    const slice = (start: number, size: number) => ROWS.slice(start, start + size);
    const all = ROWS.map(({ id }) => String(id));

    it.each<[string, string, (response: ServerResponse, request: IncomingMessage) => void, number]>([
      [
        'by number, until a short one',
        '{ get: /l, query: { p: $page, n: $size }, paging: { type: page, size: 3 } }',
        (response, request) => sendJson(response, { items: slice((numberOf(request, 'p') - 1) * 3, 3) }),
        3,
      ],
      [
        'by number from 0, while the source says more',
        '{ get: /l, query: { p: $page }, paging: { type: page, start: 0, size: 500, more: body.page < body.last } }',
        (response, request) =>
          sendJson(response, { items: slice(numberOf(request, 'p') * 2, 2), page: numberOf(request, 'p'), last: 3 }),
        4,
      ],
      [
        'by number, although the source gives fewer than asked for, by its total',
        '{ get: /l, query: { p: $page }, total: body.total, paging: { type: page, size: 500 } }',
        (response, request) => sendJson(response, { items: slice((numberOf(request, 'p') - 1) * 2, 2), total: 7 }),
        4,
      ],
      [
        'by offset, counting what came',
        '{ get: /l, query: { o: $offset }, total: body.total, paging: { type: offset, size: 500 } }',
        (response, request) => sendJson(response, { items: slice(numberOf(request, 'o'), 4), total: 7 }),
        2,
      ],
      [
        'by cursor',
        '{ get: /l, query: { c: $cursor }, paging: { type: cursor, next: body.next } }',
        (response, request) => {
          const at = numberOf(request, 'c');
          sendJson(response, { items: slice(at, 3), next: at + 3 < 7 ? at + 3 : null });
        },
        3,
      ],
      [
        'by a relative link in the body',
        '{ get: /l, paging: { type: nextLink, next: body.next } }',
        (response, request) => {
          const at = numberOf(request, 'o');
          sendJson(response, { items: slice(at, 3), ...(at + 3 < 7 && { next: `l?o=${at + 3}` }) });
        },
        3,
      ],
      [
        'by the Link header, whose address replaces the request',
        '{ get: /l, query: { fresh: true }, paging: { type: nextLink } }',
        (response, request) => {
          const at = numberOf(request, 'o');
          const link = `<${server.url}/api/l?o=0>; rel="prev", <${server.url}/api/l?o=${at + 3}>; rel="next"`;
          sendJson(response, { items: slice(at, 3) }, at + 3 < 7 ? { Link: link } : {});
        },
        3,
      ],
    ])('%s', async (_name, request, pages, count) => {
      answer = (response, asked) => pages(response, asked);
      const { ids, totals } = await enumerate(await connect({ customer: list(request) }));
      expect(ids).toEqual(all);
      expect(totals).toHaveLength(count);
      expect(server.requests).toHaveLength(count);
    });

    it('of an OData service, and of a batch, without being told', async () => {
      answer = (response, request) => {
        const at = numberOf(request, '$skiptoken');
        const next = at + 3 < 7 ? { __next: `${server.url}/api/c?$skiptoken=${at + 3}` } : {};
        sendJson(response, { d: { results: slice(at, 3), __count: '7', ...next } });
      };
      const connector = await connect({
        kind: 'odata',
        customer: 'fetch: { get: /c, batch: 9 }\nkey: id\nmapping: customer\nlist: { get: /c }',
      });
      expect((await connector.routes[0]?.fetchRows(['1'], context))?.map(({ key }) => key)).toEqual(all);
      expect(await enumerate(connector)).toEqual({ ids: all, totals: [7, 7, 7] });
    });

    it('with what was asked for: since when, how many', async () => {
      const connector = await connect({
        customer: list('{ get: /l, query: { since: $since, n: $size }, paging: { type: page, size: 3 } }'),
      });
      await enumerate(connector, { since: '2026-01-01T00:00:00Z', pageSize: 50 });
      await enumerate(connector);
      expect(server.requests.map(({ line }) => line)).toEqual([
        'GET /api/l?since=2026-01-01T00%3A00%3A00Z&n=50',
        'GET /api/l?n=3',
      ]);
    });

    it.each<[string, string, Answer]>([
      [
        'that never end',
        '{ get: /c, query: { p: $page }, paging: { type: page, size: 1 } }',
        (response) => sendJson(response, { items: [{ id: 1 }] }),
      ],
      [
        'whose cursor comes back',
        '{ get: /c, query: { c: $cursor }, paging: { type: cursor, next: body.next } }',
        (response) => sendJson(response, { items: [{ id: 1 }], next: 'a' }),
      ],
      [
        'whose link is no text',
        '{ get: /c, paging: { type: nextLink, next: body.next } }',
        (response) => sendJson(response, { items: [], next: { a: 1 } }),
      ],
      [
        'that lead to another host',
        '{ get: /c, paging: { type: nextLink, next: body.next } }',
        (response) => sendJson(response, { items: [], next: 'http://169.254.169.254/latest' }),
      ],
      [
        'that lead to another scheme',
        '{ get: /c, paging: { type: nextLink, next: body.next } }',
        (response) => sendJson(response, { items: [], next: 'data:application/json,{}' }),
      ],
      [
        'that lead to another port',
        '{ get: /c, paging: { type: nextLink, next: body.next } }',
        (response) => sendJson(response, { items: [], next: 'http://127.0.0.1:1/c' }),
      ],
    ])('but none %s', async (_name, fetch, pages) => {
      answer = pages;
      const route = await connectRoute(`fetch: ${fetch}\nrows: body.items`);
      expect(await failureOf(route.fetchRows(['1'], context))).toMatchObject({
        code: 'SOURCE_BAD_DATA',
        source: 'crm',
      });
      expect(server.requests.length).toBeLessThanOrEqual(20);
    });

    it('patiently when the source throttles an enumeration', async () => {
      let asked = 0;
      answer = (response, request) => {
        asked += 1;
        if (asked === 2) response.writeHead(429, { 'Retry-After': '0' }).end();
        else if (asked === 3) response.writeHead(503).end();
        else sendJson(response, { items: slice((numberOf(request, 'p') - 1) * 3, 3) });
      };
      const connector = await connect({
        customer: list('{ get: /l, query: { p: $page }, paging: { type: page, size: 3 } }'),
      });
      expect((await enumerate(connector)).ids).toEqual(all);
    });
  });

  it('searches with one request', async () => {
    answer = (response) => sendJson(response, { hits: [{ no: 5 }, { no: 6 }, { no: 7 }] });
    const connector = await connect({
      customer:
        'fetch: { get: /c }\nrows: body.items\nkey: id\nmapping: customer\nsearch: { get: /s, query: { q: $text, n: $size }, rows: body.hits, key: no }',
    });
    const found = await connector.search?.search('Ana "x"', 2, context);
    expect(found).toEqual([
      { key: '5', row: { no: 5 } },
      { key: '6', row: { no: 6 } },
    ]);
    expect(server.requests.map(({ line }) => line)).toEqual(['GET /api/s?q=Ana%20%22x%22&n=2']);
  });

  describe('in GraphQL', () => {
    const fetch =
      'fetch: { graphql: "query ($ids: [ID!]!) { customers(ids: $ids) { id } }", variables: \'{ "ids": $keys }\', batch: 9 }\nrows: body.data.customers';

    it('posts the document with its variables', async () => {
      answer = (response) => sendJson(response, { data: { customers: [{ id: '1' }] } });
      const route = await connectRoute(fetch, { kind: 'graphql' });
      expect(await route.fetchRows(['1', '2'], context)).toEqual([{ key: '1', row: { id: '1' } }]);
      expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
        query: 'query ($ids: [ID!]!) { customers(ids: $ids) { id } }',
        variables: { ids: ['1', '2'] },
      });
    });

    it('takes errors inside 200 for a refusal', async () => {
      answer = (response) => sendJson(response, { data: { customers: [] }, errors: [{ message: 'secret' }] });
      const route = await connectRoute(fetch, { kind: 'graphql' });
      expect(await failureOf(route.fetchRows(['1'], context))).toMatchObject({ code: 'SOURCE_REJECTED' });
    });
  });

  it('changes the hash of a route with its entry, and only then', async () => {
    const fetch = 'fetch: { get: /c }\nrows: body.items';
    const first = await connectRoute(fetch);
    const same = await connectRoute(fetch);
    const other = await connectRoute('fetch: { get: /d }\nrows: body.items');
    expect(same.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });
});
