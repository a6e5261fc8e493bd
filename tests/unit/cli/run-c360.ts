import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';

const PROGRAM = join(import.meta.dirname, '../../../src/cli/c360.ts');

/** A folder of a test's own for what the gateway keeps. */
export function createDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'c360-cli-'));
}

/** Starts `c360` as a person would; settings come from `env` alone. */
export function startC360(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'] ?? '', C360_DATA_DIR: createDataDir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]) => Number(code));
  return { child, exited };
}

/** Runs `c360` to its end. */
export async function runC360(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { child, exited } = startC360(args, env);
  const [code, stdout, stderr] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
