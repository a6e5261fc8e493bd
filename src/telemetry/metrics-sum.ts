import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';

/** What one worker has counted so far. */
export type MetricsSnapshot = readonly MetricObjectWithValues<MetricValue<string>>[];

export interface MetricsSum {
  /** The page of all workers: those asked now, the last that was heard of one that does not answer, and of those that ended what they counted. */
  render(snapshots: ReadonlyMap<number, MetricsSnapshot>): Promise<string>;
  /** The worker will not be heard of again. */
  forget(worker: number): Promise<void>;
}

/** Sums metrics over workers so that no counter falls when one of them ends: Prometheus would take that for a restart. */
export function createMetricsSum(): MetricsSum {
  const last = new Map<number, MetricsSnapshot>();
  let ended: MetricsSnapshot = [];

  return {
    async render(snapshots) {
      for (const [worker, snapshot] of snapshots) last.set(worker, snapshot);
      return sum([ended, ...last.values()]).metrics();
    },
    async forget(worker) {
      const counted = (last.get(worker) ?? []).filter(isCounted);
      last.delete(worker);
      ended = await sum([ended, counted]).getMetricsAsJSON();
    },
  };
}

function sum(snapshots: readonly MetricsSnapshot[]) {
  return AggregatorRegistry.aggregate(snapshots.map((snapshot) => [...snapshot]));
}

/** What only grows; memory in use ends with its process. */
function isCounted({ type }: MetricsSnapshot[number]): boolean {
  return ['counter', 'histogram'].includes(String(type));
}
