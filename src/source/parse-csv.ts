/** Why a text is not the CSV it should be; holds none of the text. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  /** 1-based. */
  readonly line: number;
  readonly reason: string;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

/**
 * Rows of a CSV text (RFC 4180) with a header, as objects of texts; cells may be quoted and hold line breaks.
 * Throws CsvError with the line for a quote that never closes and for rows longer or shorter than the header.
 */
export function* parseCsv(text: string, delimiter = ','): Generator<Record<string, string>> {
  let header: readonly string[] | undefined;
  for (const record of splitCsv(text, delimiter)) {
    if (header === undefined) header = record.cells;
    else yield toRow(header, record);
  }
}

/** The cells of a record by the names of the header. Throws CsvError when there are more or fewer. */
export function toRow(header: readonly string[], { cells, line }: CsvRecord): Record<string, string> {
  if (cells.length !== header.length)
    throw new CsvError(line, `${cells.length} cells where the header has ${header.length}`);
  return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
}

export interface CsvRecord {
  readonly cells: readonly string[];
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** The records of a CSV text, the header first, empty lines left out. Throws CsvError for a quote that never closes. */
export function* splitCsv(text: string, delimiter = ','): Generator<CsvRecord> {
  const endOfCell = new RegExp(`[${delimiter.replace(/[\\\]^-]/, String.raw`\$&`)}\r\n]|$`, 'g');
  let line = 1;
  let start = line;
  let cells: string[] = [];
  for (let at = 0; at < text.length;) {
    const cell = readCell(text, at, endOfCell);
    if (cell === undefined) throw new CsvError(start, 'a quoted cell is not closed');
    cells.push(cell.value);
    line += text.slice(at, cell.end).split('\n').length - 1;
    at = cell.end;
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length;
      if (at < text.length) continue;
      cells.push('');
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: start };
    line += 1;
    start = line;
    cells = [];
  }
}

/** The cell that begins at `start`; undefined when its quote does not close or text follows it. */
function readCell(text: string, start: number, endOfCell: RegExp): { value: string; end: number } | undefined {
  const endAfter = (at: number) => {
    endOfCell.lastIndex = at;
    return endOfCell.exec(text)?.index ?? text.length;
  };
  if (text[start] !== '"') {
    const end = endAfter(start);
    return { value: text.slice(start, end), end };
  }
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] === '"') continue;
    const end = quote + 1;
    if (endAfter(end) !== end) return undefined;
    return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end };
  }
  return undefined;
}
