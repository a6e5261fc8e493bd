import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { SourceResponse } from '../source/source.ts';
import { evaluateAnswer, fieldsOf, type Bindings, type Expression } from './expression.ts';
import type { KeyedRow } from './route.ts';

/** The key of a row whose own cannot be read: no caller can ask for it, so it counts as a row nobody asked for. */
export const UNKEYED = `unkeyed:${randomUUID()}`;

export interface RowReader {
  rows(response: SourceResponse, bindings: Bindings): readonly unknown[];
  keyed(rows: readonly unknown[], bindings: Bindings): KeyedRow[];
}

export interface RowReaderOptions {
  readonly source: string;
  readonly rows: Expression;
  /** As the manifest writes it; absent for a protocol's default. */
  readonly rowsText?: string;
  readonly key: Expression;
}

/** Finds the rows of an answer and the keys they answer. Fails with SOURCE_BAD_DATA when either is not to be found. */
export function createRowReader({ source, rows: rowsOf, rowsText, key: keyOf }: RowReaderOptions): RowReader {
  // An expression gives nothing for an empty list; a plain path tells an empty list from a list that is not there.
  const mustExist = rowsText === undefined || fieldsOf(rowsText) !== undefined;
  return {
    rows(response, bindings) {
      if (response.status === 204 || response.status === 304) return [];
      const found = evaluateAnswer(rowsOf, response, { bindings, source });
      if (found === undefined && mustExist) throw new AppError('SOURCE_BAD_DATA', { source, detail: 'no rows in it' });
      const rows: unknown[] = found === undefined || found === null ? [] : Array.isArray(found) ? found : [found];
      if (rows.some((row) => typeof row !== 'object' || row === null))
        throw new AppError('SOURCE_BAD_DATA', { source, detail: 'a row that is no object' });
      return rows;
    },
    keyed(rows, bindings) {
      const keyed: KeyedRow[] = [];
      const context = { bindings, source };
      for (const row of rows) {
        for (const key of toKeys(evaluateAnswer(keyOf, row, context))) keyed.push({ key, row });
      }
      if (keyed.length > 0 && keyed.every(({ key }) => key === UNKEYED))
        throw new AppError('SOURCE_BAD_DATA', { source, detail: 'no row has a key' });
      return keyed;
    },
  };
}

function toKeys(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const keys = [value].flat().filter((key) => typeof key === 'string' || typeof key === 'number');
  return keys.length === 0 ? [UNKEYED] : keys.map(String);
}
