import type { Bindings } from './expression.ts';
import type { RowReader } from './read-rows.ts';
import type { KeyedRow } from './route.ts';

/** The rows of a file that answer some keys. */
export type PickRows = (rows: readonly unknown[], keys: readonly string[], bindings: Bindings) => KeyedRow[];

/** A file always gives all its rows. They are keyed once for as long as the driver gives the same list. */
export function createRowIndex(reader: RowReader): PickRows {
  const indexes = new WeakMap<object, Map<string, KeyedRow[]>>();
  return (rows, keys, bindings) => {
    const index = indexes.get(rows) ?? Map.groupBy(reader.keyed(rows, bindings), ({ key }) => key);
    indexes.set(rows, index);
    return keys.flatMap((key) => index.get(key) ?? []);
  };
}
