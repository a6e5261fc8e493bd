import { recordKey, type RecordRef } from '../domain/record-ref.ts';
import type { Queryable, SqlParam } from '../store/store.ts';
import type {
  CustomerId,
  CustomerIdentity,
  CustomerKind,
  CustomerPage,
  CustomerPageQuery,
  Evidence,
  IdentifierQuery,
  LinkedRecord,
} from './identity.ts';
import { linksOf, type KeptLink } from './link-table.ts';
import { toQueried } from './record-identifiers.ts';
import { readRefs, refIn, type RecordNames } from './record-names.ts';
import type { Vault } from './vault.ts';

const MAX_PAGE = 1_000;

export interface MemberRow {
  readonly record_key: string;
  readonly customer_id: CustomerId;
  readonly kind: CustomerKind;
  readonly linked_at: number;
  readonly restricted: number;
}

/** See `Identity.recordsOf`. */
export async function readCustomers(
  on: Queryable,
  names: RecordNames,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerIdentity>> {
  const direct = await membersOf(on, ids);
  const living = new Set(direct.map((member) => member.customer_id));
  const current = new Map(ids.filter((id) => living.has(id)).map((id) => [id, id]));
  const old = ids.filter((id) => !living.has(id));
  const followed = old.length > 0 ? await currentIds(on, old) : new Map<CustomerId, CustomerId>();
  const others = [...new Set(followed.values())].filter((id) => !living.has(id));
  const members = others.length > 0 ? [...direct, ...(await membersOf(on, others))] : direct;
  return toCustomers(new Map([...current, ...followed]), members, await readLinked(on, names, members));
}

/** What members are linked by, and which records are spoken of. */
export interface Linked {
  readonly links: readonly KeptLink[];
  readonly refs: ReadonlyMap<string, RecordRef>;
}

/** The current links of these members, or those of the moment right after change `seq`. */
export async function readLinked(
  on: Queryable,
  names: RecordNames,
  members: readonly MemberRow[],
  seq?: number,
): Promise<Linked> {
  const keys = members.map((member) => member.record_key);
  const links = (await linksOf(on, keys, seq)).filter(({ state }) => state === 'linked');
  return { links, refs: await readRefs(on, names, [...keys, ...links.flatMap(({ a, b }) => [a, b])]) };
}

async function membersOf(on: Queryable, ids: readonly CustomerId[]): Promise<MemberRow[]> {
  const sql = `select m.record_key, m.customer_id, m.linked_at, c.kind, r.restricted from identity_member m
    join identity_customer c on c.id = m.customer_id join identity_record r on r.record_key = m.record_key where m.customer_id = any(?)`;
  return on.all<MemberRow>(sql, [ids]);
}

/** Customers by the id asked for; `current` says which customer that is, and members are of those. */
export function toCustomers(
  current: ReadonlyMap<CustomerId, CustomerId>,
  members: readonly MemberRow[],
  linked: Linked,
): Map<CustomerId, CustomerIdentity> {
  const byId = Map.groupBy(members, (member) => member.customer_id);
  const customers = new Map([...byId].map(([id, rows]) => [id, toCustomer(id, rows, linked)]));
  return new Map([...current].flatMap(([asked, id]) => entryOf(asked, customers.get(id))));
}

function entryOf(asked: CustomerId, customer: CustomerIdentity | undefined): [CustomerId, CustomerIdentity][] {
  return customer ? [[asked, customer]] : [];
}

/** The current id of each id that is known. */
export async function currentIds(on: Queryable, ids: readonly CustomerId[]): Promise<Map<CustomerId, CustomerId>> {
  const sql = 'select id, redirect_to from identity_customer where id = any(?)';
  const next = new Map<CustomerId, CustomerId | null>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0;) {
    const rows = await on.all<{ id: CustomerId; redirect_to: CustomerId | null }>(sql, [wanted]);
    for (const row of rows) next.set(row.id, row.redirect_to);
    wanted = rows.flatMap(({ redirect_to: to }) => (to === null || next.has(to) ? [] : [to]));
  }
  return new Map(ids.filter((id) => next.has(id)).map((id) => [id, endOf(id, next)]));
}

/** Where an id's redirects end. */
export function endOf(id: CustomerId, next: ReadonlyMap<CustomerId, CustomerId | null>): CustomerId {
  let at = id;
  for (let to = next.get(at); to != null; to = next.get(at)) at = to;
  return at;
}

function toCustomer(id: CustomerId, members: readonly MemberRow[], linked: Linked): CustomerIdentity {
  const records = members.map((row) => toLinkedRecord(row, linked));
  return {
    id,
    kind: members[0]?.kind ?? 'PERSON',
    ...(members.some(({ restricted }) => restricted === 1) && { restricted: true }),
    records: records.sort((a, b) => compareText(recordKey(a), recordKey(b))),
  };
}

function toLinkedRecord({ record_key: name, linked_at: linkedAt }: MemberRow, { links, refs }: Linked): LinkedRecord {
  const own = links.filter(({ a, b }) => a === name || b === name);
  return {
    ...refIn(refs, name),
    linkedAt: new Date(linkedAt).toISOString(),
    evidence: own.map((link) => toEvidence(link, name, refs)).sort(byOther),
  };
}

function byOther(one: Evidence, other: Evidence): number {
  return compareText(one.detail, other.detail);
}

/** Why the record of a name is linked with the link's other: names fields and records, never values. */
export function toEvidence(
  { a, b, rule, bits, evidence }: KeptLink,
  name: string,
  refs: ReadonlyMap<string, RecordRef>,
): Evidence {
  const other = refIn(refs, a === name ? b : a);
  // The prior says how rare a match is, which is no fact about these two.
  const fields = evidence.filter(({ field }) => field !== PRIOR).map(toWords);
  const detail = `${fields.join(', ')} as ${recordKey(other)}`;
  return { rule, detail, with: other, ...(bits !== undefined && { bits }) };
}

const PRIOR = 'prior';

/** `exact` and `familyName` as `same family name`. */
function toWords({ field, level }: { readonly field: string; readonly level: string }): string {
  const words = level === 'exact' ? `same ${field}` : `${level} ${field}`;
  return words.replace(/\p{Ll}\p{Lu}/gu, ([low = '', high = '']) => `${low} ${high.toLowerCase()}`);
}

/** See `Identity.customersOf`. */
export async function readCustomersOf(
  on: Queryable,
  names: RecordNames,
  records: readonly RecordRef[],
): Promise<Map<string, CustomerId>> {
  const keys = new Map(records.map((record) => [names.nameOf(record), recordKey(record)]));
  const sql = 'select record_key, customer_id from identity_member where record_key = any(?)';
  const rows = await on.all<{ record_key: string; customer_id: CustomerId }>(sql, [[...keys.keys()]]);
  return new Map(rows.map((row) => [keys.get(row.record_key) ?? '', row.customer_id]));
}

/** See `Identity.findBy`. */
export async function findCustomers(on: Queryable, vault: Vault, query: IdentifierQuery): Promise<CustomerId[]> {
  const found = new Set<CustomerId>();
  for (const { text, issuer } of toQueried(query)) {
    const issued = issuer === '' ? '' : 'and i.issuer = ?';
    const sql = `select distinct m.customer_id as id from identity_identifier i
      join identity_member m on m.record_key = i.record_key where i.digest = any(?) ${issued}`;
    const params: SqlParam[] = [vault.digests(text), ...(issuer === '' ? [] : [issuer])];
    for (const { id } of await on.all<{ id: CustomerId }>(sql, params)) found.add(id);
  }
  return [...found].sort(compareText);
}

/** See `Identity.list`. */
export async function listCustomers(
  on: Queryable,
  { after, first, filter = {}, newestFirst = false }: CustomerPageQuery,
): Promise<CustomerPage> {
  const limit = Math.max(0, Math.min(first, MAX_PAGE));
  const conditions = [
    condition('c.records > 0'),
    ...(filter.kind ? [condition('c.kind = ?', filter.kind)] : []),
    ...(filter.source ? [condition(OF_SOURCE, filter.source)] : []),
  ];
  const rest = after === undefined ? [] : [condition(newestFirst ? 'c.id < ?' : 'c.id > ?', after)];
  const page = where([...conditions, ...rest]);
  const sql = `select c.id from identity_customer c where ${page.sql} order by c.id ${newestFirst ? 'desc' : 'asc'} limit ${limit + 1}`;
  const rows = await on.all<{ id: CustomerId }>(sql, page.params);
  const all = where(conditions);
  const count = `select count(*) as total from identity_customer c where ${all.sql}`;
  const total = (await on.get<{ total: number }>(count, all.params))?.total ?? 0;
  return { ids: rows.slice(0, limit).map(({ id }) => id), hasMore: rows.length > limit, total };
}

const OF_SOURCE = 'exists (select 1 from identity_member m where m.source = ? and m.customer_id = c.id)';

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlParam[];
}

function condition(sql: string, ...params: SqlParam[]): Condition {
  return { sql, params };
}

function where(conditions: readonly Condition[]): Condition {
  return { sql: conditions.map(({ sql }) => sql).join(' and '), params: conditions.flatMap(({ params }) => params) };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
