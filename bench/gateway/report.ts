import { REFERENCE } from './contenders.ts';
import type { Measurement } from './measure.ts';
import { median, toTextTable } from './table.ts';

/** All rounds of one contender under one load. */
export interface Cell {
  readonly workload: string;
  readonly connections: number;
  readonly contender: string;
  /** Calls to the source systems for one question, asked alone. */
  readonly sourceCalls: number;
  readonly rounds: readonly Measurement[];
}

/** Medians over the rounds, and how many times the reference's throughput, with the lowest and highest round. */
export interface Line extends Measurement {
  readonly workload: string;
  readonly connections: number;
  readonly contender: string;
  readonly sourceCalls: number;
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
}

export function toLines(cells: readonly Cell[]): Line[] {
  return cells.map((cell) => {
    const reference = cells.find(
      ({ workload, connections, contender }) =>
        workload === cell.workload && connections === cell.connections && contender === REFERENCE,
    );
    const of = (read: (round: Measurement) => number) => median(cell.rounds.map(read));
    // Rounds are interleaved, so those of one number ran beside one another.
    const ratios = cell.rounds.map(
      ({ requestsPerSecond }, index) => requestsPerSecond / (reference?.rounds[index]?.requestsPerSecond ?? Number.NaN),
    );
    const { rounds: _rounds, ...place } = cell;
    return {
      ...place,
      requestsPerSecond: of((round) => round.requestsPerSecond),
      p50Ms: of((round) => round.p50Ms),
      p99Ms: of((round) => round.p99Ms),
      cpuUsPerRequest: of((round) => round.cpuUsPerRequest),
      ratio: median(ratios),
      ratioLow: Math.min(...ratios),
      ratioHigh: Math.max(...ratios),
    };
  });
}

const HEADINGS = ['question', 'conn.', 'gateway', 'req/s', 'p50 ms', 'p99 ms', 'CPU us', 'calls', 'ratio', 'spread'];

export function toTable(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.workload,
    String(line.connections),
    line.contender,
    line.requestsPerSecond.toFixed(line.requestsPerSecond < 100 ? 1 : 0),
    String(line.p50Ms),
    String(line.p99Ms),
    line.cpuUsPerRequest.toFixed(0),
    line.sourceCalls.toFixed(1),
    `${line.ratio.toFixed(2)}x`,
    `${line.ratioLow.toFixed(2)}-${line.ratioHigh.toFixed(2)}`,
  ]);
  return toTextTable(HEADINGS, rows, ['question', 'gateway']);
}
