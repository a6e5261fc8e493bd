import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';
import type { Loaded, Matcher } from './matcher.ts';
import type { ChangedClusters } from './matching/resolve-one.ts';

/** What is asked of the thread. */
export interface MatcherCall {
  readonly id: number;
  readonly method: keyof Matcher;
  readonly args: readonly unknown[];
}

export interface MatcherAnswer {
  readonly id: number;
  readonly value?: unknown;
  /** The stack of what was thrown; holds no values of records. */
  readonly failure?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A matcher on a thread of its own, so that this one goes on answering; it keeps the process alive only while it works. */
export function createMatcherThread(): Matcher {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let worker: Worker | undefined;

  function start(): Worker {
    const started = new Worker(new URL('./matcher-worker.ts', import.meta.url));
    started.on('message', ({ id, value, failure }: MatcherAnswer) => settleCall(id, value, failure));
    started.on('error', (error) => endAll(error));
    started.on('exit', () => endAll(new AppError('INTERNAL', { detail: 'the matching thread ended' })));
    started.unref();
    return started;
  }

  function settleCall(id: number, value: unknown, failure: string | undefined): void {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    if (failure === undefined) asked?.resolve(value);
    else asked?.reject(new AppError('INTERNAL', { detail: failure }));
  }

  /** A thread that died knows nothing any more: the next call meets a new one, which says so. */
  function endAll(error: unknown): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function call<Value>(method: keyof Matcher, ...args: readonly unknown[]): Promise<Value> {
    worker ??= start();
    worker.ref();
    const message: MatcherCall = { id: (calls += 1), method, args };
    worker.postMessage(message, []);
    return new Promise<unknown>((resolve, reject) => waiting.set(message.id, { resolve, reject })) as Promise<Value>;
  }

  return {
    begin: (config) => call<void>('begin', config),
    add: (records) => call<void>('add', records),
    load: (input) => call<Loaded>('load', input),
    change: (changes) => call<ChangedClusters>('change', changes),
    settle: () => call<void>('settle'),
    close: async () => {
      await worker?.terminate();
    },
  };
}
