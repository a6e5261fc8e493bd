import { create, type AxiosAdapter, type AxiosInstance } from 'axios';
import { Agent } from 'undici';
import { AppError } from '../errors.ts';
import { createGuardedConnector } from './guarded-connector.ts';
import { BodyTooLargeError, exchange } from './http-exchange.ts';
import type { Outbound } from './outbound.ts';
import { decodeText, decompress, toJson } from './read-body.ts';
import { resolveUrl } from './resolve-url.ts';
import type { Call, Send } from './send.ts';
import type { TlsSettings } from './source-settings.ts';
import type { SourceRequest, SourceResponse } from './source.ts';
import { toSourceError } from './to-source-error.ts';

/** A host that does not even take the connection is not worth a whole timeout, nor the caller the bare news of one. */
const CONNECT_TIMEOUT_MS = 2_000;
const CONNECT_SHARE = 0.75;
const KEEP_ALIVE_MS = 10_000;

export interface HttpTransportOptions {
  readonly source: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** After decompression. */
  readonly maxResponseBytes: number;
  /** In one list of an answer. */
  readonly maxRows: number;
  /** Sockets kept open per origin. */
  readonly maxSockets: number;
  /** Of the whole call. */
  readonly timeoutMs: number;
  readonly tls?: TlsSettings | undefined;
  readonly outbound: Outbound;
}

export interface HttpTransport {
  readonly send: Send;
  close(): Promise<void>;
}

/** The wire: one attempt, one request, the whole body read and parsed. Rejects only with AppError. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { source, headers, maxResponseBytes } = options;
  const agent = new Agent({
    connections: options.maxSockets,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The signal is the deadline, for everything but the connection itself.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: createGuardedConnector({
      source,
      ...options.outbound,
      tls: options.tls,
      timeoutMs: Math.min(CONNECT_TIMEOUT_MS, options.timeoutMs * CONNECT_SHARE),
    }),
  });
  const client = createClient(createAdapter(agent, maxResponseBytes), headers);
  return {
    async send(request, call) {
      call.usage.attempts += 1;
      try {
        const answer = await client.request<Buffer>(toAxiosRequest(request, call, options));
        return await toResponse(answer, call, options);
      } catch (error) {
        if (error instanceof BodyTooLargeError) throw tooLarge(source, maxResponseBytes);
        throw toSourceError(source, error);
      }
    },
    close: () => agent.destroy(),
  };
}

function createClient(adapter: AxiosAdapter, headers: Readonly<Record<string, string>>): AxiosInstance {
  return create({
    adapter,
    headers: { Accept: 'application/json', 'Accept-Encoding': 'gzip, br', 'User-Agent': 'c360-gateway', ...headers },
    // Bodies are ours to write and to parse: what axios makes of broken JSON is a text without an error.
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });
}

/** What travels beneath axios; its own adapter costs several times as much for each call. */
function createAdapter(agent: Agent, maxBytes: number): AxiosAdapter {
  return async (config) => {
    const { status, headers, body } = await exchange(agent, {
      url: new URL(config.url ?? ''),
      method: config.method === 'post' ? 'POST' : 'GET',
      headers: Object.fromEntries(
        Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]),
      ),
      body: config.data as string | undefined,
      signal: config.signal as AbortSignal,
      maxBytes,
    });
    return { data: body, status, statusText: '', headers, config };
  };
}

function toAxiosRequest(request: SourceRequest, call: Call, { source, baseUrl }: HttpTransportOptions) {
  const { method, path, query, headers, body } = request;
  const isForm = body instanceof URLSearchParams;
  const contentType = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method,
    url: resolveUrl({ source, baseUrl, path, query }),
    headers: body === undefined ? headers : { 'Content-Type': contentType, ...headers },
    ...(body !== undefined && { data: isForm ? String(body) : JSON.stringify(body) }),
    signal: call.signal,
  };
}

async function toResponse(
  answer: { status: number; headers: object; data: Buffer },
  call: Call,
  { source, maxResponseBytes, maxRows }: HttpTransportOptions,
): Promise<SourceResponse> {
  const { status, data } = answer;
  const headers = { ...answer.headers } as Record<string, string>;
  try {
    const bytes = await decompress(data, headers['content-encoding'], { source, maxBytes: maxResponseBytes });
    call.usage.bytes += bytes.length;
    const receivedAt = Date.now();
    if (status === 204 || status === 304) return { status, headers, body: undefined, receivedAt };
    const text = decodeText(bytes, headers['content-type'], source);
    return { status, headers, body: await toJson(text, { source, maxMembers: maxRows }), receivedAt };
  } catch (error) {
    // What an error says is only looked at when it can be read.
    if (status < 300) throw error;
    call.usage.bytes += data.length;
    return { status, headers, body: undefined, receivedAt: Date.now() };
  }
}

function tooLarge(source: string, maxBytes: number): AppError {
  return new AppError('SOURCE_TOO_LARGE', { source, detail: `more than ${maxBytes} bytes` });
}
