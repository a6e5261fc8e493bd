import { lookup, Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export interface FoundAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a host name. Fails with LookUpError, at the latest when the time is over. */
export type LookUp = (host: string, timeoutMs: number) => Promise<FoundAddress[]>;

/** A name could not be looked up. `code` is `DNS_` and the resolver's word: ENOTFOUND, ESERVFAIL, TIMEOUT, ... */
class LookUpError extends Error {
  override readonly name = 'LookUpError';
  readonly code: string;

  constructor(code: string) {
    super('the name could not be looked up');
    this.code = `DNS_${code}`;
  }
}

const HOSTS_FILE = '/etc/hosts';
/** How long the addresses of the other family are waited for (RFC 8305, section 3). */
const OTHER_FAMILY_MS = 50;
/** Answers that leave it to the system, which knows search domains and other ways than DNS. */
const ASK_SYSTEM = new Set(['ENOTFOUND', 'ENODATA', 'ECONNREFUSED', 'EBADNAME', 'EFORMERR', 'ENOTIMP']);

/**
 * Looks names up over the network by itself: the system's way holds one of the few threads of the process for as long as a
 * resolver keeps silent, and a handful of silent ones would stop every other source. The system is asked where it is
 * quick or knows more: names of the hosts file, and names that DNS does not have. `servers` are asked alone.
 */
export function createLookUp({ servers }: { readonly servers?: readonly string[] } = {}): LookUp {
  return async (host, timeoutMs) => {
    if (servers === undefined && (process.platform !== 'linux' || (await isInHostsFile(host))))
      return within(timeoutMs, askSystem(host));
    const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 3), tries: 2 });
    if (servers !== undefined) resolver.setServers([...servers]);
    try {
      return await within(timeoutMs, askNetwork(resolver, host));
    } catch (error) {
      const isLeft = servers === undefined && ASK_SYSTEM.has(codeOf(error));
      return await (isLeft ? within(timeoutMs, askSystem(host)) : Promise.reject(toLookUpError(error)));
    } finally {
      resolver.cancel();
    }
  };
}

async function askSystem(host: string): Promise<FoundAddress[]> {
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch (error) {
    throw toLookUpError(error);
  }
}

async function askNetwork(resolver: Resolver, host: string): Promise<FoundAddress[]> {
  const asked = [
    resolver.resolve4(host).then((all) => all.map((address): FoundAddress => ({ address, family: 4 }))),
    resolver.resolve6(host).then((all) => all.map((address): FoundAddress => ({ address, family: 6 }))),
  ];
  const found: FoundAddress[] = [];
  const all = Promise.allSettled(asked.map(async (each) => found.push(...(await each))));
  try {
    await Promise.any(asked);
  } catch {
    // The one that knew of a failure of the server says more than "no such record".
    const reasons = (await Promise.allSettled(asked)).map((each) => codeOf('reason' in each ? each.reason : undefined));
    throw new LookUpError(reasons.find((code) => !ASK_SYSTEM.has(code)) ?? reasons[0] ?? 'ENOTFOUND');
  }
  await Promise.race([all, delay(OTHER_FAMILY_MS)]);
  return [...found];
}

async function within<Found>(timeoutMs: number, work: Promise<Found>): Promise<Found> {
  const stop = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: stop.signal }).then(() => {
    throw new LookUpError('TIMEOUT');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}

async function isInHostsFile(host: string): Promise<boolean> {
  const text = await readFile(HOSTS_FILE, 'utf8').catch(() => '');
  const name = host.toLowerCase().replace(/\.$/, '');
  return text.split('\n').some((line) => line.replace(/#.*/, '').toLowerCase().split(/\s+/).slice(1).includes(name));
}

function toLookUpError(error: unknown): LookUpError {
  return error instanceof LookUpError ? error : new LookUpError(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^[A-Z_]+$/.test(code) ? code.replace(/^DNS_/, '') : 'FAILED';
}
