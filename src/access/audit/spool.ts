import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** `<process>-<random>.spool`: one file for each audit that is open. */
const NAME = /^(\d+)-[\w-]+\.spool$/;

/** Spools that audits of this process have open. */
const openHere = new Set<string>();

export interface Spool {
  /** Bytes since it was made or last emptied. */
  readonly size: () => number;
  /** Adds lines; resolves when they are on the disk. One call at a time. */
  append(lines: readonly string[]): Promise<void>;
  /** Forgets everything. Not while `append` runs. */
  empty(): Promise<void>;
  /** Keeps the file unless told to remove it. */
  close(options: { readonly remove: boolean }): Promise<void>;
}

/** A file that entries wait in until the store has them; it survives the process. */
export function createSpool(folder: string): Spool {
  const path = join(folder, `${process.pid}-${randomUUID()}.spool`);
  let file: Promise<FileHandle> | undefined;
  let size = 0;
  let isTorn = false;
  openHere.add(path);

  return {
    size: () => size,
    async append(lines) {
      file ??= openDurably(folder, path).catch((error: unknown) => {
        file = undefined;
        throw error;
      });
      const handle = await file;
      // What a write that failed has left of a line is not to become part of the next one.
      const bytes = Buffer.from(`${isTorn ? '\n' : ''}${lines.map((line) => `${line}\n`).join('')}`);
      isTorn = true;
      await handle.appendFile(bytes);
      await handle.datasync();
      isTorn = false;
      size += bytes.length;
    },
    async empty() {
      await (await file)?.truncate(0);
      size = 0;
    },
    async close({ remove }) {
      await (await file?.catch(() => undefined))?.close();
      if (remove) rmSync(path, { force: true });
      openHere.delete(path);
    },
  };
}

/** A spool that is there from before: of a process that was killed, or of one that is still writing. */
export interface LeftSpool {
  readonly lines: readonly string[];
  /** Removes it, unless its process still runs or has written more since. */
  readonly discard: () => void;
}

export function readLeftSpools(folder: string): LeftSpool[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => NAME.test(name) && !openHere.has(join(folder, name)));
  return names.map((name) => {
    const path = join(folder, name);
    // The last line has no end when the process was killed while it wrote it: nobody was told that it is kept.
    const bytes = readFileSync(path);
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    const isAsRead = () => statSync(path, { throwIfNoEntry: false })?.size === bytes.length;
    return { lines, discard: () => (isRunning(name) || !isAsRead() ? undefined : rmSync(path, { force: true })) };
  });
}

/** The file and its name are both on the disk. */
async function openDurably(folder: string, path: string): Promise<FileHandle> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
  return file;
}

function isRunning(name: string): boolean {
  const pid = Number(NAME.exec(name)?.[1]);
  // In a container every gateway has the same number: one of ours that is not open here is of the process before.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
