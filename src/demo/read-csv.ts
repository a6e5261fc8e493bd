import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { SetupProblem } from '../errors.ts';
import { CsvError, splitCsv, toRow, type CsvRecord } from '../source/parse-csv.ts';

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
  const records = splitRecords(text, file, problems);
  const [header, ...others] = records;
  if (header === undefined) {
    problems.push({ file, message: 'the file is empty', hint: 'a header row and records are needed' });
    return [];
  }
  return others.flatMap((record) => {
    const parsed = parseRecord(header.cells, record, schema);
    if (parsed.success) return [{ line: record.line, row: parsed.data }];
    problems.push(...parsed.messages.map((message) => ({ file, line: record.line, message })));
    return [];
  });
}

function parseRecord<Shape extends z.ZodType>(
  header: readonly string[],
  record: CsvRecord,
  schema: Shape,
): { success: true; data: z.output<Shape> } | { success: false; messages: string[] } {
  try {
    const parsed = schema.safeParse(toRow(header, record));
    if (parsed.success) return { success: true, data: parsed.data };
    return {
      success: false,
      messages: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  } catch (error) {
    return { success: false, messages: [reasonOf(error)] };
  }
}

/** Those before a quote that never closes. */
function splitRecords(text: string, file: string, problems: SetupProblem[]): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    for (const record of splitCsv(text)) records.push(record);
  } catch (error) {
    problems.push({ file, line: error instanceof CsvError ? error.line : 1, message: reasonOf(error) });
  }
  return records;
}

function reasonOf(error: unknown): string {
  if (error instanceof CsvError) return error.reason;
  throw error;
}

function readText(path: string, file: string, problems: SetupProblem[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    problems.push({ file, message: 'the file cannot be read', hint: 'the data folder must hold it' });
    return undefined;
  }
}
