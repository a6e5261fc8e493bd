/**
 * Five REST sources (and help desks, when asked for more) in one process, leaner than any gateway in front of them: the
 * bytes of a key's rows are made once and joined for each answer. Prints `{"sources": {name: url}, "control": url}`.
 *
 * Control: `GET /calls` answers how many calls there were since it was last asked, `POST /set?latencyMs=20&failing=0.05`
 * changes how the sources behave.
 */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import {
  creditRow,
  customerNumbers,
  customerRow,
  invoiceRows,
  orderRows,
  segmentRows,
  shipmentRows,
  stockRow,
  ticketRows,
} from './peers/world.ts';

type RowsOf = (key: string) => readonly object[];

const { values } = parseArgs({
  options: { customers: { type: 'string', default: '1000' }, desks: { type: 'string', default: '0' } },
});
const numbers = customerNumbers(Number(values.customers));
const known = new Set(numbers);
const desks = Array.from({ length: Number(values.desks) }, (_, index) => `desk${index + 1}`);

const behaviour = { latencyMs: 0, failing: 0 };
let calls = 0;

const customers = createRows(ofKnown((number) => [customerRow(number)]));
const sources: Record<string, Record<string, RequestListener>> = {
  erp: {
    '/customers': listing(customers),
    '/customer': single(customers),
    '/orders': batch(createRows(ofKnown(orderRows))),
  },
  inventory: { '/stock': batch(createRows((sku) => [stockRow(sku)])) },
  finance: {
    '/invoices': batch(createRows(ofKnown(invoiceRows))),
    '/credit': batch(createRows(ofKnown((customer) => [creditRow(customer)]))),
  },
  scm: { '/shipments': batch(createRows(ofKnown(shipmentRows))) },
  dmp: { '/segments': batch(createRows(ofKnown(segmentRows))) },
  ...Object.fromEntries(
    desks.map((desk) => [desk, { '/tickets': batch(createRows(ofKnown((customer) => ticketRows(desk, customer)))) }]),
  ),
};

const urls = await Promise.all(
  Object.entries(sources).map(async ([name, routes]) => [name, await listen(misbehaving(routes))] as const),
);
const control = await listen(answerControl);
process.stdin.once('close', () => process.exit(0)).resume();
process.stdout.write(`${JSON.stringify({ sources: Object.fromEntries(urls), control })}\n`);

function ofKnown(rowsOf: RowsOf): RowsOf {
  return (key) => (known.has(key) ? rowsOf(key) : []);
}

/** The bytes of a key's rows, joined by commas; empty when there are none. */
function createRows(rowsOf: RowsOf): (key: string) => Buffer {
  const made = new Map<string, Buffer>();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const bytes = Buffer.from(
      rowsOf(key)
        .map((row) => JSON.stringify(row))
        .join(','),
    );
    made.set(key, bytes);
    return bytes;
  };
}

/** `?ids=a,b`, `?ids=a%2Cb` or `?ids=a&ids=b` */
function batch(rowsOf: (key: string) => Buffer): RequestListener {
  return ({ url = '' }, response) => {
    sendRows(response, keysIn(url).map(rowsOf));
  };
}

/** No key of the company's needs decoding. */
function keysIn(url: string): string[] {
  const keys = url.slice(url.indexOf('ids=') + 'ids='.length);
  if (keys.includes('&')) return keys.split('&ids=');
  return keys.split(keys.includes('%') ? '%2C' : ',');
}

/** `?ids=a,b`, or `?page=1&size=500` of all. */
function listing(rowsOf: (key: string) => Buffer): RequestListener {
  const byIds = batch(rowsOf);
  return (request, response) => {
    const { url = '' } = request;
    if (url.includes('ids=')) return byIds(request, response);
    const query = new URL(url, 'http://source').searchParams;
    const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('size') ?? 500)];
    sendRows(response, numbers.slice((page - 1) * size, page * size).map(rowsOf));
  };
}

/** The bare row of `?ids=a`, for gateways that cannot pick one from a list. */
function single(rowsOf: (key: string) => Buffer): RequestListener {
  return ({ url = '' }, response) => {
    const row = rowsOf(keysIn(url)[0] ?? '');
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': row.length }).end(row);
  };
}

const OPEN = Buffer.from('{"items":[');
const COMMA = Buffer.from(',');
const CLOSE = Buffer.from(']}');

function sendRows(response: ServerResponse, rows: readonly Buffer[]): void {
  const parts: Buffer[] = [OPEN];
  let length = OPEN.length + CLOSE.length;
  for (const row of rows) {
    if (row.length === 0) continue;
    if (parts.length > 1) {
      parts.push(COMMA);
      length += 1;
    }
    parts.push(row);
    length += row.length;
  }
  parts.push(CLOSE);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
  response.end(Buffer.concat(parts, length));
}

/** Counts, waits, and fails as often as it was told to. */
function misbehaving(routes: Record<string, RequestListener>): RequestListener {
  return (request, response) => {
    calls += 1;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const answer = routes[path] ?? ((_request, unknown) => void unknown.writeHead(404).end());
    const failing = behaviour.failing > 0 && Math.random() < behaviour.failing;
    const respond = failing ? () => fail(response) : () => answer(request, response);
    if (behaviour.latencyMs === 0) respond();
    else setTimeout(respond, behaviour.latencyMs);
  };
}

/** In turns at random: an error status, an answer that is no JSON, a connection that breaks, silence. */
function fail(response: ServerResponse): void {
  const way = Math.floor(Math.random() * 4);
  if (way === 0) response.writeHead(503).end();
  else if (way === 1) response.writeHead(200, { 'content-type': 'application/json' }).end('{"items":[{"numb');
  else if (way === 2) response.destroy();
  // Silence: the gateway has to give up by itself.
}

function answerControl(request: Parameters<RequestListener>[0], response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control');
  if (pathname === '/set') {
    behaviour.latencyMs = Number(searchParams.get('latencyMs') ?? behaviour.latencyMs);
    behaviour.failing = Number(searchParams.get('failing') ?? behaviour.failing);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ calls }));
  if (pathname === '/calls') calls = 0;
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
