/**
 * The load generator, a process of its own. Each line on stdin is a `LoadOrder`, each line on stdout its `LoadResult`.
 * Every connection asks one question after the other; when the time is up, those under way are still awaited.
 */
import { createInterface } from 'node:readline';
import { openConnection, toRequest, type Answer } from './gateway/connection.ts';

export interface LoadOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bodies of requests; connections begin at different ones, or all would ask the same at once. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  /** The only error code that an answer may hold; none when left out. */
  readonly tolerated?: string;
}

export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  /** From the first question to the last answer. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the first answer that failed looked like. */
  readonly failure?: string;
}

const ERRORS = Buffer.from('"errors":[');
const FAILURE_CHARS = 300;

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const result = await drive(JSON.parse(line) as LoadOrder);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function drive({ url, headers, bodies, connections, seconds, tolerated }: LoadOrder): Promise<LoadResult> {
  const address = new URL(url);
  const requests = bodies.map((body) => toRequest(address, headers, body));
  const latencies: number[] = [];
  let failed = 0;
  let failure: string | undefined;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let lastAnswerAt = startedAt;

  const ask = (place: number): Promise<void> =>
    new Promise((resolve) => {
      const connection = openConnection(address);
      let next = Math.floor((place * requests.length) / connections);
      const step = (): void => {
        const askedAt = performance.now();
        if (askedAt >= endsAt) {
          connection.close();
          resolve();
          return;
        }
        connection.ask(requests[next] ?? Buffer.alloc(0), (answer) => {
          lastAnswerAt = performance.now();
          if (isWhole(answer, tolerated)) latencies.push(lastAnswerAt - askedAt);
          else {
            failed += 1;
            failure ??=
              answer === undefined ? 'no answer' : `${answer.status} ${answer.body.toString().slice(0, FAILURE_CHARS)}`;
          }
          step();
        });
        next = (next + 1) % requests.length;
      };
      step();
    });

  await Promise.all(Array.from({ length: connections }, (_connection, place) => ask(place)));
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return {
    answered: latencies.length,
    failed,
    seconds: (lastAnswerAt - startedAt) / 1_000,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    ...(failure !== undefined && { failure }),
  };
}

function isWhole(answer: Answer | undefined, tolerated: string | undefined): boolean {
  if (answer?.status !== 200) return false;
  if (!answer.body.includes(ERRORS)) return true;
  const codes = answer.body.toString().match(/"code":"\w+"/g) ?? [];
  return tolerated !== undefined && codes.length > 0 && codes.every((code) => code === `"code":"${tolerated}"`);
}
