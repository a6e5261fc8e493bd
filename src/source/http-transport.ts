import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { create, type AxiosInstance, type AxiosResponse } from 'axios';
import { AppError } from '../errors.ts';
import { decodeText, readBytes, toJson } from './read-body.ts';
import { resolveUrl } from './resolve-url.ts';
import type { Call, Send } from './send.ts';
import type { SourceRequest, SourceResponse } from './source.ts';
import { toSourceError } from './to-source-error.ts';

export interface HttpTransportOptions {
  readonly source: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxResponseBytes: number;
  /** Sockets kept open per origin. */
  readonly maxSockets: number;
}

export interface HttpTransport {
  readonly send: Send;
  close(): void;
}

/** The wire: one attempt, one request, the whole body read and parsed. Rejects only with AppError. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const agents = createAgents(options.maxSockets);
  const client = createClient(agents);
  return {
    async send(request, call) {
      call.usage.attempts += 1;
      try {
        const answer = await client.request<Readable>(toAxiosRequest(request, call, options));
        return await toResponse(answer, call, options);
      } catch (error) {
        throw toSourceError(options.source, error);
      }
    },
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

function createAgents(maxSockets: number): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const settings = { keepAlive: true, maxSockets, scheduling: 'lifo' } as const;
  return { httpAgent: new HttpAgent(settings), httpsAgent: new HttpsAgent({ ...settings, minVersion: 'TLSv1.2' }) };
}

/** axios' own timeout is no deadline and its size limit has no code of its own: the signal and readBytes take their place. */
function createClient(agents: { httpAgent: HttpAgent; httpsAgent: HttpsAgent }): AxiosInstance {
  return create({
    ...agents,
    adapter: 'http',
    responseType: 'stream',
    maxRedirects: 0,
    proxy: false,
    allowAbsoluteUrls: false,
    decompress: true,
    transitional: { silentJSONParsing: false },
    validateStatus: () => true,
  });
}

function toAxiosRequest(request: SourceRequest, call: Call, { source, baseUrl, headers }: HttpTransportOptions) {
  const isForm = request.body instanceof URLSearchParams;
  const data = isForm ? String(request.body) : JSON.stringify(request.body);
  return {
    method: request.method,
    url: resolveUrl({ source, baseUrl, path: request.path, query: request.query }),
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip, br',
      'User-Agent': 'c360-gateway',
      ...(request.body !== undefined && {
        'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
      ...headers,
      ...request.headers,
    },
    ...(request.body !== undefined && { data }),
    signal: call.signal,
  };
}

async function toResponse(
  answer: AxiosResponse<Readable>,
  call: Call,
  { source, maxResponseBytes }: HttpTransportOptions,
): Promise<SourceResponse> {
  const headers = toPlainHeaders(answer.headers);
  const reading = { source, maxBytes: maxResponseBytes, onBytes: (bytes: number) => (call.usage.bytes += bytes) };
  const bytes = await readBytes(answer.data, reading);
  return {
    status: answer.status,
    headers,
    body: toBody(bytes, answer.status, headers, source),
    receivedAt: Date.now(),
  };
}

/** A success must be JSON; what an error says is only looked at when it happens to be JSON. */
function toBody(bytes: Buffer, status: number, headers: Readonly<Record<string, string>>, source: string): unknown {
  if (status === 204 || status === 304) return undefined;
  try {
    if (headers['content-encoding'] !== undefined)
      throw new AppError('SOURCE_BAD_DATA', { source, detail: 'unknown content encoding' });
    return toJson(decodeText(bytes, headers['content-type'], source), source);
  } catch (error) {
    if (status >= 300) return undefined;
    throw error;
  }
}

function toPlainHeaders(headers: AxiosResponse['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
