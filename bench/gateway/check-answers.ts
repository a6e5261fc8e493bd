import { isDeepStrictEqual } from 'node:util';
import { post } from './ask.ts';
import type { Contender } from './contenders.ts';
import type { Workload } from './workloads.ts';

const SAMPLES = 12;

/** Throws unless every contender gives the same data to a sample of each workload's questions. */
export async function checkAnswers(contenders: readonly Contender[], workloads: readonly Workload[]): Promise<void> {
  for (const { name, questions } of workloads) {
    for (const question of sample(questions)) {
      const [first, ...others] = await Promise.all(
        contenders.map(async (contender) => ({ contender, data: await post<object>(contender, question) })),
      );
      for (const other of others) {
        const place = first && differenceOf(first.data, other.data);
        if (place === undefined) continue;
        throw new Error(
          `${name}: ${first?.contender.name} and ${other.contender.name} differ at ${place} for ${JSON.stringify(question.variables)}`,
        );
      }
    }
  }
}

/** The first, the last and some between. */
export function sample<T>(all: readonly T[], count = SAMPLES): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_item, index) => index % step === 0).slice(0, count);
}

/** Where two answers differ and how; undefined when they are equal, whatever the order of members. */
export function differenceOf(a: unknown, b: unknown, path = 'data'): string | undefined {
  if (isDeepStrictEqual(a, b)) return undefined;
  if (!isContainer(a) || !isContainer(b)) return `${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) {
    const found = differenceOf(a[name], b[name], `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
