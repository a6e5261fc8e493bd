import type { Measurement } from './measure.ts';
import { median, toTextTable } from './table.ts';

/** All rounds of one contender under one load; cells of the same load share the object that says which. */
export interface Cell<Load> {
  readonly load: Load;
  readonly contender: string;
  readonly rounds: readonly Measurement[];
}

/** Medians over the rounds, and how many times the reference's throughput, with the lowest and highest round. */
export interface Line<Load> extends Measurement {
  readonly load: Load;
  readonly contender: string;
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
}

export function toLines<Load>(cells: readonly Cell<Load>[], reference: string): Line<Load>[] {
  return cells.map(({ load, contender, rounds }) => {
    const other = cells.find((cell) => cell.load === load && cell.contender === reference);
    const of = (read: (round: Measurement) => number) => median(rounds.map(read));
    // Rounds are interleaved, so those of one number ran beside one another.
    const ratios = rounds.map(
      ({ requestsPerSecond }, index) => requestsPerSecond / (other?.rounds[index]?.requestsPerSecond ?? Number.NaN),
    );
    const failure = rounds.find((round) => round.failure !== undefined)?.failure;
    return {
      load,
      contender,
      requestsPerSecond: of((round) => round.requestsPerSecond),
      p50Ms: of((round) => round.p50Ms),
      p99Ms: of((round) => round.p99Ms),
      cpuUs: of((round) => round.cpuUs),
      gatewayBusy: of((round) => round.gatewayBusy),
      loadBusy: of((round) => round.loadBusy),
      residentMb: of((round) => round.residentMb),
      calls: of((round) => round.calls),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
      ratio: median(ratios),
      ratioLow: Math.min(...ratios),
      ratioHigh: Math.max(...ratios),
      ...(failure !== undefined && { failure }),
    };
  });
}

const WORDS = ['gateway'];
const HEADINGS = [
  'gateway',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU us',
  'MB',
  'calls',
  'busy',
  'load busy',
  'ratio',
  'spread',
];

/** One table for each load under its title; below them the requests that failed. */
export function toTable<Load>(lines: readonly Line<Load>[], toTitle: (load: Load) => string): string {
  const tables = [...Map.groupBy(lines, ({ load }) => load)].map(
    ([load, of]) => `${toTitle(load)}\n${toTextTable(HEADINGS, of.map(toCells), WORDS)}`,
  );
  const failures = lines.flatMap(({ load, contender, failed, failure }) =>
    failed > 0 ? [`${contender}, ${toTitle(load)}: ${failed} requests failed, the first with: ${failure}`] : [],
  );
  return [...tables, ...failures].join('\n\n');
}

function toCells<Load>(line: Line<Load>): string[] {
  return [
    line.contender,
    line.requestsPerSecond.toFixed(line.requestsPerSecond < 100 ? 1 : 0),
    line.p50Ms.toFixed(1),
    line.p99Ms.toFixed(1),
    line.cpuUs.toFixed(0),
    line.residentMb.toFixed(0),
    line.calls.toFixed(line.calls < 10 ? 2 : 1),
    toPercent(line.gatewayBusy),
    toPercent(line.loadBusy),
    `${line.ratio.toFixed(2)}x`,
    `${line.ratioLow.toFixed(2)}-${line.ratioHigh.toFixed(2)}`,
  ];
}

function toPercent(share: number): string {
  return Number.isNaN(share) ? '' : `${(share * 100).toFixed(0)}%`;
}
