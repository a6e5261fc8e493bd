import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import type { MetricsSnapshot } from './metrics-sum.ts';

/** Worker and primary, over the channel that `node:cluster` gives them. */
export type MetricsMessage =
  /** A worker has been asked for its page; the primary is to answer with the sum of all. */
  | { readonly metrics: 'page'; readonly id: string; readonly body?: string }
  /** The primary asks what a worker has counted. */
  | { readonly metrics: 'snapshot'; readonly id: string; readonly snapshot?: MetricsSnapshot };

const PAGE_TIMEOUT_MS = 3_000;

/** In a worker: tells the primary what it counts, and asks it for the page of all. Elsewhere undefined. */
export function createWorkerMetrics(
  takeSnapshot: () => Promise<MetricsSnapshot>,
): { readonly renderAll: () => Promise<string> } | undefined {
  if (!cluster.isWorker) return undefined;
  const waiting = new Map<string, (body: string) => void>();

  process.on('message', (message) => {
    if (!isMetricsMessage(message)) return;
    if (message.metrics === 'page') waiting.get(message.id)?.(message.body ?? '');
    else void takeSnapshot().then((snapshot) => tell({ ...message, snapshot }));
  });

  return {
    renderAll() {
      const id = randomUUID();
      const page = new Promise<string>((resolve, reject) => {
        waiting.set(id, resolve);
        setTimeout(() => reject(new Error('the primary does not answer')), PAGE_TIMEOUT_MS).unref();
      });
      tell({ metrics: 'page', id });
      return page.finally(() => waiting.delete(id));
    },
  };
}

function tell(message: MetricsMessage): void {
  if (process.connected) process.send?.(message);
}

export function isMetricsMessage(message: unknown): message is MetricsMessage {
  return typeof message === 'object' && message !== null && 'metrics' in message;
}
