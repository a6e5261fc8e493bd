import type { LoadOrder, LoadResult } from '../load.ts';
import { cpuSeconds, LOAD_CORE, residentMegabytes, startChild } from './child-process.ts';

/** What one contender did in one stretch of load. */
export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of the gateway's CPU for an answer; NaN where it cannot be read. */
  readonly cpuUs: number;
  /** Share of the time that the gateway, and sources and load together, were at work. */
  readonly gatewayBusy: number;
  readonly loadBusy: number;
  /** Memory held right after. */
  readonly residentMb: number;
  /** Calls to the sources for each answer. */
  readonly calls: number;
  readonly failed: number;
  readonly failure?: string;
}

/** Source systems that count. */
export interface CountingSources {
  readonly pid: number;
  /** Calls that they got since this was last asked. */
  takeCalls(): Promise<number>;
}

/** A gateway to be measured. */
export interface Door {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
}

export interface LoadGenerator {
  readonly pid: number;
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** The load generator in a process of its own. */
export async function startLoadGenerator(): Promise<LoadGenerator> {
  const child = await startChild({ args: ['bench/load.ts'], env: process.env, core: LOAD_CORE });
  return {
    pid: child.pid,
    run: async (order) => JSON.parse(await child.exchange(JSON.stringify(order))) as LoadResult,
    stop: () => child.stop(),
  };
}

/** One stretch of load: the bodies of its requests, and how hard and how long they are asked. */
export type Stretch = Omit<LoadOrder, 'url' | 'headers'>;

const MICRO = 1_000_000;

export async function measure(
  { url, headers, pid }: Door,
  stretch: Stretch,
  { load, sources }: { load: LoadGenerator; sources: CountingSources },
): Promise<Measurement> {
  await sources.takeCalls();
  const pids = [pid, load.pid, sources.pid];
  const before = pids.map(cpuSeconds);
  const { answered, failed, seconds, failure, p50Ms, p99Ms } = await load.run({ url, headers, ...stretch });
  const [gateway = 0, ...others] = pids.map((id, index) => cpuSeconds(id) - (before[index] ?? 0));
  return {
    requestsPerSecond: answered / seconds,
    p50Ms,
    p99Ms,
    cpuUs: (gateway * MICRO) / answered,
    gatewayBusy: gateway / seconds,
    loadBusy: others.reduce((sum, used) => sum + used, 0) / seconds,
    residentMb: residentMegabytes(pid),
    calls: (await sources.takeCalls()) / answered,
    failed,
    ...(failure !== undefined && { failure }),
  };
}
