import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { GATEWAY_CORE, runToEnd, startServer, type Server } from '../gateway/child-process.ts';
import { PEERS_DIR } from './install-peers.ts';
import { writeWithOlderGlibc } from './with-older-glibc.ts';

/** A gateway that is a program with files of configuration. */
interface Started {
  readonly child: Server;
  readonly url: string;
}

const TAILCALL = 'node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall';

/** `env` names the sources; `folder` is for what has to be written. */
export async function startTailcall(env: NodeJS.ProcessEnv, folder: string): Promise<Started> {
  const port = await freePort();
  const config = join(folder, 'tailcall.graphql');
  const given = readFileSync(join(PEERS_DIR, 'contenders/tailcall/config.graphql'), 'utf8');
  writeFileSync(config, given.replace('port: 8000', `port: ${port}`));
  const child = await startOn(port, {
    command: toRunnable(join(PEERS_DIR, TAILCALL), folder),
    args: ['start', config],
    env: { ...env, TAILCALL_TRACKER: 'false', TAILCALL_LOG_LEVEL: 'error' },
  });
  return { child, url: toUrl(port) };
}

/** The program itself, or a copy that makes do with the glibc that is here. */
function toRunnable(program: string, folder: string): string {
  const { stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (!/GLIBC_2\.3[89]' not found/.test(stderr ?? '')) return program;
  const copy = join(folder, 'tailcall');
  writeWithOlderGlibc(program, copy);
  return copy;
}

/** Composes the supergraph with Mesh first. */
export async function startHive(env: NodeJS.ProcessEnv, folder: string): Promise<Started> {
  const configs = join(PEERS_DIR, 'contenders/hive');
  const bin = join(PEERS_DIR, 'node_modules/.bin');
  const supergraph = join(folder, 'supergraph.graphql');
  await runToEnd({ args: [join(bin, 'mesh-compose'), '-c', join(configs, 'mesh.config.js'), '-o', supergraph], env });
  const port = await freePort();
  const options = ['--config-path', join(configs, 'gateway.config.js'), '--host', '127.0.0.1', '--port', String(port)];
  const child = await startOn(port, {
    args: [join(bin, 'hive-gateway'), 'supergraph', supergraph, ...options, '--fork', '1', '--jit'],
    env,
  });
  return { child, url: toUrl(port) };
}

function startOn(port: number, options: Omit<Parameters<typeof startServer>[0], 'core'>): Promise<Server> {
  return startServer({ ...options, core: GATEWAY_CORE }, () => isThere(toUrl(port)));
}

function toUrl(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}

/** Whether a GraphQL server answers. */
async function isThere(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago, for programs that have to be told one. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
