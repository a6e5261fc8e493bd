import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectWorkerMetrics } from './telemetry/collect-metrics.ts';
import type { Logger } from './telemetry/logger.ts';

/** What a worker tells the primary once it answers. */
export interface ReadyMessage {
  readonly ready: { readonly url: string; readonly port: number };
}

export interface WorkersOptions {
  readonly count: number;
  readonly logger: Logger;
  /** Called once, when all answer. */
  readonly onReady?: (address: ReadyMessage['ready']) => void;
}

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever lived this long did not die of how it was started. */
const HEALTHY_AFTER_MS = 60_000;

/**
 * The primary: runs its own command line in `count` processes that share the port, replaces those that die, and ends when
 * all have ended after a signal. The first starts alone: it brings the store up to date, and a setup nobody can start
 * with is told once. Resolves to the exit code: of a worker that never got ready, else 0.
 */
export async function runWorkers({ count, logger, onReady }: WorkersOptions): Promise<number> {
  cluster.setupPrimary({ serialization: 'advanced' });
  collectWorkerMetrics();
  const crew: Crew = { logger, stop: new AbortController(), answering: new Set(), hangups: 0 };
  passOnSignals(crew);
  const { signal } = crew.stop;

  const first = await startWorker(crew);
  const hasOthers = first.ready !== undefined && !signal.aborted;
  const others = await Promise.all(Array.from({ length: hasOthers ? count - 1 : 0 }, () => startWorker(crew)));
  const started = [first, ...others];
  const failed = started.find(({ ready }) => ready === undefined);
  if (failed && !signal.aborted) return giveUp(crew, { failed, started });

  if (first.ready && !signal.aborted) onReady?.(first.ready);
  await Promise.all(started.map((worker) => keepReplacing(crew, worker)));
  return 0;
}

interface Crew {
  readonly logger: Logger;
  /** Aborted by the first signal to stop. */
  readonly stop: AbortController;
  readonly answering: Set<Worker>;
  /** How often all were told to read their setup anew. */
  hangups: number;
}

interface Started {
  readonly worker: Worker;
  readonly startedAtMs: number;
  readonly ended: Promise<Ending>;
  /** Where it answers; undefined for one that ended before. */
  readonly ready: ReadyMessage['ready'] | undefined;
}

interface Ending {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Resolves when the worker answers, or has ended. */
async function startWorker(crew: Crew): Promise<Started> {
  const { answering, hangups } = crew;
  const startedAtMs = performance.now();
  const worker = cluster.fork();
  const ended = untilEnded(worker).finally(() => answering.delete(worker));
  const ready = await Promise.race([untilReady(worker), ended.then(() => undefined)]);
  if (!ready) return { worker, startedAtMs, ended, ready };
  answering.add(worker);
  crew.logger.info({ event: 'worker-ready', pid: worker.process.pid }, 'a worker answers');
  // It may have read its setup before the others were told to.
  if (crew.hangups > hangups) worker.process.kill('SIGHUP');
  return { worker, startedAtMs, ended, ready };
}

async function untilReady(worker: Worker): Promise<ReadyMessage['ready']> {
  return new Promise((resolve) => {
    worker.on('message', (message: unknown) => {
      if (isReady(message)) resolve(message.ready);
    });
  });
}

async function untilEnded(worker: Worker): Promise<Ending> {
  return new Promise((resolve) => {
    worker.once('exit', (code: number | null, signal: string | null) => resolve({ code, signal }));
    // It could not be started, or not be talked to.
    worker.on('error', () => {
      worker.process.kill('SIGKILL');
      resolve({ code: 1, signal: null });
    });
  });
}

interface FailedStart {
  readonly failed: Started;
  readonly started: readonly Started[];
}

async function giveUp({ stop }: Crew, { failed, started }: FailedStart): Promise<number> {
  stop.abort();
  for (const { worker } of started) worker.process.kill('SIGTERM');
  await Promise.all(started.map(({ ended }) => ended));
  const { code } = await failed.ended;
  return code ?? 1;
}

/** Starts another whenever the worker ends, until told to stop; resolves when the last has ended. */
async function keepReplacing(crew: Crew, first: Started): Promise<void> {
  const { logger, stop } = crew;
  let pauseMs = SHORTEST_PAUSE_MS;
  for (let current = first; ; current = await startWorker(crew)) {
    const { code, signal } = await current.ended;
    if (stop.signal.aborted) return;

    const died = { pid: current.worker.process.pid, code: code ?? undefined, signal: signal ?? undefined };
    logger.error({ event: 'worker-ended', ...died }, 'a worker has ended; another takes its place');
    const wasHealthy = performance.now() - current.startedAtMs > HEALTHY_AFTER_MS;
    if (wasHealthy) pauseMs = SHORTEST_PAUSE_MS;
    await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined);
    if (stop.signal.aborted) return;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** SIGTERM and SIGINT stop the workers, once in good order and then at once; SIGHUP makes all read their setup anew. */
function passOnSignals(crew: Crew): void {
  const tellAll = (signal: NodeJS.Signals) => {
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
  };
  const onStop = (signal: NodeJS.Signals) => {
    if (crew.stop.signal.aborted) {
      tellAll('SIGKILL');
      process.off('SIGTERM', onStop).off('SIGINT', onStop).kill(process.pid, signal);
      return;
    }
    crew.logger.info({ event: 'stopping', signal }, 'the workers are told to stop');
    crew.stop.abort();
    tellAll('SIGTERM');
  };
  process.on('SIGTERM', onStop).on('SIGINT', onStop);
  process.on('SIGHUP', () => {
    crew.hangups += 1;
    for (const worker of crew.answering) worker.process.kill('SIGHUP');
  });
}

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'ready' in message;
}
