/** Why a text is not the CSV it should be; holds none of the text. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

/**
 * Rows of a CSV text (RFC 4180) with a header, as objects of texts; cells may be quoted and hold line breaks.
 * Throws CsvError with the line for a quote that never closes and for rows longer or shorter than the header.
 */
export function parseCsv(text: string, delimiter = ','): Record<string, string>[] {
  const [header, ...records] = splitRecords(text, delimiter);
  if (header === undefined) return [];
  return records.map(({ cells, line }) => {
    if (cells.length !== header.cells.length)
      throw new CsvError(`line ${line}: ${cells.length} cells where the header has ${header.cells.length}`);
    return Object.fromEntries(header.cells.map((name, index) => [name, cells[index] ?? '']));
  });
}

interface CsvRecord {
  readonly cells: string[];
  /** 1-based line on which it begins. */
  readonly line: number;
}

function splitRecords(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let record: CsvRecord = { cells: [], line: 1 };
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const cell = readCell(text, at, delimiter);
    if (cell === undefined) throw new CsvError(`line ${record.line}: a quoted cell is not closed`);
    record.cells.push(cell.value);
    line += text.slice(at, cell.end).split('\n').length - 1;
    at = cell.end;
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at < text.length) continue;
      record.cells.push('');
    }
    const lineBreak = /\r?\n|\r/y;
    lineBreak.lastIndex = at;
    at += lineBreak.exec(text)?.[0].length ?? 0;
    line += 1;
    records.push(record);
    record = { cells: [], line };
  }
  return records.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}

/** The cell that begins at `start`; undefined when its quote does not close or text follows it. */
function readCell(text: string, start: number, delimiter: string): { value: string; end: number } | undefined {
  if (text[start] !== '"') {
    const end = endOfPlain(text, start, delimiter);
    return { value: text.slice(start, end), end };
  }
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] === '"') continue;
    const end = quote + 1;
    if (endOfPlain(text, end, delimiter) !== end) return undefined;
    return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end };
  }
  return undefined;
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  const ends = [delimiter, '\n', '\r'].map((end) => text.indexOf(end, start)).filter((end) => end !== -1);
  return Math.min(text.length, ...ends);
}
