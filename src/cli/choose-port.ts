import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../config/config.ts';
import { setupInvalid } from '../errors.ts';
import type { Terminal } from './terminal.ts';

/**
 * The configured port, or 0 (any free one) when it is taken and nobody asked for it.
 * @throws AppError SETUP_INVALID when it is taken and somebody did.
 */
export async function choosePort({ host, port, isDefaultPort }: Config, terminal: Terminal): Promise<number> {
  if (await isFree(host, port)) return port;
  if (!isDefaultPort) {
    const hint = 'stop the other process, choose another, or 0 for any free one';
    throw setupInvalid([{ file: `${host}:${port}`, message: 'the port is in use', hint }]);
  }
  terminal.tell(`Port ${port} is in use; taking a free one. Ask for a certain one with --port.`);
  return 0;
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
