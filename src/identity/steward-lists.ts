import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import type { LinkEvidence, Ruling } from './matching/resolve-records.ts';
import { readRefs, refIn, type RecordNames } from './record-names.ts';

const MAX_PAGE = 500;

/** Two records that may be one customer, which no rule was sure enough to decide. */
export interface QuarantinedPair {
  readonly a: RecordRef;
  readonly b: RecordRef;
  readonly rule: string;
  /** log2 of how much likelier the evidence is for one customer than for two. */
  readonly bits?: number;
  readonly evidence: readonly LinkEvidence[];
}

export interface RulingInForce {
  /** What to name to withdraw it. */
  readonly ruling: number;
  /** RFC 3339. */
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly pairs: readonly { readonly kind: Ruling['kind']; readonly a: RecordRef; readonly b: RecordRef }[];
}

/** Pairs awaiting a ruling, the likeliest first, and how many there are in all. */
export async function listQuarantined(
  on: Queryable,
  names: RecordNames,
  { first, skip = 0 }: { readonly first: number; readonly skip?: number },
): Promise<{ readonly pairs: readonly QuarantinedPair[]; readonly total: number }> {
  const where = `from identity_link where state = 'quarantined' and until is null`;
  const page = `limit ${clamp(first, MAX_PAGE)} offset ${clamp(skip, Number.MAX_SAFE_INTEGER)}`;
  const sql = `select a, b, rule, bits, evidence ${where} order by coalesce(bits, 0) desc, a, b, rule ${page}`;
  const rows = await on.all<PairRow>(sql);
  const total = (await on.get<{ total: number }>(`select count(*) as total ${where}`))?.total ?? 0;
  const refs = await readRefs(
    on,
    names,
    rows.flatMap(({ a, b }) => [a, b]),
  );
  return { pairs: rows.map((row) => toQuarantinedPair(row, refs)), total };
}

interface PairRow {
  readonly a: string;
  readonly b: string;
  readonly rule: string;
  readonly bits: number | null;
  readonly evidence: string;
}

function toQuarantinedPair({ a, b, rule, bits, evidence }: PairRow, refs: Refs): QuarantinedPair {
  const parsed: LinkEvidence[] = JSON.parse(evidence);
  return { a: refIn(refs, a), b: refIn(refs, b), rule, evidence: parsed, ...(bits !== null && { bits }) };
}

type Refs = ReadonlyMap<string, RecordRef>;

function clamp(count: number, most: number): number {
  return Math.max(0, Math.min(Math.trunc(count) || 0, most));
}

/** Rulings in force, the latest first. */
export async function listRulings(on: Queryable, names: RecordNames, first: number): Promise<RulingInForce[]> {
  const sql = `select r.seq, n.at, n.actor, n.reason, r.kind, r.a, r.b from identity_ruling r
    join identity_change n on n.seq = r.seq where r.withdrawn_by is null and r.seq in (
      select distinct seq from identity_ruling where withdrawn_by is null order by seq desc limit ${clamp(first, MAX_PAGE)})
    order by r.seq desc, r.position`;
  const all = await on.all<RulingRow>(sql);
  const refs = await readRefs(
    on,
    names,
    all.flatMap(({ a, b }) => [a, b]),
  );
  return [...Map.groupBy(all, ({ seq }) => seq)].flatMap(([ruling, rows]) => toRulingInForce(ruling, rows, refs));
}

interface RulingRow extends Ruling {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly reason: string;
}

function toRulingInForce(ruling: number, rows: readonly RulingRow[], refs: Refs): RulingInForce[] {
  const [first] = rows;
  if (!first) return [];
  const pairs = rows.map(({ kind, a, b }) => {
    const [one, other] = [refIn(refs, a), refIn(refs, b)];
    return recordKey(one) < recordKey(other) ? { kind, a: one, b: other } : { kind, a: other, b: one };
  });
  return [{ ruling, at: new Date(first.at).toISOString(), actor: first.actor, reason: first.reason, pairs }];
}
