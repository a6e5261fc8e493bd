import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Secret } from '../../config/secret.ts';
import { setupInvalid } from '../../errors.ts';
import { createSealedWriter } from './sealed-file.ts';
import { openSnapshot, type Snapshot } from './snapshot.ts';

const PIECE_BYTES = 1_000_000;

export interface BackupOptions {
  /** Of the store. */
  readonly url: string;
  /** The gateway's: it opens what it seals. */
  readonly secret: Secret;
  /** Made anew; readable by its owner only. */
  readonly file: string;
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes every table of a store, as it is at this moment, into one sealed file that restores into a store of either kind.
 * The gateway may run meanwhile. Fails with SETUP_INVALID when the file is there already; a backup that fails leaves none.
 */
export async function createBackup({ url, secret, file }: BackupOptions): Promise<BackupSummary> {
  const snapshot = await openSnapshot(url);
  try {
    const draft = `${file}.partial`;
    await claim(file).then((handle) => handle.close());
    try {
      const summary = await writeDraft(draft, snapshot, secret);
      await rename(draft, file);
      return summary;
    } catch (error) {
      await Promise.all([rm(draft, { force: true }), rm(file, { force: true })]);
      throw error;
    }
  } finally {
    await snapshot.close();
  }
}

async function claim(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (error) {
    const isThere = typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
    throw setupInvalid([{ file, message: isThere ? 'is there already' : 'cannot be written' }]);
  }
}

async function writeDraft(draft: string, snapshot: Snapshot, secret: Secret): Promise<BackupSummary> {
  const handle = await open(draft, 'w', 0o600);
  try {
    const writer = await createSealedWriter(handle, secret);
    const lines = toLines(snapshot);
    let piece: string[] = [];
    let size = 0;
    for await (const line of lines.all()) {
      piece.push(line);
      size += line.length;
      if (size < PIECE_BYTES) continue;
      await writer.write(Buffer.from(piece.join('')));
      [piece, size] = [[], 0];
    }
    await writer.end(Buffer.from(piece.join('')));
    await handle.sync();
    return lines.summary();
  } finally {
    await handle.close();
  }
}

/** One JSON a line: `{"table":…,"columns":[…]}`, then its rows as lists, then the next table; in the end the counts. */
function toLines(snapshot: Snapshot) {
  let rows = 0;
  const summary = (): BackupSummary => ({ tables: snapshot.tables.length, rows });
  return {
    summary,
    async *all(): AsyncGenerator<string> {
      for (const table of snapshot.tables) {
        let columns: string[] | undefined;
        for await (const batch of snapshot.rows(table)) {
          const [first = {}] = batch;
          if (columns === undefined) yield toLine({ table, columns: (columns = Object.keys(first)) });
          for (const row of batch) yield toLine(columns.map((column) => row[column] ?? null));
          rows += batch.length;
        }
      }
      yield toLine(summary());
    },
  };
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
