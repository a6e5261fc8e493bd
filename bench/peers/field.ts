import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Door } from '../gateway/measure.ts';
import { prepareOwnGateway, type OwnGateway } from '../gateway/own-gateway.ts';
import { GATEWAY_CORE, startChild, type Server } from '../gateway/child-process.ts';
import { PEERS_DIR } from './install-peers.ts';
import { readKnownCustomers } from './known-customers.ts';
import type { Peer } from './peer-list.ts';
import type { KnownCustomer } from './questions.ts';
import { startMockSources, type MockSources } from './sources.ts';
import { startHive, startTailcall } from './start-binaries.ts';

/** A gateway that runs. */
export interface Contender extends Door {
  readonly name: string;
  readonly peer: Peer;
}

/** One that cannot be had here, and why. */
export interface Absent {
  readonly peer: Peer;
  readonly reason: string;
}

export interface Field {
  readonly contenders: readonly Contender[];
  readonly absent: readonly Absent[];
  readonly sources: MockSources;
  readonly customers: readonly KnownCustomer[];
  stop(): Promise<void>;
}

/** Starts the sources and every peer; one that does not start is told with its reason and the others go on. */
export async function startField(
  peers: readonly Peer[],
  { onStep, nodeOptions }: { onStep: (what: string) => void; nodeOptions: readonly string[] },
): Promise<Field> {
  const folder = mkdtempSync(join(tmpdir(), 'c360-peers-'));
  const running: Pick<Server, 'stop'>[] = [];
  const stop = async () => {
    for (const child of running.toReversed()) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    onStep('five sources; who is who');
    const sources = await startMockSources();
    running.push(sources);
    const own = await prepareOwnGateway({ folder, env: sources.env, setup: PEERS_DIR, nodeOptions });
    const ingredients = { own, sources, folder };
    const customers = await listCustomers(own);
    const contenders: Contender[] = [];
    const absent: Absent[] = [];
    for (const peer of peers) {
      onStep(peer.name);
      try {
        const { child, ...door } = await startPeer(peer, ingredients);
        running.push(child);
        contenders.push({ peer, name: peer.name, pid: child.pid, ...door });
      } catch (error) {
        absent.push({ peer, reason: toReason(error) });
      }
    }
    return { contenders, absent, sources, customers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ingredients {
  readonly own: OwnGateway;
  readonly sources: MockSources;
  readonly folder: string;
}

type Started = Pick<Contender, 'url' | 'headers'> & { readonly child: Server };

async function startPeer({ program }: Peer, { own, sources, folder }: Ingredients): Promise<Started> {
  if (program.kind === 'own') {
    const child = await own.serve(program);
    return { child, url: child.firstLine, headers: own.headers };
  }
  const env = toEnv(sources);
  if (program.kind === 'script') {
    const [script = '', ...options] = program.args;
    const child = await startChild({
      args: [join(PEERS_DIR, 'contenders', script), ...options],
      env,
      core: GATEWAY_CORE,
    });
    const { url } = JSON.parse(child.firstLine) as { url: string };
    return { child, url, headers: {} };
  }
  const start = program.kind === 'tailcall' ? startTailcall : startHive;
  return { ...(await start(env, folder)), headers: {} };
}

function toEnv({ urls }: MockSources): NodeJS.ProcessEnv {
  const named = Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url]);
  const addresses = Object.fromEntries(named) as Record<string, string>;
  return { ...process.env, ...addresses, NODE_ENV: 'production', PEER_SOURCES: JSON.stringify(urls) };
}

async function listCustomers(own: OwnGateway): Promise<KnownCustomer[]> {
  const child = await own.serve({ keepsCache: false });
  try {
    return await readKnownCustomers({ url: child.firstLine, headers: own.headers });
  } finally {
    await child.stop();
  }
}

const REASON_CHARS = 300;

function toReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(-REASON_CHARS);
}
