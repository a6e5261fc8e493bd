import {
  measure,
  type CountingSources,
  type Door,
  type LoadGenerator,
  type Measurement,
  type Stretch,
} from './measure.ts';
import { createProgress } from './progress.ts';
import type { Cell } from './report.ts';

/** One contender under one load. */
export interface Turn<Load> {
  readonly load: Load;
  readonly contender: Door & { readonly name: string };
  readonly stretch: Stretch;
  /** In words, for the progress. */
  readonly title: string;
}

interface Game<Load> {
  /** Before anything counts. */
  readonly warmUps: readonly Turn<Load>[];
  readonly turns: readonly Turn<Load>[];
  readonly rounds: number;
  readonly generator: LoadGenerator;
  readonly sources: CountingSources;
  /** Told of each turn before it begins. */
  readonly prepare?: (load: Load) => Promise<void>;
}

/** Measures each turn once a round, one round after the other, so that a slow minute of the machine hits all contenders. */
export async function takeTurns<Load>({
  warmUps,
  turns,
  rounds,
  generator,
  sources,
  prepare,
}: Game<Load>): Promise<Cell<Load>[]> {
  const progress = createProgress(warmUps.length + turns.length * rounds);
  const play = async ({ contender, stretch }: Turn<Load>) => measure(contender, stretch, { load: generator, sources });
  for (const turn of warmUps) {
    progress.step(`warming up: ${turn.contender.name}, ${turn.title}`);
    await play(turn);
  }
  const measured = new Map<Turn<Load>, Measurement[]>(turns.map((turn) => [turn, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [turn, results] of measured) {
      progress.step(`round ${round}: ${turn.contender.name}, ${turn.title}`);
      await prepare?.(turn.load);
      results.push(await play(turn));
    }
  }
  progress.end();
  return [...measured].map(([{ load, contender }, results]) => ({ load, contender: contender.name, rounds: results }));
}
