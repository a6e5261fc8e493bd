import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process that this benchmark started and will end. */
export interface Server {
  readonly pid: number;
  stop(): Promise<void>;
}

/** One that talks by lines. */
export interface Child extends Server {
  /** The first line it printed. */
  readonly firstLine: string;
  /** Writes one line to its stdin and resolves with the next that it prints. */
  exchange(line: string): Promise<string>;
}

interface ChildOptions {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The program; Node when left out. */
  readonly command?: string;
  readonly cwd?: string;
  /** The core that it is kept to, where that can be done; see `canPin`. */
  readonly core?: number;
}

/** Gateways have one core, sources and load share another. */
export const GATEWAY_CORE = 0;
export const LOAD_CORE = 1;

/** Whether processes can be kept to one of several cores. */
export const canPin = process.platform === 'linux' && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/** Starts a program and resolves with its first line on stdout; throws with what it wrote to stderr when it ends before. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { child, ended, complaints } = spawnChild(options);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), ended]);
  if (!isLine(first) || child.pid === undefined) throw new Error(`${toTitle(options)} ended:\n${complaints()}`);
  return {
    pid: child.pid,
    firstLine: first.value,
    async exchange(line) {
      child.stdin.write(`${line}\n`);
      const answer = await lines.next();
      if (!isLine(answer)) throw new Error(`${toTitle(options)} ended:\n${complaints()}`);
      return answer.value;
    },
    stop: () => stopChild(child, ended),
  };
}

const POLL_MS = 100;
const START_MS = 60_000;

/** Starts a program that says nothing when it is ready: `isReady` is asked again and again. */
export async function startServer(options: ChildOptions, isReady: () => Promise<boolean>): Promise<Server> {
  const { child, ended, complaints } = spawnChild(options);
  child.stdout.resume();
  for (const endsAt = Date.now() + START_MS; Date.now() < endsAt;) {
    if (await isReady()) return { pid: child.pid ?? 0, stop: () => stopChild(child, ended) };
    if (child.exitCode !== null || child.pid === undefined) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await stopChild(child, ended);
  throw new Error(`${toTitle(options)} did not get ready:\n${complaints()}`);
}

/** Runs a program to its end and resolves with what it printed. */
export async function runToEnd(options: ChildOptions): Promise<string> {
  const { child, complaints } = spawnChild(options);
  let printed = '';
  child.stdin.end();
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${toTitle(options)} failed:\n${complaints()}`);
  return printed;
}

function spawnChild({ command = process.execPath, args, env, cwd, core }: ChildOptions) {
  const [program, ...rest] =
    core !== undefined && canPin ? ['taskset', '-c', String(core), command, ...args] : [command, ...args];
  const child = spawn(program ?? command, rest, {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-5_000)));
  const ended = once(child, 'exit').catch((error: unknown) => (complaints += String(error)));
  return { child, ended, complaints: () => complaints };
}

function toTitle({ command = 'node', args }: ChildOptions): string {
  return [command, ...args].join(' ');
}

function isLine(result: unknown): result is { value: string } {
  return typeof result === 'object' && result !== null && 'done' in result && result.done !== true;
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

/** Megabytes of memory a process holds; NaN where there is no /proc. */
export function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1_024;
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
