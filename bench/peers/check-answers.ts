import { isDeepStrictEqual } from 'node:util';
import { post } from '../gateway/ask.ts';
import { differenceOf, sample } from '../gateway/check-answers.ts';
import { toExpected } from './expected-answers.ts';
import type { Contender } from './field.ts';
import { toQuestions, type KnownCustomer, type QueryName } from './questions.ts';

/** Where the answers of a contender to a sample of questions differ from the truth; undefined when nowhere. */
export async function differenceFromTruth(
  contender: Contender,
  query: QueryName,
  customers: readonly KnownCustomer[],
): Promise<string | undefined> {
  const { peer } = contender;
  for (const { numbers, question } of sample(toQuestions(query, peer.dialect, customers))) {
    const data = withoutNodes(await post(contender, question));
    if (data === null) return 'no data';
    const expected = toExpected(query, numbers);
    const [ours, theirs] = peer.isRaw === true ? [toRaw(expected), toRaw(data)] : [expected, data];
    if (!isDeepStrictEqual(ours, theirs)) return `${differenceOf(ours, theirs)} (truth and answer)`;
  }
  return undefined;
}

/** Relay connections as the lists they hold. */
function withoutNodes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNodes);
  if (typeof value !== 'object' || value === null) return value;
  if ('nodes' in value) return withoutNodes(value.nodes);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withoutNodes(child)]));
}

const CODES = new Set(['kind', 'status', 'origin']);

/** Codes left out, and what looks like a number as one. */
function toRaw(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toRaw);
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !CODES.has(name));
  return Object.fromEntries(members.map(([name, child]) => [name, toRaw(child)]));
}
