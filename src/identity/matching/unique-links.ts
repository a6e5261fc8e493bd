import { contradicts } from './contradiction.ts';
import type { Features, IdentifierFeature } from './features.ts';
import { isBlocked } from './features.ts';
import type { Link } from './match-record.ts';
import type { Guard, MatchingConfig, UniqueIdentifierRule } from './matching-config.ts';
import { nameAgreement } from './name-agreement.ts';

export interface UniqueLinks {
  readonly links: readonly Link[];
  /** Pairs that share an identifier and contradict each other otherwise. */
  readonly quarantined: readonly Link[];
  /** Identifier values held by more records than their type allows. */
  readonly overLimit: number;
}

/** Links of records that share a declared-unique identifier. `features` come sorted by key. */
export function findUniqueLinks(features: readonly Features[], config: MatchingConfig): UniqueLinks {
  const result = { links: [] as Link[], quarantined: [] as Link[], overLimit: 0 };
  for (const rule of config.uniqueIdentifiers) {
    for (const group of groupByValue(features, rule.type, config).values()) {
      if (group.length < 2) continue;
      if (group.length > rule.maxRecords) result.overLimit += 1;
      else judgeGroup({ group, rule, shared: false }, result);
    }
  }
  return result;
}

/** Records by normalised value of one identifier type; blocked values are left out. */
function groupByValue(features: readonly Features[], type: string, config: MatchingConfig): Map<string, Features[]> {
  const groups = new Map<string, Features[]>();
  for (const record of features) {
    for (const value of uniqueValues(record, type, config)) {
      const group = groups.get(value);
      if (group === undefined) groups.set(value, [record]);
      else group.push(record);
    }
  }
  return groups;
}

/** What a record holds of one identifier type, as text that is equal when the identifier is. */
export function uniqueValues(record: Features, type: string, config: MatchingConfig): ReadonlySet<string> {
  const values = rawValues(record, type).filter((value) => !isBlocked(value.value, config));
  return new Set(values.map(({ issuer, value }) => `${issuer} ${value}`));
}

interface IssuedValue {
  readonly issuer: string;
  readonly value: string;
}

function rawValues(record: Features, type: string): IssuedValue[] {
  if (type === 'EMAIL') return record.emails.map((value) => ({ issuer: '', value }));
  if (type === 'PHONE') return record.phones.map((value) => ({ issuer: '', value }));

  const own = record.identifiers.filter((each) => each.type === type);
  if (type !== 'CUSTOMER_REFERENCE') return own.filter(isUsable);
  const references = own.map(({ issuer, value }) => ({ issuer, value: withoutLeadingZeros(value) }));
  return [...references, { issuer: record.source, value: withoutLeadingZeros(record.id) }];
}

function isUsable({ value }: IdentifierFeature): boolean {
  return value.length >= 5;
}

/** `0000001234` and `1234` are one number: systems pad and unpad. Anything but digits is kept as it is. */
function withoutLeadingZeros(value: string): string {
  return /^\d+$/.test(value) ? value.replace(/^0+(?=\d)/, '') : value;
}

interface Group {
  readonly group: readonly Features[];
  readonly rule: UniqueIdentifierRule;
  readonly shared: boolean;
}

interface Verdicts {
  links: Link[];
  quarantined: Link[];
}

function judgeGroup({ group, rule }: Group, result: Verdicts): void {
  const pairs = pairsOf(group);
  const isShared = rule.guard !== 'NONE' && pairs.some(([a, b]) => contradicts(a, b));
  const guard: Guard = isShared && rule.guard === 'NOT_CONTRADICTED' ? 'SAME_NAME' : rule.guard;
  for (const [a, b] of pairs) {
    const passes = guard === 'NONE' || !contradicts(a, b);
    const accepted = passes && (guard !== 'SAME_NAME' || nameAgreement(a, b) === 'same');
    const link = toLink(a, b, rule.type);
    if (accepted) result.links.push(link);
    else result.quarantined.push(link);
  }
}

function pairsOf(group: readonly Features[]): [Features, Features][] {
  return group.flatMap((a, index) => group.slice(index + 1).map((b): [Features, Features] => [a, b]));
}

function toLink(a: Features, b: Features, type: string): Link {
  const [first, second] = a.key < b.key ? [a.key, b.key] : [b.key, a.key];
  return { a: first, b: second, rule: `SAME_${type}`, evidence: [{ field: type, level: 'exact' }] };
}
