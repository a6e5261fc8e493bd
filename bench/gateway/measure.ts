import autocannon from 'autocannon';
import type { Question } from './ask.ts';
import { countCalls, isWhole, post, resetCalls } from './ask.ts';
import { sample } from './check-answers.ts';
import { cpuSeconds } from './child-process.ts';
import type { Contender } from './contenders.ts';

/** What one contender did in one stretch of load. */
export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of the gateway's CPU for a request; NaN where it cannot be read. */
  readonly cpuUsPerRequest: number;
}

interface Load {
  readonly questions: readonly Question[];
  readonly connections: number;
  /** How many questions to ask; all are answered before it ends, so that slow ones count. */
  readonly amount: number;
}

const MICRO = 1_000_000;

/** Keeps so many connections busy until so many questions are answered. Throws when any answer has an error. */
export async function measure(
  { name, url, headers, pid }: Contender,
  { questions, connections, amount }: Load,
): Promise<Measurement> {
  const requests = questions.map((question) => ({ method: 'POST' as const, body: JSON.stringify(question) }));
  let next = 0;
  const before = cpuSeconds(pid);
  const startedAt = performance.now();
  // The load generator itself ends only with a second of its own clock.
  let lastAnswerAt = startedAt;
  const result = await autocannon({
    url,
    connections,
    amount,
    timeout: 60,
    headers: { 'content-type': 'application/json', ...headers },
    requests,
    // Connections begin at different questions, or all would ask the same at once.
    setupClient(client) {
      const from = Math.floor((next * requests.length) / connections);
      next += 1;
      client.on('response', () => (lastAnswerAt = performance.now()));
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
    verifyBody: (body) => body !== undefined && isWhole(body.toString()),
  });
  const elapsedSeconds = (lastAnswerAt - startedAt) / 1_000;
  const answered = result['2xx'];
  const failed = result.non2xx + result.errors + result.timeouts + result.mismatches;
  if (failed > 0 || answered === 0) throw new Error(`${name}: ${failed} of ${answered + failed} requests failed`);
  return {
    requestsPerSecond: answered / elapsedSeconds,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuUsPerRequest: ((cpuSeconds(pid) - before) * MICRO) / answered,
  };
}

/** Calls to the sources for one question, on the average of a sample asked one after another. */
export async function callsPerQuestion(
  contender: Contender,
  questions: readonly Question[],
  sources: readonly string[],
): Promise<number> {
  const asked = sample(questions);
  await resetCalls(sources);
  for (const question of asked) await post(contender, question);
  return (await countCalls(sources)) / asked.length;
}
