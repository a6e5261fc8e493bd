import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process that this benchmark started and will end. */
export interface Child {
  readonly pid: number;
  /** The first line it printed. */
  readonly firstLine: string;
  stop(): Promise<void>;
}

interface ChildOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Starts Node and resolves with its first line on stdout; throws with what it wrote to stderr when it ends before. */
export async function startChild({ args, env }: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString().slice(0, 5_000)));
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (first === undefined || child.pid === undefined) throw new Error(`${args.join(' ')} ended:\n${complaints}`);
  return { pid: child.pid, firstLine: String(first[0]), stop: () => stopChild(child, ended) };
}

/** Runs Node to its end and resolves with what it printed. */
export async function runToEnd({ args, env }: ChildOptions): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${complaints}`);
  return printed;
}

const TICKS_PER_SECOND = 100;
const UTIME_FIELD = 11;

/** Seconds of CPU a process has used, in user and system mode; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it is in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[UTIME_FIELD]) + Number(fields[UTIME_FIELD + 1])) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.stdin?.end();
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(kill);
}
