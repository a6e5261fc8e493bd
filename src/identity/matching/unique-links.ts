import { contradicts } from './contradiction.ts';
import type { Features } from './features.ts';
import { isBlocked } from './features.ts';
import type { Link } from './match-record.ts';
import type { Guard, MatchingConfig, UniqueIdentifierRule } from './matching-config.ts';
import { nameAgreement } from './name-agreement.ts';

/** Shorter identifiers are internal counters, not what an authority issues. */
const SHORTEST_IDENTIFIER = 5;

/** What a record holds of one identifier type, as text that is equal when the identifier is. */
export function uniqueValues(record: Features, type: string): ReadonlySet<string> {
  if (type === 'EMAIL') return new Set(record.emails);
  if (type === 'PHONE') return new Set(record.phones);

  const own = record.identifiers.filter((each) => each.type === type);
  if (type === 'CUSTOMER_REFERENCE') {
    const references = own.filter(({ issuer }) => issuer !== '').map(({ issuer, value }) => referenceTo(issuer, value));
    return new Set([...references, referenceTo(record.source, record.id)]);
  }
  const usable = own.filter(({ value }) => value.length >= SHORTEST_IDENTIFIER);
  return new Set(usable.map(({ issuer, value }) => `${issuer} ${value}`));
}

/** `0000001234` and `1234` are one number: systems pad and unpad. Anything but digits is kept as it is. */
function referenceTo(source: string, id: string): string {
  return `${source} ${/^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : id}`;
}

export interface Verdicts {
  readonly links: readonly Link[];
  /** Pairs that share an identifier and contradict each other otherwise. */
  readonly quarantined: readonly Link[];
}

export interface IdentifierGroup {
  readonly rule: UniqueIdentifierRule;
  readonly value: string;
  /** All records that hold the value. */
  readonly members: readonly Features[];
}

/** Which records sharing a declared-unique identifier are one customer. */
export function judgeGroup({ rule, value, members }: IdentifierGroup, config: MatchingConfig): Verdicts {
  const verdicts = { links: [] as Link[], quarantined: [] as Link[] };
  if (members.length < 2 || members.length > rule.maxRecords) return verdicts;
  if (rule.type === 'CUSTOMER_REFERENCE' && isPlaceholder(value, members, config)) return verdicts;

  const pairs = pairsOf(members);
  const isShared = rule.type === 'EMAIL' && members.some(({ sharedEmails }) => sharedEmails.has(value));
  const guard = isShared ? 'SAME_NAME' : guardOf(rule, pairs);
  for (const [a, b] of pairs) {
    const isSure = guard === 'NONE' ? !areBothNamed(a, b, value) : !contradicts(a, b);
    const accepted = isSure && (guard !== 'SAME_NAME' || nameAgreement(a, b) === 'same');
    (accepted ? verdicts.links : verdicts.quarantined).push(toLink(a, b, rule.type));
  }
  return verdicts;
}

/** One contradiction in a group says that the value is shared: then every pair of it needs the same name. */
function guardOf(rule: UniqueIdentifierRule, pairs: readonly Pair[]): Guard {
  if (rule.guard !== 'NOT_CONTRADICTED') return rule.guard;
  return pairs.some(([a, b]) => contradicts(a, b)) ? 'SAME_NAME' : rule.guard;
}

/** A reference such as `99999` that no record of its issuer bears. */
function isPlaceholder(value: string, members: readonly Features[], config: MatchingConfig): boolean {
  const isBorne = members.some(({ source, id }) => referenceTo(source, id) === value);
  return !isBorne && isBlocked(value.slice(value.indexOf(' ') + 1), config);
}

/** Two records of the issuer itself, whose numbers differ in their zeros only, are two. */
function areBothNamed(a: Features, b: Features, value: string): boolean {
  return referenceTo(a.source, a.id) === value && referenceTo(b.source, b.id) === value;
}

type Pair = readonly [Features, Features];

function pairsOf(members: readonly Features[]): Pair[] {
  return members.flatMap((a, index) => members.slice(index + 1).map((b): Pair => [a, b]));
}

function toLink(a: Features, b: Features, type: string): Link {
  const [first, second] = a.key < b.key ? [a.key, b.key] : [b.key, a.key];
  return { a: first, b: second, rule: `SAME_${type}`, evidence: [{ field: type, level: 'exact' }] };
}
