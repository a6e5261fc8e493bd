import { gzipSync } from 'node:zlib';
import { ask, send, sendRaw, type Attack, type Sent, type Target } from './attack.ts';

const VIEWER = JSON.stringify({ query: '{ viewer { id } }' });
const MUTATION = 'mutation { withdrawRuling(ruling: 1, reason: "x") { ruling } }';

const refused = { status: [400], code: 'BAD_REQUEST' } as const;
const unsupported = { status: [415], code: 'BAD_REQUEST' } as const;

const asPartner = (sent: (target: Target) => Sent) => (target: Target) =>
  send(target, { ...sent(target), headers: { authorization: `Bearer ${target.partnerKey}`, ...sent(target).headers } });

const withType = (
  name: string,
  contentType: string | undefined,
  body: string | Buffer,
  safe: Omit<Attack, 'name' | 'send'>,
): Attack => ({
  name,
  send: asPartner(() => ({ headers: { 'content-type': contentType }, body })),
  ...safe,
});

const withBody = (name: string, body: object | string, safe: Omit<Attack, 'name' | 'send'>): Attack => ({
  name,
  send: (target) => ask(target, body),
  ...safe,
});

const byGet = (
  name: string,
  search: string,
  safe: Omit<Attack, 'name' | 'send'>,
  headers: Sent['headers'] = {},
): Attack => ({
  name,
  send: asPartner(() => ({ method: 'GET', path: `/graphql?${search}`, headers })),
  ...safe,
});

const preflighted = { 'apollo-require-preflight': '1' };

/** Requests that a page of somebody else could make a browser send. */
const forged: Attack[] = [
  withType('a body of text', 'text/plain', VIEWER, unsupported),
  withType('a form', 'application/x-www-form-urlencoded', 'query={viewer{id}}', unsupported),
  withType(
    'a form with files',
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${VIEWER}\r\n--x--`,
    unsupported,
  ),
  withType('a body of no type', undefined, VIEWER, unsupported),
  withType('two types at once', 'application/json, text/plain', VIEWER, unsupported),
  byGet('a GET that a link can make', 'query={viewer{id}}', { status: [400] }),
  byGet('a GET with a form’s type', 'query={viewer{id}}', { status: [400] }, { 'content-type': 'text/plain' }),
  byGet('a mutation by GET', `query=${encodeURIComponent(MUTATION)}`, { status: [400, 405] }, preflighted),
  byGet(
    'a mutation by GET behind a query',
    `query=${encodeURIComponent(`query A { viewer { id } } ${MUTATION.replace('mutation', 'mutation B')}`)}&operationName=B`,
    { status: [400, 405] },
    preflighted,
  ),
  byGet('a query given twice', 'query={viewer{id}}&query={viewer{name}}', refused, preflighted),
  byGet('variables that are no JSON', 'query={viewer{id}}&variables={', refused, preflighted),
  {
    name: 'a question from a page on another origin',
    send: (target) =>
      send(target, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      }),
    status: [204, 400, 401, 404, 405],
  },
  { name: 'an origin of null', send: (target) => ask(target, VIEWER, { headers: { origin: 'null' } }), status: [200] },
];

/** Bodies. */
const bodies: Attack[] = [
  withBody(
    'several operations in one request',
    [{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }],
    refused,
  ),
  withBody(
    'a thousand operations in one request',
    Array.from({ length: 1_000 }, () => ({ query: '{viewer{id}}' })),
    refused,
  ),
  withBody('an empty list', '[]', refused),
  withBody('a body of null', 'null', refused),
  withBody('a body that is half there', '{"query":"{ viewer', refused),
  withBody('a body beyond the limit', JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(250_000)}` }), {
    status: [413],
  }),
  withBody(
    'lists of lists of lists',
    `{"query":"{viewer{id}}","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    refused,
  ),
  withBody(
    'objects in objects in objects',
    `{"query":"{viewer{id}}","variables":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`,
    refused,
  ),
  withBody('variables that are a list', { query: '{ viewer { id } }', variables: [1] }, refused),
  withBody('a query that is a list', { query: ['{ viewer { id } }'] }, refused),
  withBody('an operation name that is an object', { query: '{ viewer { id } }', operationName: {} }, refused),
  withBody('a prototype among the members', '{"query":"{viewer{id}}","__proto__":{"polluted":true}}', refused),
  withBody(
    'a prototype among the variables',
    '{"query":"{viewer{id}}","variables":{"constructor":{"prototype":{"polluted":true}}}}',
    { status: [200, 400] },
  ),
  withBody(
    'a hash that nothing is registered under',
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } },
    refused,
  ),
  withBody(
    'a hash that is a path',
    { extensions: { persistedQuery: { version: 1, sha256Hash: '../../etc/passwd' } } },
    refused,
  ),
  withBody(
    'a document to be remembered under a hash',
    { query: '{ viewer { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } },
    { status: [200, 400] },
  ),
  withBody(
    'an operation name that is a log line',
    { query: 'query A { viewer { id } }', operationName: 'A\n{"level":"fatal"}' },
    { status: [200, 400] },
  ),
  withBody(
    'several operations and no name',
    { query: 'query A { viewer { id } } query B { viewer { id } }' },
    { status: [200, 400] },
  ),
  withType('a charset of old', 'application/json; charset=utf-7', VIEWER, unsupported),
  withType('a wide charset', 'application/json; charset=utf-16', Buffer.from(VIEWER, 'utf16le'), unsupported),
  withType('bytes that are no UTF-8', 'application/json', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), refused),
  {
    name: 'a body that unpacks',
    send: asPartner(() => ({
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(5_000_000, 0x20)),
    })),
    ...unsupported,
  },
];

const raw = (name: string, lines: readonly string[], status: readonly number[]): Attack => ({
  name,
  send: (target) => sendRaw(target, lines.map((line) => line.replace('<key>', target.partnerKey)).join('\r\n')),
  status,
});

/** HTTP itself. */
const transport: Attack[] = [
  raw(
    'two ways to say how long the body is',
    [
      'POST /graphql HTTP/1.1',
      'Host: x',
      'Authorization: Bearer <key>',
      'Content-Type: application/json',
      'Content-Length: 5',
      'Transfer-Encoding: chunked',
      '',
      '0',
      '',
      'GET /metrics HTTP/1.1',
      'Host: x',
      '',
      '',
    ],
    [400],
  ),
  raw(
    'two lengths',
    ['POST /graphql HTTP/1.1', 'Host: x', 'Content-Length: 5', 'Content-Length: 6', '', 'abcdef'],
    [400],
  ),
  raw('a header with a line in it', ['GET /graphql HTTP/1.1', 'Host: x', 'X-A: a\rX-B: b', '', ''], [400]),
  raw('headers beyond the limit', ['GET /graphql HTTP/1.1', 'Host: x', `X-A: ${'a'.repeat(20_000)}`, '', ''], [431]),
  raw('something that is no HTTP', ['\u0016\u0003\u0001 hello', '', ''], [400]),
  raw('a length that is no number', ['POST /graphql HTTP/1.1', 'Host: x', 'Content-Length: -1', '', ''], [400]),
  {
    name: 'a way up and out',
    send: (target) => send(target, { method: 'GET', path: '/../../etc/passwd' }),
    status: [404],
    never: /root:/,
  },
  {
    name: 'a way up, encoded',
    send: (target) => send(target, { method: 'GET', path: '/%2e%2e/%2e%2e/etc/passwd%00' }),
    status: [400, 404],
    never: /root:/,
  },
  {
    name: 'an address that cannot be decoded',
    send: (target) => send(target, { method: 'GET', path: '/graphql%ff%' }),
    status: [400, 404],
  },
  { name: 'TRACE', send: (target) => send(target, { method: 'TRACE' }), status: [404, 405] },
  { name: 'DELETE', send: (target) => send(target, { method: 'DELETE' }), status: [405] },
  {
    name: 'a host of its own',
    send: (target) => ask(target, VIEWER, { headers: { host: 'evil.example' } }),
    status: [200],
    never: /evil/,
  },
  {
    name: 'a request id that is a log line',
    send: (target) => ask(target, VIEWER, { headers: { 'x-request-id': 'a"}{"level":"fatal' } }),
    status: [200],
    never: /fatal/,
  },
  {
    name: 'another method in a header',
    send: (target) => ask(target, VIEWER, { headers: { 'x-http-method-override': 'DELETE' } }),
    status: [200],
  },
];

export const REQUEST_ATTACKS: readonly Attack[] = [...forged, ...bodies, ...transport];
