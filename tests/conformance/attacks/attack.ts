import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestIssuer } from '../../unit/access/tokens/start-issuer.ts';

/** What an attacker knows and has: the gateway's address, and credentials of different worth. */
export interface Target {
  readonly url: URL;
  /** Of a partner who may read customers and nothing else. */
  readonly partnerKey: string;
  /** Of one who may do everything. */
  readonly adminKey: string;
  readonly revokedKey: string;
  readonly expiredKey: string;
  readonly issuer: TestIssuer;
  readonly customerId: string;
  readonly orderId: string;
  /** Where the load balancer says that the request came from. */
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** One request that a gateway must not be hurt by, and what it may answer. */
export interface Attack {
  readonly name: string;
  readonly send: (target: Target) => Promise<Answer>;
  /** The statuses that are safe. */
  readonly status: readonly number[];
  /** The code of the first error; any, or none at all, when absent. */
  readonly code?: string;
  /** What must not be in the answer, besides what no answer may hold. */
  readonly never?: RegExp;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: string | Buffer;
}

/** Sends what fetch would refuse to. */
export async function send(
  { url, address }: Target,
  { method = 'POST', path = '/graphql', headers = {}, body }: Sent,
): Promise<Answer> {
  const all = { 'x-forwarded-for': address, ...headers };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const outgoing = request({
    host: url.hostname,
    port: url.port,
    method,
    path,
    headers: given as Record<string, string>,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}

/** A GraphQL request of the partner's, as JSON. */
export async function ask(
  target: Target,
  body: object | string,
  { key = target.partnerKey, headers = {} }: { key?: string; headers?: Sent['headers'] } = {},
): Promise<Answer> {
  const usual = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return send(target, {
    headers: { ...usual, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Bytes as they are; what comes back until the gateway closes. */
export async function sendRaw({ url }: Target, bytes: string): Promise<Answer> {
  const socket = connect(Number(url.port), url.hostname);
  socket.on('error', () => undefined);
  socket.write(bytes);
  const answer = await text(socket);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
  return { status, headers: {}, text: answer.split('\r\n\r\n').slice(1).join('\r\n\r\n') };
}

/** An attack that is a document. */
export function document(
  name: string,
  query: string,
  safe: Omit<Attack, 'name' | 'send'>,
  variables: object = {},
): Attack {
  return { name, send: (target) => ask(target, { query, variables }), ...safe };
}
