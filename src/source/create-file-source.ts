import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { CsvError, parseCsv } from './parse-csv.ts';
import { decodeText, toJson } from './read-body.ts';
import type { Send } from './send.ts';
import type { Source, SourceResponse } from './source.ts';
import { withDeadline } from './with-deadline.ts';
import { createObservation } from './with-observation.ts';

export interface FileSourceSettings {
  readonly name: string;
  /** Folder that holds the files; nothing outside it is read. */
  readonly root: string;
  readonly timeoutMs: number;
  readonly maxFileBytes: number;
  /** As the WHATWG encoding standard names it. */
  readonly charset: string;
  /** Between the cells of a CSV file. */
  readonly delimiter: string;
}

const ROWS_A_TURN = 1_000;

interface ReadFile {
  readonly version: string;
  readonly rows: unknown;
}

/**
 * Files as a source: a path is a file under `root`, its body the rows. `.csv` has a header, `.jsonl` and `.ndjson` one
 * row a line, `.json` anything. A file is read again when it changes; until then its body is the same object.
 */
export function createFileSource(settings: FileSourceSettings): Source {
  const { name, timeoutMs } = settings;
  const known = new Map<string, ReadFile>();
  const read: Send = async (request, call): Promise<SourceResponse> => {
    call.usage.attempts += 1;
    const file = await locate(request.path, settings);
    const stats = await stat(file);
    const { size, mtimeMs } = stats;
    if (!stats.isFile()) throw new AppError('SOURCE_UNAVAILABLE', { source: name, detail: 'no file' });
    if (size > settings.maxFileBytes)
      throw new AppError('SOURCE_TOO_LARGE', { source: name, detail: `more than ${settings.maxFileBytes} bytes` });

    const version = `${mtimeMs} ${size}`;
    let held = known.get(file);
    if (held?.version !== version) {
      held = { version, rows: await readRows(file, settings, (bytes) => (call.usage.bytes += bytes)) };
      known.set(file, held);
    }
    return { status: 200, headers: {}, body: held.rows, receivedAt: Date.now() };
  };
  const observation = createObservation(name, withDeadline(name, timeoutMs, read));
  return {
    name,
    kind: 'file',
    send: (request, context) => observation.send(request, context),
    health: () => ({
      state: observation.lastError === undefined ? 'up' : 'degraded',
      breaker: 'closed',
      ...(observation.lastError !== undefined && { lastError: observation.lastError }),
      ...(observation.lastSuccessAt !== undefined && { lastSuccessAt: observation.lastSuccessAt }),
    }),
    async close() {
      known.clear();
    },
  };
}

/** The real file, links followed; it must be under the root. */
async function locate(path: string, { name, root }: FileSourceSettings): Promise<string> {
  try {
    const folder = await realpath(root);
    const file = await realpath(join(folder, decodeURIComponent(path)));
    const below = relative(folder, file);
    if (!below.startsWith('..') && !isAbsolute(below)) return file;
  } catch (cause) {
    throw new AppError('SOURCE_UNAVAILABLE', { source: name, detail: 'the file is not there', cause });
  }
  throw new AppError('SOURCE_REJECTED', { source: name, detail: 'a file outside the folder' });
}

async function readRows(
  file: string,
  { name, charset, delimiter }: FileSourceSettings,
  onBytes: (bytes: number) => void,
): Promise<unknown> {
  const bytes = await readFile(file);
  onBytes(bytes.length);
  const text = decodeText(bytes, `; charset=${charset}`, name);
  const extension = extname(file).toLowerCase();
  if (extension === '.json') return toJson(text, { source: name });
  if (extension === '.jsonl' || extension === '.ndjson') {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return collect(lines, (line) => toJson(line, { source: name }));
  }
  if (extension === '.csv') return toRows(text, delimiter, name);
  throw new AppError('SOURCE_BAD_DATA', { source: name, detail: 'only .csv, .json, .jsonl and .ndjson are read' });
}

async function toRows(text: string, delimiter: string, source: string): Promise<unknown[]> {
  try {
    return await collect(parseCsv(text, delimiter), (row) => row);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('SOURCE_BAD_DATA', { source, detail: error.message });
  }
}

/** A large file must not hold up the process: others get their turn after every so many rows. */
async function collect<Part>(parts: Iterable<Part>, toRow: (part: Part) => unknown): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (const part of parts) {
    rows.push(await toRow(part));
    if (rows.length % ROWS_A_TURN === 0) await yieldToOthers();
  }
  return rows;
}
