import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import type { CustomerId, Evidence } from './identity.ts';
import { linksOf, type KeptLink } from './link-table.ts';
import { readCustomersOf, toEvidence, type Linked } from './read-customers.ts';
import { readRefs, refIn, type RecordNames } from './record-names.ts';

/** One step from a record to the next, with what links the two. */
interface Step {
  readonly from: RecordRef;
  readonly to: RecordRef;
  readonly evidence: readonly Evidence[];
  /** Records that would no longer be held by any link, on the side of `to`, were this step's links not there. */
  readonly wouldLeave: readonly RecordRef[];
}

export interface Explanation {
  readonly same: boolean;
  /** The customers of the two records, by `recordKey`. */
  readonly customers: ReadonlyMap<string, CustomerId>;
  /** The shortest chain of links from one to the other; empty when they are not the same. */
  readonly path: readonly Step[];
  /** What speaks for the two being the same though it did not suffice, or was ruled out. */
  readonly quarantined: readonly Evidence[];
}

export interface Pair {
  readonly a: RecordRef;
  readonly b: RecordRef;
}

/** Why two records are, or are not, one customer. BAD_REQUEST for a record that is in no customer. */
export async function explainPair(on: Queryable, names: RecordNames, { a, b }: Pair): Promise<Explanation> {
  const customers = await readCustomersOf(on, names, [a, b]);
  const unknown = [a, b].map(recordKey).find((key) => !customers.has(key));
  if (unknown !== undefined) throw new AppError('BAD_REQUEST', { message: `no customer has a record ${unknown}` });

  const [from, to] = [names.nameOf(a), names.nameOf(b)];
  const same = customers.get(recordKey(a)) === customers.get(recordKey(b));
  const links = await linksOf(on, same ? await recordsWith(on, customers.get(recordKey(a))) : [from]);
  const refs = await readRefs(on, names, [from, to, ...links.flatMap((link) => [link.a, link.b])]);
  const between = links.filter((link) => link.state === 'quarantined' && joins(link, from, to));
  const path = same ? findPath({ links: links.filter(({ state }) => state === 'linked'), refs }, from, to) : [];
  return { same, customers, path, quarantined: between.map((link) => toEvidence(link, from, refs)) };
}

async function recordsWith(on: Queryable, customer: CustomerId | undefined): Promise<string[]> {
  const sql = 'select record_key from identity_member where customer_id = ?';
  return (await on.all<{ record_key: string }>(sql, [customer ?? null])).map((row) => row.record_key);
}

function joins({ a, b }: KeptLink, one: string, other: string): boolean {
  return (a === one && b === other) || (a === other && b === one);
}

function findPath(linked: Linked, from: string, to: string): Step[] {
  const cameFrom = walk(linked.links, from);
  const steps: Step[] = [];
  for (let at = to; at !== from;) {
    const previous = cameFrom.get(at);
    if (previous === undefined) return [];
    steps.unshift(toStep(linked, previous, at));
    at = previous;
  }
  return steps;
}

function toStep({ links, refs }: Linked, from: string, to: string): Step {
  const [own, rest] = [links.filter((link) => joins(link, from, to)), links.filter((link) => !joins(link, from, to))];
  const side = walk(rest, to);
  const left = side.has(from) ? [] : [...side.keys()];
  return {
    from: refIn(refs, from),
    to: refIn(refs, to),
    evidence: own.map((link) => toEvidence(link, to, refs)),
    wouldLeave: left.map((name) => refIn(refs, name)).sort(byKey),
  };
}

function byKey(a: RecordRef, b: RecordRef): number {
  return recordKey(a) < recordKey(b) ? -1 : 1;
}

/** Every record that links lead to from `start`, with the one before it on the shortest way. */
function walk(links: readonly KeptLink[], start: string): Map<string, string> {
  const neighbours = new Map<string, Set<string>>();
  for (const { a, b } of links) {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  }
  const cameFrom = new Map([[start, start]]);
  const queue = [start];
  for (const at of queue) {
    for (const next of [...(neighbours.get(at) ?? [])].sort()) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  return cameFrom;
}
