import { startChild } from '../gateway/child-process.ts';

/** The core that sources and load share; gateways have the other one. */
export const LOAD_CORE = 1;
export const GATEWAY_CORE = 0;

export interface MockSources {
  /** Addresses by name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly pid: number;
  /** Calls that the sources got since this was last asked. */
  takeCalls(): Promise<number>;
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
