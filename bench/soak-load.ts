/**
 * Asks at a steady rate, whatever the gateway does, and compares each answer with the truth. Says `ready`; the first line
 * on stdin is the `SoakOrder`, each line after it is answered by the `SoakCount` so far, and `end` when all have answers.
 */
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { openConnection, toRequest, type Answer, type Connection } from './gateway/connection.ts';
import { toExpected } from './peers/expected-answers.ts';
import { findLie, type AnswerError } from './peers/find-lie.ts';
import type { QueryName } from './peers/questions.ts';

export interface SoakOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly asked: readonly { readonly query: QueryName; readonly numbers: readonly string[]; readonly body: string }[];
  readonly perSecond: number;
  readonly connections: number;
  /** Share of questions whose asker goes away before the answer. */
  readonly leaving: number;
  /** An answer that takes longer is stuck. */
  readonly stuckMs: number;
}

export interface SoakCount {
  /** Answers that were all there. */
  readonly whole: number;
  /** Answers with errors that own up to all that is missing. */
  readonly partial: number;
  readonly wrong: number;
  readonly stuck: number;
  /** Askers that went away. */
  readonly left: number;
  /** Questions that had no free connection when they were due. */
  readonly waiting: number;
  readonly slowestMs: number;
  /** How often each error code came. */
  readonly codes: Readonly<Record<string, number>>;
  /** The first wrong answers, in words. */
  readonly lies: readonly string[];
}

const TICK_MS = 5;
const LEAVES_AFTER_MS = 3;
const MOST_LIES = 10;

process.stdout.write('ready\n');
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const order = JSON.parse(String((await lines.next()).value)) as SoakOrder;
const address = new URL(order.url);
const questions = order.asked.map(({ query, numbers, body }) => ({
  query,
  numbers,
  request: toRequest(address, order.headers, body),
  /** The bytes of an answer that was found to be true. */
  known: undefined as Buffer | undefined,
}));
type Question = (typeof questions)[number];

const count = { whole: 0, partial: 0, wrong: 0, stuck: 0, left: 0, waiting: 0, slowestMs: 0 };
const codes: Record<string, number> = {};
const lies: string[] = [];
const idle: Connection[] = Array.from({ length: order.connections }, () => openConnection(address));

let due = 0;
let next = 0;
let last = performance.now();
const timer = setInterval(() => {
  const now = performance.now();
  due += ((now - last) * order.perSecond) / 1_000;
  last = now;
  while (due >= 1) {
    const connection = idle.shift();
    if (connection === undefined) break;
    due -= 1;
    ask(connection);
  }
  count.waiting = Math.floor(due);
}, TICK_MS);

report();
for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
  if (line.value === 'end') await finish();
  report();
}
process.exit(0);

/** Asks no more and waits for the answers under way; those that do not come are stuck. */
async function finish(): Promise<void> {
  clearInterval(timer);
  const endsAt = performance.now() + order.stuckMs;
  while (idle.length < order.connections && performance.now() < endsAt) await setTimeout(TICK_MS);
  count.stuck += order.connections - idle.length;
}

function ask(connection: Connection): void {
  const question = questions[next % questions.length];
  next += 1;
  if (question === undefined) return;
  const leaves = Math.random() < order.leaving;
  const askedAt = performance.now();
  connection.ask(question.request, (answer) => {
    idle.push(connection);
    const tookMs = performance.now() - askedAt;
    count.slowestMs = Math.max(count.slowestMs, tookMs);
    if (answer === undefined) count[leaves ? 'left' : 'stuck'] += 1;
    else if (tookMs > order.stuckMs) count.stuck += 1;
    else judge(question, answer);
  });
  if (leaves) void setTimeout(LEAVES_AFTER_MS).then(() => connection.close());
}

function judge(question: Question, { status, body }: Answer): void {
  if (question.known?.equals(body) === true) {
    count.whole += 1;
    return;
  }
  const lie = status === 200 ? lieIn(question, body) : `status ${status}: ${body.toString().slice(0, 200)}`;
  if (lie === undefined) return;
  count.wrong += 1;
  if (lies.length < MOST_LIES) lies.push(`${question.query} of ${question.numbers[0]}: ${lie}`);
}

function lieIn(question: Question, body: Buffer): string | undefined {
  const { data, errors = [] } = JSON.parse(body.toString()) as { data?: unknown; errors?: AnswerError[] };
  const lie = findLie(toExpected(question.query, question.numbers), data, errors);
  if (lie !== undefined) return lie;
  for (const { extensions } of errors) codes[extensions?.code ?? 'none'] = (codes[extensions?.code ?? 'none'] ?? 0) + 1;
  if (errors.length === 0) {
    question.known = Buffer.from(body);
    count.whole += 1;
  } else count.partial += 1;
  return undefined;
}

function report(): void {
  const now: SoakCount = { ...count, codes, lies };
  process.stdout.write(`${JSON.stringify(now)}\n`);
}
