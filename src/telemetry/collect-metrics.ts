import cluster, { type Worker } from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { createMetricsSum, type MetricsSnapshot } from './metrics-sum.ts';
import { isMetricsMessage } from './worker-metrics.ts';

/** A worker that does not answer within this is shown as it was before. */
const SNAPSHOT_TIMEOUT_MS = 1_000;

/** In the primary: answers workers that are asked for their metrics with the sum of all. */
export function collectWorkerMetrics(): void {
  const sum = createMetricsSum();
  const waiting = new Map<string, (worker: Worker, snapshot: MetricsSnapshot) => void>();

  async function ask(): Promise<Map<number, MetricsSnapshot>> {
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
    const snapshots = new Map<number, MetricsSnapshot>();
    const id = randomUUID();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SNAPSHOT_TIMEOUT_MS);
      waiting.set(id, (worker, snapshot) => {
        snapshots.set(worker.id, snapshot);
        if (snapshots.size < workers.length) return;
        clearTimeout(timer);
        resolve();
      });
      for (const worker of workers) worker?.send({ metrics: 'snapshot', id }, gone);
    });
    waiting.delete(id);
    return snapshots;
  }

  async function answer(worker: Worker, id: string): Promise<void> {
    const body = await sum.render(await ask());
    if (worker.isConnected()) worker.send({ metrics: 'page', id, body }, gone);
  }

  cluster.on('message', (worker, message: unknown) => {
    if (!isMetricsMessage(message)) return;
    if (message.metrics === 'page') void answer(worker, message.id);
    else if (message.snapshot) waiting.get(message.id)?.(worker, message.snapshot);
  });
  cluster.on('exit', ({ id }) => void sum.forget(id));
}

/** Without it a worker that has just died would end the primary. */
function gone(): void {
  return undefined;
}
