import type { IncomingHttpHeaders } from 'node:http';
import { type Agent, type Dispatcher } from 'undici';

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
  /** Of the body as it travels. */
  readonly maxBytes: number;
}

export interface ExchangeAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it travelled, still compressed. */
  readonly body: Buffer;
}

/** The body is larger than the limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/**
 * One request and its whole answer over a pooled connection. Redirects and proxies are not followed. The signal ends
 * it at any stage; the connection is then closed, never used again.
 */
export function exchange(agent: Agent, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<ExchangeAnswer>();
  const { url, method, headers, body, signal, maxBytes } = request;
  let controller: Dispatcher.DispatchController | undefined;
  const stop = () => {
    const reason = new DOMException('stopped', 'AbortError');
    controller?.abort(reason);
    reject(reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  const collector = createCollector(maxBytes, resolve, (error) => {
    controller?.abort(error);
    reject(error);
  });
  agent.dispatch(
    { origin: url.origin, path: url.pathname + url.search, method, headers, body: body ?? null },
    {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) stop();
      },
      onResponseStart: (_controller, status, answered) => collector.start(status, answered),
      onResponseData: (_controller, chunk) => collector.add(chunk),
      onResponseEnd: () => collector.end(),
      onResponseError: (_controller, error) => reject(error),
    },
  );
  return promise.finally(() => signal.removeEventListener('abort', stop));
}

function createCollector(maxBytes: number, resolve: (answer: ExchangeAnswer) => void, fail: (error: Error) => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let status = 0;
  let headers: IncomingHttpHeaders = {};
  return {
    start(answered: number, answeredHeaders: IncomingHttpHeaders): void {
      status = answered;
      headers = answeredHeaders;
    },
    add(chunk: Buffer): void {
      size += chunk.length;
      if (size > maxBytes) fail(new BodyTooLargeError());
      else chunks.push(chunk);
    },
    end(): void {
      const [only, ...others] = chunks;
      const body = only !== undefined && others.length === 0 ? only : Buffer.concat(chunks, size);
      resolve({ status, headers: toPlainHeaders(headers), body });
    },
  };
}

function toPlainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
