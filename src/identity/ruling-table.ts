import type { Queryable } from '../store/store.ts';
import type { Ruling } from './matching/resolve-records.ts';

/** Rulings in force, the oldest first, as the matching takes them. */
export async function loadRulings(on: Queryable): Promise<Ruling[]> {
  const sql = 'select kind, a, b from identity_ruling where withdrawn_by is null order by seq, position';
  return on.all<Ruling>(sql);
}
