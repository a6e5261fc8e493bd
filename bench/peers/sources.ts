import { LOAD_CORE, startChild } from '../gateway/child-process.ts';
import type { CountingSources } from '../gateway/measure.ts';

export interface MockSources extends CountingSources {
  /** Addresses by name. */
  readonly urls: Readonly<Record<string, string>>;
  /** The same as connectors read them. */
  readonly env: Readonly<Record<string, string>>;
  /** How long every call takes, and which share of them fails. */
  behave(how: { latencyMs?: number; failing?: number }): Promise<void>;
  stop(): Promise<void>;
}

/** The mock sources in a process of their own. */
export async function startMockSources({ customers = 1_000, desks = 0 } = {}): Promise<MockSources> {
  const child = await startChild({
    args: ['bench/peer-sources.ts', '--customers', String(customers), '--desks', String(desks)],
    env: process.env,
    core: LOAD_CORE,
  });
  const { sources, control } = JSON.parse(child.firstLine) as { sources: Record<string, string>; control: string };
  return {
    urls: sources,
    env: Object.fromEntries(Object.entries(sources).map(([name, url]) => [`${name.toUpperCase()}_BASE_URL`, url])),
    pid: child.pid,
    async takeCalls() {
      const response = await fetch(`${control}/calls`);
      return ((await response.json()) as { calls: number }).calls;
    },
    async behave(how) {
      const query = Object.entries(how).map(([name, value]) => `${name}=${value}`);
      await fetch(`${control}/set?${query.join('&')}`, { method: 'POST' });
    },
    stop: () => child.stop(),
  };
}
