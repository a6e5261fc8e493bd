import type { Mapping, MappingResult } from '../run-mapping.ts';

export interface MappingTrial extends MappingResult {
  readonly timings: {
    /** Microseconds of the first run, before the engine is warm. */
    readonly firstUs: number;
    /** Median of the following runs, in microseconds. */
    readonly medianUs: number;
    readonly runs: number;
  };
}

const MAX_RUNS = 1000;
const BUDGET_MS = 100;

/** Maps one row and measures it: up to 1000 further runs within 100 ms. */
export function tryMapping(mapping: Mapping, row: unknown, bindings?: Readonly<Record<string, unknown>>): MappingTrial {
  const start = performance.now();
  const result = mapping.run(row, bindings);
  const firstUs = (performance.now() - start) * 1000;

  const times: number[] = [];
  while (times.length < MAX_RUNS && (times.length === 0 || performance.now() - start < BUDGET_MS)) {
    const before = performance.now();
    mapping.run(row, bindings);
    times.push((performance.now() - before) * 1000);
  }
  times.sort((a, b) => a - b);
  return { ...result, timings: { firstUs, medianUs: times[times.length >> 1] ?? firstUs, runs: times.length } };
}
