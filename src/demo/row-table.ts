/** A list of rows with indexes by some of their keys, and their JSON made once. */
export interface RowTable<Row extends object> {
  readonly rows: readonly Row[];
  hasIndex(field: string): boolean;
  /** Rows of these keys in the order of the keys; unknown keys give nothing, repeated keys nothing more. */
  find(field: string, keys: Iterable<string>): Row[];
  /** The rows as a JSON list; each row's text is kept. */
  toJson(rows: readonly Row[]): string;
}

/**
 * @param keysOf for each indexed field the keys a row is found under.
 */
export function createRowTable<Row extends object>(
  rows: readonly Row[],
  keysOf: Readonly<Record<string, (row: Row) => readonly string[]>>,
): RowTable<Row> {
  const texts = new WeakMap<Row, string>();
  const indexes = new Map(Object.entries(keysOf).map(([field, keys]) => [field, indexBy(rows, keys)]));
  const textOf = (row: Row): string => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const text = JSON.stringify(row);
    texts.set(row, text);
    return text;
  };
  return {
    rows,
    hasIndex: (field) => indexes.has(field),
    find(field, keys) {
      const index = indexes.get(field);
      return [...new Set([...new Set(keys)].flatMap((key) => index?.get(key) ?? []))];
    },
    toJson: (some) => `[${some.map(textOf).join(',')}]`,
  };
}

function indexBy<Row>(rows: readonly Row[], keys: (row: Row) => readonly string[]): Map<string, Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    for (const key of keys(row)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [row]);
      else known.push(row);
    }
  }
  return index;
}
