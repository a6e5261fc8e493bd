import type { RecordRef } from '../domain/record-ref.ts';
import type { Queryable } from '../store/store.ts';
import type { LinkEvidence, Ruling } from './matching/resolve-records.ts';
import { refOf } from './record-table.ts';

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
  { first, skip = 0 }: { readonly first: number; readonly skip?: number },
): Promise<{ readonly pairs: readonly QuarantinedPair[]; readonly total: number }> {
  const where = `from identity_link where state = 'quarantined' and until is null`;
  const page = `limit ${clamp(first, MAX_PAGE)} offset ${clamp(skip, Number.MAX_SAFE_INTEGER)}`;
  const sql = `select a, b, rule, bits, evidence ${where} order by coalesce(bits, 0) desc, a, b, rule ${page}`;
  const rows = await on.all<PairRow>(sql);
  const total = (await on.get<{ total: number }>(`select count(*) as total ${where}`))?.total ?? 0;
  return { pairs: rows.map(toQuarantinedPair), total };
}

interface PairRow {
  readonly a: string;
  readonly b: string;
  readonly rule: string;
  readonly bits: number | null;
  readonly evidence: string;
}

function toQuarantinedPair({ a, b, rule, bits, evidence }: PairRow): QuarantinedPair {
  const parsed: LinkEvidence[] = JSON.parse(evidence);
  return { a: refOf(a), b: refOf(b), rule, evidence: parsed, ...(bits !== null && { bits }) };
}

function clamp(count: number, most: number): number {
  return Math.max(0, Math.min(Math.trunc(count) || 0, most));
}

/** Rulings in force, the latest first. */
export async function listRulings(on: Queryable, first: number): Promise<RulingInForce[]> {
  const sql = `select r.seq, n.at, n.actor, n.reason, r.kind, r.a, r.b from identity_ruling r
    join identity_change n on n.seq = r.seq where r.withdrawn_by is null and r.seq in (
      select distinct seq from identity_ruling where withdrawn_by is null order by seq desc limit ${clamp(first, MAX_PAGE)})
    order by r.seq desc, r.position`;
  const bySeq = Map.groupBy(await on.all<RulingRow>(sql), ({ seq }) => seq);
  return [...bySeq].flatMap(([ruling, rows]) => toRulingInForce(ruling, rows));
}

interface RulingRow extends Ruling {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly reason: string;
}

function toRulingInForce(ruling: number, rows: readonly RulingRow[]): RulingInForce[] {
  const [first] = rows;
  if (!first) return [];
  const pairs = rows.map(({ kind, a, b }) => ({ kind, a: refOf(a), b: refOf(b) }));
  return [{ ruling, at: new Date(first.at).toISOString(), actor: first.actor, reason: first.reason, pairs }];
}
