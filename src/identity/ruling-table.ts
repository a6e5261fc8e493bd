import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { Ruling } from './matching/resolve-records.ts';

interface NumberedRuling extends Ruling {
  /** The change that made it. */
  readonly seq: number;
  readonly position: number;
}

/** Rulings in force, the oldest first, as the matching takes them. */
export async function loadRulings(on: Queryable): Promise<Ruling[]> {
  const sql = 'select kind, a, b from identity_ruling where withdrawn_by is null order by seq, position';
  return on.all<Ruling>(sql);
}

export async function insertRulings(tx: Queryable, seq: number, rulings: readonly Ruling[]): Promise<void> {
  await insertRows(tx, {
    into: 'identity_ruling',
    columns: ['seq', 'position', 'kind', 'a', 'b'],
    rows: rulings.map(({ kind, a, b }, position) => [seq, position, kind, a, b]),
  });
}

/** Puts earlier rulings of one kind between two groups of records out of force, for change `seq` says otherwise. */
export async function overrule(
  tx: Queryable,
  seq: number,
  {
    kind,
    left,
    right,
  }: { readonly kind: Ruling['kind']; readonly left: readonly string[]; readonly right: readonly string[] },
): Promise<void> {
  await tx.run(
    `update identity_ruling set withdrawn_by = ? where withdrawn_by is null and kind = ?
      and ((a = any(?) and b = any(?)) or (b = any(?) and a = any(?)))`,
    [seq, kind, left, right, left, right],
  );
}

/** The rulings of one change that are in force. */
export async function rulingsOf(on: Queryable, seq: number): Promise<NumberedRuling[]> {
  const sql = 'select seq, position, kind, a, b from identity_ruling where seq = ? and withdrawn_by is null';
  return on.all<NumberedRuling>(sql, [seq]);
}

export async function withdrawRulings(tx: Queryable, ruling: number, by: number): Promise<void> {
  await tx.run('update identity_ruling set withdrawn_by = ? where seq = ? and withdrawn_by is null', [by, ruling]);
}
