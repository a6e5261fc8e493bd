import { Worker } from 'node:worker_threads';
import type { MatchingConfig, MatchRecord, Resolution, Ruling } from './matching/resolve-records.ts';
import { resolveRecords } from './matching/resolve-records.ts';

/** Up to this many records, starting a thread takes longer than resolving them. */
const INLINE_RECORDS = 300;

export interface MatchingInput {
  readonly records: readonly MatchRecord[];
  readonly config: MatchingConfig;
  readonly rulings: readonly Ruling[];
}

/** Resolves records; many of them on a thread of their own, so that this one goes on answering. */
export function runMatching(input: MatchingInput): Promise<Resolution> {
  if (input.records.length > INLINE_RECORDS) return runOnThread(input);
  return Promise.resolve(resolveRecords(input.records, input.config, input.rulings));
}

function runOnThread(workerData: MatchingInput): Promise<Resolution> {
  const worker = new Worker(new URL('./matching-worker.ts', import.meta.url), { workerData });
  return new Promise<Resolution>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the matching thread ended with code ${code} and no answer`)));
  });
}
