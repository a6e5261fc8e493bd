import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { HttpConfig } from './http-config.ts';
import { toRefusal } from './error-answer.ts';

/** Node's own defaults leave a socket that sends one byte now and then open for minutes. */
const TIMEOUTS = {
  headersTimeout: 8_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
  // Longer than load balancers keep idle connections (60 s), so that they close them and not we.
  keepAliveTimeout: 65_000,
};

/** The listening server, with limits for slow and for large requests; speaks HTTPS when the configuration names a certificate. */
export function createNodeServer({ tls }: HttpConfig, listener: RequestListener): Server {
  const server = tls
    ? createTlsServer({ ...TIMEOUTS, cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) }, listener)
    : createServer(TIMEOUTS, listener);
  return server.on('clientError', refuse);
}

/** What is no HTTP at all, or comes too slowly, still gets JSON. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = toRefusal(toStatus(error.code), {});
  const head = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  const lines = [`HTTP/1.1 ${status} Refused`, ...head.map(([name, value]) => `${name}: ${value}`), '', body];
  socket.end(lines.join('\r\n'), () => socket.destroy());
}

function toStatus(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
