import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import { AppError } from '../errors.ts';
import type { Queryable } from '../store/store.ts';
import { appendChange, type ChangeOrigin } from './change-log.ts';
import type { CustomerId } from './identity.ts';
import type { Ruling } from './matching/resolve-records.ts';
import { readCustomers, readCustomersOf } from './read-customers.ts';
import { readRefs, refIn, type RecordNames } from './record-names.ts';
import type { Resolver } from './resolver.ts';
import { insertRulings, overrule, rulingsOf, withdrawRulings } from './ruling-table.ts';
import { listQuarantined, listRulings, type QuarantinedPair, type RulingInForce } from './steward-lists.ts';
import { PARTITION_LOCK, type Spine } from './spine.ts';
import { checkedSteward, type Steward } from './steward.ts';

interface PairRuling extends Steward {
  readonly a: RecordRef;
  readonly b: RecordRef;
}

interface SplitRuling extends Steward {
  readonly customer: CustomerId;
  /** The records that are somebody else, together one customer. */
  readonly records: readonly RecordRef[];
}

interface Ruled {
  /** What to name to withdraw it. */
  readonly ruling: number;
  /** The customers of the records ruled on, by `recordKey`, after the ruling. */
  readonly customers: ReadonlyMap<string, CustomerId>;
}

/** People's decisions. They outweigh every other evidence, and the latest on a pair holds. */
export interface Stewardship {
  /** Two records are one customer; also how a pair in quarantine is confirmed. BAD_REQUEST for a record nobody knows. */
  link(ruling: PairRuling): Promise<Ruled>;
  /** Two records are not one customer; also how a pair in quarantine is rejected. BAD_REQUEST for a record nobody knows. */
  unlink(ruling: PairRuling): Promise<Ruled>;
  /**
   * Some records of a customer are another. CUSTOMER_NOT_FOUND for an unknown id, BAD_REQUEST unless some records of
   * the customer, though not all, are named.
   */
  split(ruling: SplitRuling): Promise<Ruled>;
  /** Pairs awaiting a ruling, the likeliest first. At most 500 a call. */
  quarantined(page: {
    readonly first: number;
    readonly skip?: number;
  }): Promise<{ readonly pairs: readonly QuarantinedPair[]; readonly total: number }>;
  /** Rulings in force, the latest first. At most 500. */
  rulings(first: number): Promise<RulingInForce[]>;
  /** Takes a ruling back; what it overruled stays overruled. BAD_REQUEST when there is none in force of that number. */
  withdraw(ruling: Steward & { readonly ruling: number }): Promise<Ruled>;
}

interface Decision {
  readonly rulings: readonly Ruling[];
  /** Groups of records between which earlier rulings to the contrary end. */
  readonly overruled?: {
    readonly kind: Ruling['kind'];
    readonly left: readonly string[];
    readonly right: readonly string[];
  };
  /** A ruling that ends. */
  readonly withdrawn?: number;
  readonly touched: readonly string[];
}

/** The tables within the transaction of a ruling. */
interface Tables {
  readonly tx: Queryable;
  readonly names: RecordNames;
}

type Decide = (tables: Tables) => Promise<Decision>;

export function createStewardship(spine: Spine, resolver: Resolver): Stewardship {
  const { store } = spine;
  const rule = (steward: Steward, decide: Decide) => decideAndResolve({ spine, resolver }, steward, decide);
  return {
    link: (ruling) => rule(ruling, (tables) => decideLink(tables, ruling)),
    unlink: (ruling) => rule(ruling, (tables) => decideUnlink(tables, ruling)),
    split: (ruling) => rule(ruling, (tables) => decideSplit(tables, ruling)),
    quarantined: async (page) => listQuarantined(store, await spine.names(), page),
    rulings: async (first) => listRulings(store, await spine.names(), first),
    withdraw: (ruling) => rule(ruling, ({ tx }) => decideWithdrawal(tx, ruling.ruling)),
  };
}

/** Records the decision, then resolves; should the second not come about, the next sync does it. */
async function decideAndResolve(
  { spine, resolver }: { readonly spine: Spine; readonly resolver: Resolver },
  steward: Steward,
  decide: Decide,
): Promise<Ruled> {
  const { actor, reason } = checkedSteward(steward);
  const names = await spine.names();
  const { seq, decision } = await spine.store.transaction(
    async (tx) => {
      const decided = await decide({ tx, names });
      const cause: ChangeOrigin['cause'] = decided.withdrawn === undefined ? 'ruling' : 'withdrawal';
      const change = await appendChange(tx, { cause, actor, reason, at: spine.clock() });
      await write(tx, change, decided);
      return { seq: change, decision: decided };
    },
    { lock: PARTITION_LOCK },
  );
  await resolver.resolveChanges({ cause: 'ruling', actor, reason });
  const { touched } = decision;
  const sql = 'select record_key, customer_id from identity_member where record_key = any(?)';
  const rows = await spine.store.all<{ record_key: string; customer_id: CustomerId }>(sql, [touched]);
  const refs = await readRefs(spine.store, names, touched);
  return {
    ruling: seq,
    customers: new Map(rows.map((row) => [recordKey(refIn(refs, row.record_key)), row.customer_id])),
  };
}

async function write(tx: Queryable, seq: number, { rulings, overruled, withdrawn, touched }: Decision): Promise<void> {
  if (withdrawn !== undefined) await withdrawRulings(tx, withdrawn, seq);
  if (overruled) await overrule(tx, seq, overruled);
  await insertRulings(tx, seq, rulings);
  await tx.run('update identity_record set resolved = 0 where record_key = any(?)', [touched]);
}

async function decideLink(tables: Tables, { a, b }: PairRuling): Promise<Decision> {
  const left = await companionsOf(tables, a);
  const right = await companionsOf(tables, b);
  const pair = toPair('LINK', tables.names.nameOf(a), tables.names.nameOf(b));
  return { rulings: [pair], overruled: { kind: 'UNLINK', left, right }, touched: [pair.a, pair.b] };
}

async function decideUnlink(tables: Tables, { a, b }: PairRuling): Promise<Decision> {
  await companionsOf(tables, a);
  await companionsOf(tables, b);
  const pair = toPair('UNLINK', tables.names.nameOf(a), tables.names.nameOf(b));
  return { rulings: [pair], overruled: { kind: 'LINK', left: [pair.a], right: [pair.b] }, touched: [pair.a, pair.b] };
}

async function decideSplit({ tx, names }: Tables, { customer, records }: SplitRuling): Promise<Decision> {
  const found = (await readCustomers(tx, names, [customer])).get(customer);
  if (!found) throw new AppError('CUSTOMER_NOT_FOUND');
  const left = [...new Set(records.map(names.nameOf))];
  const all = found.records.map(names.nameOf);
  const right = all.filter((key) => !left.includes(key));
  if (left.length === 0 || right.length === 0 || left.length + right.length !== all.length) {
    throw new AppError('BAD_REQUEST', { message: 'a split names some records of the customer, though not all' });
  }
  const apart = left.flatMap((a) => right.map((b) => toPair('UNLINK', a, b)));
  const together = left.slice(1).map((b, at) => toPair('LINK', left[at] ?? '', b));
  return { rulings: [...apart, ...together], overruled: { kind: 'LINK', left, right }, touched: all };
}

async function decideWithdrawal(tx: Queryable, ruling: number): Promise<Decision> {
  const rulings = await rulingsOf(tx, ruling);
  if (rulings.length === 0) throw new AppError('BAD_REQUEST', { message: `no ruling ${ruling} is in force` });
  return { rulings: [], withdrawn: ruling, touched: [...new Set(rulings.flatMap(({ a, b }) => [a, b]))] };
}

/** The records of a record's customer, itself included. */
async function companionsOf({ tx, names }: Tables, record: RecordRef): Promise<string[]> {
  const id = (await readCustomersOf(tx, names, [record])).get(recordKey(record));
  if (id === undefined) throw new AppError('BAD_REQUEST', { message: `no customer has a record ${recordKey(record)}` });
  const rows = await tx.all<{ record_key: string }>('select record_key from identity_member where customer_id = ?', [
    id,
  ]);
  return rows.map((row) => row.record_key);
}

function toPair(kind: Ruling['kind'], one: string, other: string): Ruling {
  return one < other ? { kind, a: one, b: other } : { kind, a: other, b: one };
}
