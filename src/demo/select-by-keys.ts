import type { RowTable } from './row-table.ts';
import { listParameter } from './vendor.ts';

/** The rows of every key parameter in the query, which narrow each other; undefined when the query has none of them. */
export function selectByKeys<Row extends object>(
  table: RowTable<Row>,
  query: URLSearchParams,
  parameters: readonly string[],
): readonly Row[] | undefined {
  let rows: readonly Row[] | undefined;
  for (const parameter of parameters) {
    const keys = listParameter(query, parameter);
    if (keys === undefined) continue;
    const found = new Set(table.find(parameter, keys));
    rows = rows === undefined ? [...found] : rows.filter((row) => found.has(row));
  }
  return rows;
}
