import { compareAnswers } from '../../compare-answers.ts';
import { minimalDocument } from './minimal-document.ts';
import { randomOperation, type RandomOperation } from './random-operation.ts';
import { createBench, type BothAnswers, type Bench } from './run-both.ts';
import { diceAt } from './seeded-dice.ts';

export interface OperationFuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly maxDifferences: number;
  /** Stops earlier, with what was done until then. */
  readonly maxSeconds?: number;
  /** Told now and then how many runs are done. */
  readonly onProgress?: (report: OperationFuzzReport) => void;
}

export interface OperationDifference {
  /** `--seed` with this and `--runs 6` shows the difference again. */
  readonly seed: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly difference: string;
}

export interface OperationFuzzReport {
  /** Operations that ran through both executors, each time over other rows, callers and variables. */
  runs: number;
  documents: number;
  /** Documents that validation refused; they are no runs. */
  refused: number;
  /** Runs that the compiled plan answered. */
  compiled: number;
  /** Runs that only the walking executor answers. */
  walkedOnly: number;
  withErrors: number;
  fields: number;
  readonly differences: OperationDifference[];
}

const RUNS_PER_DOCUMENT = 6;

/** Random operations over random rows through both executors. Takes the clock while it runs. */
export async function runOperationFuzz(options: OperationFuzzOptions): Promise<OperationFuzzReport> {
  const { runs, seed, maxDifferences, maxSeconds = Infinity, onProgress } = options;
  const clock = Date.now;
  const bench = await createBench();
  const report = createReport();
  const endMs = performance.now() + maxSeconds * 1_000;
  try {
    for (let own = seed; report.runs < runs && report.differences.length < maxDifferences; own += 1) {
      if (performance.now() > endMs) break;
      await fuzzDocument(bench, own, report);
      if (report.documents % 50 === 0) onProgress?.(report);
    }
  } finally {
    Date.now = clock;
    await bench.close();
  }
  return report;
}

function createReport(): OperationFuzzReport {
  const counts = { runs: 0, documents: 0, refused: 0, compiled: 0, walkedOnly: 0, withErrors: 0 };
  return { ...counts, fields: 0, differences: [] };
}

async function fuzzDocument(bench: Bench, seed: number, report: OperationFuzzReport): Promise<void> {
  const operation = randomOperation(bench.generation.schema, diceAt(seed, 'document'));
  report.documents += 1;
  for (let index = 0; index < RUNS_PER_DOCUMENT; index += 1) {
    const difference = await fuzzOnce(bench, operation, { seed, index, report });
    if (difference === 'refused') {
      report.refused += 1;
      return;
    }
    if (difference !== undefined) {
      report.differences.push(difference);
      return;
    }
  }
}

async function fuzzOnce(
  bench: Bench,
  { query, variablesFor }: RandomOperation,
  { seed, index, report }: { seed: number; index: number; report: OperationFuzzReport },
): Promise<OperationDifference | 'refused' | undefined> {
  const own = seed * RUNS_PER_DOCUMENT + index;
  const variables = variablesFor(own);
  const differenceOf = async (text: string) => {
    const answers = await attempt(bench, { query: text, variables, seed: own });
    return typeof answers === 'string' ? answers : compareBoth(answers);
  };
  const answers = await attempt(bench, { query, variables, seed: own });
  if (typeof answers !== 'string' && isRefused(answers)) return 'refused';
  report.runs += 1;
  const difference = typeof answers === 'string' ? answers : compareBoth(answers);
  if (typeof answers !== 'string') count(answers, report);
  if (difference === undefined) return undefined;
  const smallest = await minimalDocument(query, async (text) => (await differenceOf(text)) !== undefined);
  return { seed, query: smallest, variables, difference: (await differenceOf(smallest)) ?? difference };
}

/** The answers, or what was thrown instead. */
async function attempt(bench: Bench, asked: Parameters<Bench['ask']>[0]): Promise<BothAnswers | string> {
  try {
    return await bench.ask(asked);
  } catch (error) {
    return `thrown: ${Error.isError(error) ? (error.stack ?? error.message) : String(error)}`;
  }
}

function compareBoth({ walked, planned }: BothAnswers): string | undefined {
  return planned && compareAnswers(walked, planned);
}

function isRefused({ walked }: BothAnswers): boolean {
  return walked.errors?.[0]?.extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED';
}

function count({ walked, planned }: BothAnswers, report: OperationFuzzReport): void {
  if (walked.errors) report.withErrors += 1;
  report.fields += JSON.stringify(walked.data ?? null).split('":').length - 1;
  if (planned) report.compiled += 1;
  else report.walkedOnly += 1;
}
