import { fork } from 'node:child_process';

export interface TrialRequest {
  readonly source: string;
  readonly file: string;
  readonly inputs: readonly unknown[];
  readonly bindings?: Readonly<Record<string, unknown>>;
}

export type TrialAnswer =
  | { readonly outcome: 'passed'; readonly values: readonly unknown[] }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string };

export interface TrialOptions {
  /** Time from the start of the work; starting the process is not counted. */
  readonly timeoutMs?: number;
  /** Time the process may take to start. */
  readonly startTimeoutMs?: number;
  readonly memoryMb?: number;
}

/**
 * Compiles and evaluates a mapping that came at run time in a process of its own, with the standard functions, a memory
 * cap and an end. Never rejects. A worker thread would not do: a mapping that uses up its memory takes the whole process
 * with it. Codes beyond the expression's own: U1009 killed for time, U1010 ended by itself (memory).
 */
export function tryInChild(request: TrialRequest, options: TrialOptions = {}): Promise<TrialAnswer> {
  const { timeoutMs = 1_000, startTimeoutMs = 15_000, memoryMb = 128 } = options;
  const child = fork(new URL('./trial-child.ts', import.meta.url), [], {
    execArgv: [`--max-old-space-size=${memoryMb}`, '--disable-warning=ExperimentalWarning'],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
  });
  return new Promise((resolve) => {
    const settle = (answer: TrialAnswer): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const tooLong = (): void => settle({ outcome: 'refused', code: 'U1009', message: 'The mapping took too long' });
    let timer = setTimeout(tooLong, startTimeoutMs);
    child.once('spawn', () => child.send(request));
    child.on('message', (message: TrialAnswer | 'started') => {
      if (message !== 'started') return settle(message);
      clearTimeout(timer);
      timer = setTimeout(tooLong, timeoutMs);
    });
    child.once('error', () => settle({ outcome: 'refused', code: 'U1010', message: 'The trial process failed' }));
    child.once('exit', () =>
      settle({ outcome: 'refused', code: 'U1010', message: 'The mapping used too much memory' }),
    );
  });
}
