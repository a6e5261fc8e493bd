import { median, toTextTable } from '../gateway/table.ts';
import type { Absent } from './field.ts';
import type { Measurement } from './measure.ts';
import { REFERENCE } from './peer-list.ts';
import type { QueryName } from './questions.ts';

interface Place {
  readonly query: QueryName;
  readonly latencyMs: number;
  readonly connections: number;
  readonly contender: string;
}

/** All rounds of one contender under one load. */
export interface Cell extends Place {
  readonly rounds: readonly Measurement[];
}

/** Medians over the rounds, and how many times the reference's throughput, with the lowest and highest round. */
export interface Line extends Place, Omit<Measurement, 'failure'> {
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
  /** What went wrong, of the first answer that failed. */
  readonly failure?: string;
}

export function toLines(cells: readonly Cell[]): Line[] {
  return cells.map(({ rounds, ...place }) => {
    const reference = cells.find((other) => isReferenceFor(place, other));
    const of = (read: (round: Measurement) => number) => median(rounds.map(read));
    // Rounds are interleaved, so those of one number ran beside one another.
    const ratios = rounds.map(
      ({ requestsPerSecond }, index) => requestsPerSecond / (reference?.rounds[index]?.requestsPerSecond ?? Number.NaN),
    );
    const failure = rounds.find((round) => round.failure !== undefined)?.failure;
    return {
      ...place,
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

function isReferenceFor(place: Place, other: Place): boolean {
  return (
    other.contender === REFERENCE &&
    other.query === place.query &&
    other.latencyMs === place.latencyMs &&
    other.connections === place.connections
  );
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

/** One table for each load; what could not be measured stands below with its reason. */
export function toTable(lines: readonly Line[], absent: readonly Absent[]): string {
  const byLoad = Map.groupBy(
    lines,
    ({ query, latencyMs, connections }) => `${query}, ${connections} connections, sources take ${latencyMs} ms`,
  );
  const tables = [...byLoad].map(([title, of]) => `${title}\n${toTextTable(HEADINGS, of.map(toCells), WORDS)}`);
  const failures = lines.flatMap(({ query, contender, failed, failure }) =>
    failed > 0 ? [`${contender}, ${query}: ${failed} requests failed, the first with: ${failure}`] : [],
  );
  const missing = absent.map(({ peer: { name }, reason }) => `${name}: not measured: ${reason}`);
  return [...tables, [...failures, ...missing].join('\n')].filter((part) => part !== '').join('\n\n');
}

function toCells(line: Line): string[] {
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
