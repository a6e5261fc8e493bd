/** Columns for people: those of `words` to the left, numbers to the right. */
export function toTextTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  words: readonly string[],
): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const toCell = (text: string, column: number) => {
    const width = widths[column] ?? 0;
    return words.includes(headings[column] ?? '') ? text.padEnd(width) : text.padStart(width);
  };
  return [headings, ...rows].map((row) => row.map(toCell).join('  ').trimEnd()).join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
