import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import { AppError } from '../errors.ts';
import type { FoundAddress, LookUp } from './look-up-address.ts';
import { toHost, type OutboundGuard, type Refusal } from './outbound-guard.ts';
import type { TlsSettings } from './source-settings.ts';
import { createTlsContext } from './tls-context.ts';

export interface ConnectorOptions {
  readonly source: string;
  readonly guard: OutboundGuard;
  readonly lookUp: LookUp;
  readonly tls: TlsSettings | undefined;
  /** For the name, the connection and the handshake together. */
  readonly timeoutMs: number;
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
}

/** It ran out of time at one stage; the code says which. */
class ConnectError extends Error {
  override readonly name = 'ConnectError';
  readonly code: string;

  constructor(code: string) {
    super('no connection in time');
    this.code = code;
  }
}

/**
 * How connections to a source are made: its name is looked up once, every address it has is judged, and the connection is
 * made to those very addresses, so that a name cannot answer one thing to the judge and another to the socket.
 */
export function createGuardedConnector(options: ConnectorOptions): buildConnector.connector {
  const handshake = createHandshake(options);
  return ({ hostname, port, protocol }, callback) => {
    const target = { host: toHost(hostname), port: Number(port) || (protocol === 'https:' ? 443 : 80), protocol };
    void handOver(open(target, options, handshake), callback);
  };
}

async function handOver(opening: Promise<Socket>, callback: buildConnector.Callback): Promise<void> {
  const [result] = await Promise.allSettled([opening]);
  if (result.status === 'fulfilled') callback(null, result.value);
  else callback(result.reason as Error, null);
}

type Handshake = (socket: Socket, host: string, timeoutMs: number) => Promise<TLSSocket>;

async function open(target: Target, options: ConnectorOptions, handshake: Handshake): Promise<Socket> {
  const deadline = Date.now() + options.timeoutMs;
  const remainingMs = () => Math.max(1, deadline - Date.now());
  const addresses = await permittedAddresses(target, options);
  const socket = connectTcp({
    host: target.host,
    port: target.port,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    lookup: (_host, { all }, done) => {
      const [first] = addresses;
      if (all || first === undefined) done(null, [...addresses]);
      else done(null, first.address, first.family);
    },
  });
  await untilReady(socket, 'connect', { timeoutMs: remainingMs(), lateCode: 'ETIMEDOUT' });
  return target.protocol === 'https:' ? handshake(socket, target.host, remainingMs()) : socket;
}

async function permittedAddresses(
  { host, protocol }: Target,
  { source, guard, lookUp, timeoutMs }: ConnectorOptions,
): Promise<readonly FoundAddress[]> {
  const family = isIP(host);
  const addresses: readonly FoundAddress[] =
    family === 0 ? await lookUp(host, timeoutMs) : [{ address: host, family: family === 6 ? 6 : 4 }];
  for (const { address } of addresses) {
    const refusal = guard.refusalOfAddress(address, protocol);
    if (refusal !== undefined) throw refused(source, refusal);
  }
  return addresses;
}

/** What the operator reads; callers see the code's own words only. */
function refused(source: string, { reason, setting }: Refusal): AppError {
  const detail = `ADDRESS_REFUSED ${reason}; ${setting} would allow it`;
  return new AppError('SOURCE_UNAVAILABLE', { source, detail });
}

/** TLS over a connection that stands; a session is taken up again while its source accepts it. */
function createHandshake({ tls }: ConnectorOptions): Handshake {
  let session: Buffer | undefined;
  let secureContext: SecureContext | undefined;
  return async (socket, host, timeoutMs) => {
    // Not before it is needed: the public authorities are many.
    secureContext ??= createTlsContext(tls);
    const secure = connectTls({
      secureContext,
      ALPNProtocols: ['http/1.1'],
      socket,
      host,
      servername: isIP(host) === 0 ? host : '',
      ...(session && { session }),
    });
    secure.on('session', (next: Buffer) => (session = next));
    try {
      await untilReady(secure, 'secureConnect', { timeoutMs, lateCode: 'ERR_TLS_HANDSHAKE_TIMEOUT' });
      return secure;
    } catch (error) {
      session = undefined;
      throw error;
    }
  };
}

function untilReady(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { timeoutMs, lateCode }: { readonly timeoutMs: number; readonly lateCode: string },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => socket.destroy(new ConnectError(lateCode)), timeoutMs);
  // Left in place: an error before the next owner listens must not end the process.
  socket.on('error', reject);
  socket.once(event, resolve).once('close', () => reject(new ConnectError('ECONNRESET')));
  return promise.finally(() => clearTimeout(timer));
}
