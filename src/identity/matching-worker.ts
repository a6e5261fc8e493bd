import { parentPort, workerData } from 'node:worker_threads';
import { resolveRecords } from './matching/resolve-records.ts';
import type { MatchingInput } from './run-matching.ts';

const { records, config, rulings }: MatchingInput = workerData;
parentPort?.postMessage(resolveRecords(records, config, rulings), []);
