import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import type { TokenChanges } from '../../unit/access/tokens/start-issuer.ts';
import { ask, document, send, type Attack, type Target } from './attack.ts';

const VIEWER = { query: '{ viewer { id } }' };
const unknown = { status: [401], code: 'UNAUTHENTICATED' } as const;
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const withHeader = (name: string, header: (target: Target) => string): Attack => ({
  name,
  send: (target) => ask(target, VIEWER, { headers: { authorization: header(target) } }),
  ...unknown,
});

const withToken = (name: string, changes: TokenChanges): Attack => ({
  name: `a token ${name}`,
  send: async (target) => ask(target, VIEWER, { key: await target.issuer.sign(changes) }),
  ...unknown,
});

const withForgery = (
  name: string,
  forge: (parts: [string, string, string], target: Target) => string | Promise<string>,
): Attack => ({
  name: `a token ${name}`,
  async send(target) {
    const parts = (await target.issuer.sign()).split('.') as [string, string, string];
    return ask(target, VIEWER, { key: await forge(parts, target) });
  },
  ...unknown,
});

const header = (changes: object) => encode({ alg: 'RS256', typ: 'at+jwt', kid: 'k1', ...changes });

function signedByStranger(changes: object, payload: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = `${header(changes)}.${payload}`;
  return `${signed}.${createSign('sha256').update(signed).sign(privateKey, 'base64url')}`;
}

const tokens: Attack[] = [
  withForgery('without a signature (alg none)', ([, payload]) => `${header({ alg: 'none' })}.${payload}.`),
  withForgery('with alg nOnE', ([, payload, signature]) => `${header({ alg: 'nOnE' })}.${payload}.${signature}`),
  withForgery('signed with the public key as a secret (HS/RS)', async ([, payload], { issuer }) => {
    const key = createPublicKey({ key: { ...(await issuer.addKey('shared')) }, format: 'jwk' });
    const signed = `${header({ alg: 'HS256', kid: 'shared' })}.${payload}`;
    return `${signed}.${createHmac('sha256', key.export({ type: 'spki', format: 'pem' }))
      .update(signed)
      .digest('base64url')}`;
  }),
  withForgery('with a path as its key’s name', ([, payload]) =>
    signedByStranger({ kid: '../../../dev/null' }, payload),
  ),
  withForgery('with a statement as its key’s name', ([, payload]) =>
    signedByStranger({ kid: `k1' union select 'x` }, payload),
  ),
  withForgery('with the address of its own keys', ([, payload]) =>
    signedByStranger({ jku: 'http://127.0.0.1:9/', kid: 'evil' }, payload),
  ),
  withForgery('of a stranger under the right name', ([, payload]) => signedByStranger({}, payload)),
  withForgery(
    'with other claims',
    ([head, , signature]) => `${head}.${encode({ sub: 'admin', scope: 'admin' })}.${signature}`,
  ),
  withForgery('with padding', (parts) => `${parts.join('.')}==`),
  withToken('of another issuer', { claims: { iss: 'https://evil.example' } }),
  withToken('for another audience', { claims: { aud: 'https://other.example' } }),
  withToken('that has ended', { claims: { exp: inSeconds(-90), iat: inSeconds(-600) } }),
  withToken('of the future', { claims: { nbf: inSeconds(120), iat: inSeconds(120) } }),
  withToken('that never ends', { claims: { exp: undefined } }),
  withToken('that is an ID token', { header: { typ: 'JWT' } }),
  {
    name: 'a token that asks for admin',
    send: async (target) =>
      ask(
        target,
        { query: '{ viewer { scopes } }' },
        { key: await target.issuer.sign({ claims: { scope: 'admin customer:read' } }) },
      ),
    status: [200],
    never: /admin/,
  },
];

const keys: Attack[] = [
  {
    name: 'no credential',
    send: (target) => send(target, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(VIEWER) }),
    ...unknown,
  },
  withHeader('a key that was revoked', ({ revokedKey }) => `Bearer ${revokedKey}`),
  withHeader('a key that has ended', ({ expiredKey }) => `Bearer ${expiredKey}`),
  withHeader(
    'a key with another last letter',
    ({ partnerKey }) => `Bearer ${partnerKey.slice(0, -1)}${partnerKey.endsWith('a') ? 'b' : 'a'}`,
  ),
  withHeader(
    'a key of the right form that nobody made',
    () => 'Bearer c360_live_000000000000_0000000000000000000000000000000000000000000000000',
  ),
  withHeader('a key that is a statement', () => `Bearer ' or 1=1 --`),
  withHeader('a key of 12 kB', () => `Bearer ${'a'.repeat(12_000)}`),
  withHeader('a name and a password', ({ partnerKey }) => `Basic ${Buffer.from(`x:${partnerKey}`).toString('base64')}`),
  withHeader('two keys at once', ({ partnerKey, adminKey }) => `Bearer ${partnerKey}, Bearer ${adminKey}`),
  {
    name: 'a key in the address',
    send: (target) =>
      send(target, {
        method: 'GET',
        path: `/graphql?query={viewer{id}}&access_token=${target.partnerKey}`,
        headers: { 'apollo-require-preflight': '1' },
      }),
    ...unknown,
  },
  {
    name: 'a key in a cookie',
    send: (target) =>
      send(target, {
        headers: { cookie: `authorization=Bearer ${target.partnerKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(VIEWER),
      }),
    ...unknown,
  },
  {
    name: 'a purpose that is not bound',
    send: (target) => ask(target, VIEWER, { headers: { 'x-purpose': 'RESEARCH' } }),
    status: [403],
    code: 'PURPOSE_FORBIDDEN',
  },
  {
    name: 'a purpose that objects have',
    send: (target) => ask(target, VIEWER, { headers: { 'x-purpose': '__proto__' } }),
    status: [403],
    code: 'PURPOSE_FORBIDDEN',
  },
];

const forbidden = { status: [200], code: 'FIELD_FORBIDDEN' } as const;
const ofCustomer = (name: string, selection: string): Attack => ({
  name,
  send: (target) =>
    ask(target, {
      query: `query ($id: ID!) { customer(id: $id) { ${selection} } }`,
      variables: { id: target.customerId },
    }),
  ...forbidden,
  never: /orderNumber":"|totalCount":\d/,
});

/** What a partner who may read customers does to read more. */
const reaches: Attack[] = [
  ofCustomer('orders without the scope', 'orders(first: 1) { totalCount nodes { orderNumber } }'),
  ofCustomer('orders under another name', 'displayName: orders(first: 1) { totalCount }'),
  ofCustomer('orders in a fragment', '... on Customer { ... on Customer { orders(first: 1) { totalCount } } }'),
  ofCustomer('orders behind a directive', 'orders(first: 1) @include(if: true) { totalCount }'),
  {
    name: 'an order by its global id',
    send: (target) =>
      ask(target, {
        query: 'query ($id: ID!) { node(id: $id) { id ... on Order { orderNumber } } }',
        variables: { id: target.orderId },
      }),
    ...forbidden,
    never: /orderNumber":"/,
  },
  {
    name: 'an order as an entity',
    send: (target) =>
      ask(target, {
        query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { orderNumber } } }',
        variables: { r: [{ __typename: 'Order', id: target.orderId }] },
      }),
    ...forbidden,
    never: /orderNumber":"/,
  },
  document('a ruling without the scope', 'mutation { withdrawRuling(ruling: 1, reason: "x") { ruling } }', forbidden),
  document('the source systems without the scope', '{ sources { name } }', forbidden),
  document('a customer by a made-up id', '{ customer(id: "cus_00000000000000000000") { id } }', {
    status: [200],
    code: 'CUSTOMER_NOT_FOUND',
  }),
  document('a node of a type that is none', '{ node(id: "Passwords:1") { id } }', { status: [200, 400] }),
];

export const CREDENTIAL_ATTACKS: readonly Attack[] = [...tokens, ...keys, ...reaches];
