import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { SetupProblem } from '../errors.ts';

/** A record and the line it begins on, from 1. */
export interface CsvRow<Row> {
  readonly line: number;
  readonly row: Row;
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, header row) whose rows are as the schema says.
 * Problems are added to the list with file and line, never with a value; rows that have one are left out.
 */
export function readCsv<Shape extends z.ZodType>(
  { dir, file, schema }: { readonly dir: string; readonly file: string; readonly schema: Shape },
  problems: SetupProblem[],
): CsvRow<z.output<Shape>>[] {
  const text = readText(join(dir, file), file, problems);
  if (text === undefined) return [];
  const [header, ...records] = splitRecords(text);
  if (header === undefined) {
    problems.push({ file, message: 'the file is empty', hint: 'a header row and records are needed' });
    return [];
  }
  return records.flatMap((record) => {
    const parsed = parseRecord(header.cells, record, schema);
    if (parsed.success) return [{ line: record.line, row: parsed.data }];
    problems.push(...parsed.messages.map((message) => ({ file, line: record.line, message })));
    return [];
  });
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote that never closes. */
  readonly isBroken: boolean;
}

function parseRecord<Shape extends z.ZodType>(
  header: readonly string[],
  record: CsvRecord,
  schema: Shape,
): { success: true; data: z.output<Shape> } | { success: false; messages: string[] } {
  if (record.isBroken) return { success: false, messages: ['a quoted cell is not closed'] };
  if (record.cells.length !== header.length) {
    return { success: false, messages: [`${record.cells.length} cells where the header has ${header.length}`] };
  }
  const parsed = schema.safeParse(Object.fromEntries(header.map((name, index) => [name, record.cells[index]])));
  if (parsed.success) return { success: true, data: parsed.data };
  return { success: false, messages: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}

function readText(path: string, file: string, problems: SetupProblem[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    problems.push({ file, message: 'the file cannot be read', hint: 'the data folder must hold it' });
    return undefined;
  }
}

function splitRecords(text: string): CsvRecord[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/uy;
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) {
      records.push({ line: start, cells, isBroken: true });
      return records;
    }
    const [whole, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.split('\n').length - 1;
    if (end === ',' && cell.lastIndex < text.length) continue;
    if (end === ',') cells.push('');
    records.push({ line: start, cells, isBroken: false });
    cells = [];
    start = line;
    if (cell.lastIndex === at) break;
  }
  return records;
}
