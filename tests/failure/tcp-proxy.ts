import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between the gateway and a server: hands bytes on, takes them and answers nothing, or cuts every connection. */
export interface TcpProxy {
  readonly port: number;
  /** Where bytes go; `hostname` and `port` of the address. */
  to(address: string): void;
  set(mode: 'pass' | 'hold' | 'cut'): void;
  /** The first connection whose bytes were held. */
  readonly held: Promise<Socket>;
  stop(): void;
}

export async function startTcpProxy(): Promise<TcpProxy> {
  let target: URL | undefined;
  let mode: 'pass' | 'hold' | 'cut' = 'pass';
  const open = new Set<Socket>();
  const held = Promise.withResolvers<Socket>();

  const server = createServer((socket) => {
    if (mode === 'cut') {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(target?.port), target?.hostname).on('error', () => socket.destroy());
    upstream.pipe(socket);
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => (mode === 'hold' ? held.resolve(socket) : upstream.write(bytes)));
    socket.on('close', () => {
      open.delete(socket);
      upstream.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    held: held.promise,
    to: (address) => void (target = new URL(address)),
    set(next) {
      mode = next;
      if (mode === 'cut') for (const socket of open) socket.destroy();
    },
    stop: () => void server.close(),
  };
}
