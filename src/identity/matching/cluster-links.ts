import type { Features } from './features.ts';
import type { Link, Ruling } from './match-record.ts';
import type { MatchingConfig } from './matching-config.ts';
import type { Kind } from './record-kind.ts';

export interface Clustering {
  readonly clusters: readonly (readonly string[])[];
  /** Links between records of one cluster. */
  readonly links: readonly Link[];
  /** Links that a cannot-link or a limit kept from merging. */
  readonly refused: readonly Link[];
}

interface Cluster {
  readonly kind: Kind;
  readonly members: string[];
  /** Valid tax ids by type and issuer. */
  readonly taxIds: Map<string, Set<string>>;
  /** Deduplicated sources that have a record in it. */
  readonly sources: Set<string>;
}

export interface ClusterInput {
  /** Sorted by key. */
  readonly features: readonly Features[];
  readonly links: readonly Link[];
  readonly rulings: readonly Ruling[];
  readonly config: MatchingConfig;
  /** Bits for any two records, whether or not they were candidates. */
  readonly affinity: (a: string, b: string) => number;
}

/** Merges along links, strongest first, never across a cannot-link. The order of records does not matter. */
export function clusterLinks({ features, links, rulings, config, affinity }: ClusterInput): Clustering {
  const state = new Map(features.map((each) => [each.key, toCluster(each)]));
  const decided = latestRulings(rulings);
  const apart = apartPairs(decided);
  const all = [...rulingLinks(decided, state), ...[...links].sort(byStrength(config))];
  const refused: Link[] = [];
  for (const link of all) {
    const a = state.get(link.a);
    const b = state.get(link.b);
    if (a === undefined || b === undefined || a === b) continue;
    const isForbidden = isRuledApart(a, b, apart) || (link.rule !== 'RULING' && !mayMerge(a, b, config));
    const isWeak = link.rule === 'SCORE' && averageAffinity(a, b, affinity) < config.kinds[a.kind].minAverageBits;
    if (isForbidden || isWeak) refused.push(link);
    else merge(a, b, state);
  }
  const kept = all.filter((link) => state.has(link.a) && state.get(link.a) === state.get(link.b));
  const clusters = [...new Set(state.values())].map(({ members }) => members.sort());
  return { clusters: clusters.sort((x, y) => compareText(x[0] ?? '', y[0] ?? '')), links: kept, refused };
}

function toCluster(features: Features): Cluster {
  const taxIds = new Map<string, Set<string>>();
  for (const { type, issuer, value, valid } of features.identifiers) {
    if (type !== 'TAX_ID' || !valid) continue;
    const name = `${type} ${issuer}`;
    taxIds.set(name, (taxIds.get(name) ?? new Set()).add(value));
  }
  return {
    kind: features.kind,
    members: [features.key],
    taxIds,
    sources: new Set(features.deduplicated ? [features.source] : []),
  };
}

function latestRulings(rulings: readonly Ruling[]): Ruling[] {
  const latest = new Map<string, Ruling>();
  for (const ruling of rulings) {
    const [a, b] = ruling.a < ruling.b ? [ruling.a, ruling.b] : [ruling.b, ruling.a];
    latest.set(JSON.stringify([a, b]), { kind: ruling.kind, a, b });
  }
  return [...latest.values()].sort((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b));
}

function apartPairs(rulings: readonly Ruling[]): Map<string, Set<string>> {
  const apart = new Map<string, Set<string>>();
  for (const { kind, a, b } of rulings) {
    if (kind !== 'UNLINK') continue;
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  }
  return apart;
}

function rulingLinks(rulings: readonly Ruling[], known: ReadonlyMap<string, Cluster>): Link[] {
  return rulings
    .filter(({ kind, a, b }) => kind === 'LINK' && known.has(a) && known.has(b))
    .map(({ a, b }) => ({ a, b, rule: 'RULING', evidence: [{ field: 'ruling', level: 'linked' }] }));
}

function byStrength(config: MatchingConfig): (x: Link, y: Link) => number {
  const ranks = new Map(config.uniqueIdentifiers.map(({ type }, index) => [`SAME_${type}`, index]));
  const rank = (link: Link) => ranks.get(link.rule) ?? ranks.size;
  return (x, y) => rank(x) - rank(y) || (y.bits ?? 0) - (x.bits ?? 0) || compareText(x.a, y.a) || compareText(x.b, y.b);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isRuledApart(a: Cluster, b: Cluster, apart: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  if (apart.size === 0) return false;
  return a.members.some((key) => {
    const others = apart.get(key);
    return others !== undefined && b.members.some((other) => others.has(other));
  });
}

function mayMerge(a: Cluster, b: Cluster, config: MatchingConfig): boolean {
  if (a.members.length + b.members.length > config.maxClusterSize) return false;
  if ([...a.sources].some((source) => b.sources.has(source))) return false;
  return [...a.taxIds].every(([name, values]) => {
    const others = b.taxIds.get(name);
    return others === undefined || [...values].some((value) => others.has(value));
  });
}

function merge(a: Cluster, b: Cluster, state: Map<string, Cluster>): void {
  const [large, small] = a.members.length >= b.members.length ? [a, b] : [b, a];
  large.members.push(...small.members);
  for (const key of small.members) state.set(key, large);
  for (const source of small.sources) large.sources.add(source);
  for (const [name, values] of small.taxIds) {
    const known = large.taxIds.get(name) ?? new Set<string>();
    for (const value of values) known.add(value);
    large.taxIds.set(name, known);
  }
}

/** One pair cannot outvote many: bits beyond this count no more. */
const LOUDEST = 12;

/** What all pairs between two clusters say on average: a single bridge between strangers is not enough. */
function averageAffinity(a: Cluster, b: Cluster, affinity: ClusterInput['affinity']): number {
  let sum = 0;
  for (const one of a.members) {
    for (const other of b.members) sum += Math.max(-LOUDEST, Math.min(LOUDEST, affinity(one, other)));
  }
  return sum / (a.members.length * b.members.length);
}
