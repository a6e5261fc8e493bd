import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../config/config.ts';
import type { Terminal } from './terminal.ts';

/** The configured port, or 0 (any free one) when nobody asked for it and it is taken. */
export async function choosePort({ host, port, isDefaultPort }: Config, terminal: Terminal): Promise<number> {
  if (!isDefaultPort || (await isFree(host, port))) return port;
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
