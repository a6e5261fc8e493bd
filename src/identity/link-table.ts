import { insertRows } from '../store/insert-rows.ts';
import type { Queryable } from '../store/store.ts';
import type { Link, LinkEvidence, Resolution } from './matching/resolve-records.ts';

/** `linked` holds two records of one customer together, `quarantined` awaits a ruling. */
type LinkState = 'linked' | 'quarantined';

export interface KeptLink extends Link {
  readonly state: LinkState;
}

/** Weights move a little with every record that comes; a link is written anew when its weight moves by more. */
const SAME_WEIGHT_BITS = 1;

interface Row {
  readonly a: string;
  readonly b: string;
  readonly rule: string;
  readonly state: LinkState;
  readonly bits: number | null;
  readonly evidence: string;
}

export interface LinkDiff {
  readonly opened: readonly KeptLink[];
  readonly closed: readonly KeptLink[];
}

export interface DiffInput extends Pick<Resolution, 'links' | 'quarantined'> {
  /** The records that were resolved. */
  readonly keys: readonly string[];
}

/** What has to change for the current links of these records to be the given ones. */
export async function diffLinks(tx: Queryable, { links, quarantined, keys }: DiffInput): Promise<LinkDiff> {
  const current = new Map((await linksOf(tx, keys)).map((link) => [linkKey(link), link]));
  const wanted = new Map([...withState(quarantined, 'quarantined'), ...withState(links, 'linked')]);
  return {
    opened: [...wanted].filter(([key, link]) => !isSame(current.get(key), link)).map(([, link]) => link),
    closed: [...current].filter(([key, link]) => !isSame(wanted.get(key), link)).map(([, link]) => link),
  };
}

function withState(links: readonly Link[], state: LinkState): [string, KeptLink][] {
  return links.map((link) => {
    const kept = { ...link, state };
    return [linkKey(kept), kept];
  });
}

function linkKey({ a, b, rule, state }: KeptLink): string {
  return JSON.stringify([a, b, rule, state]);
}

function isSame(one: KeptLink | undefined, other: KeptLink): boolean {
  return one !== undefined && Math.abs((one.bits ?? 0) - (other.bits ?? 0)) < SAME_WEIGHT_BITS;
}

export async function writeLinks(tx: Queryable, seq: number, { opened, closed }: LinkDiff): Promise<void> {
  for (const { a, b, rule, state } of closed) {
    const sql = 'update identity_link set until = ? where a = ? and b = ? and rule = ? and state = ? and until is null';
    await tx.run(sql, [seq, a, b, rule, state]);
  }
  await insertRows(tx, {
    into: 'identity_link',
    columns: ['a', 'b', 'rule', 'state', 'since', 'bits', 'evidence'],
    rows: opened.map(({ a, b, rule, state, bits, evidence }) => [
      a,
      b,
      rule,
      state,
      seq,
      bits ?? null,
      JSON.stringify(evidence),
    ]),
  });
}

/** The links that touch any of these records: the current ones, or those of the moment right after change `seq`. */
export async function linksOf(on: Queryable, keys: readonly string[], seq?: number): Promise<KeptLink[]> {
  const columns = 'select a, b, rule, state, bits, evidence from identity_link where';
  const held = heldAt(seq);
  const sql = `${columns} ${held.sql} and a = any(?) union ${columns} ${held.sql} and b = any(?)`;
  return (await on.all<Row>(sql, [...held.params, keys, ...held.params, keys])).map(toLink);
}

/** Which rows of a history hold now, or held right after change `seq`. */
export function heldAt(seq: number | undefined): { readonly sql: string; readonly params: readonly number[] } {
  if (seq === undefined) return { sql: 'until is null', params: [] };
  return { sql: 'since <= ? and (until is null or until > ?)', params: [seq, seq] };
}

function toLink({ a, b, rule, state, bits, evidence }: Row): KeptLink {
  const parsed: LinkEvidence[] = JSON.parse(evidence);
  return { a, b, rule, state, evidence: parsed, ...(bits !== null && { bits }) };
}
