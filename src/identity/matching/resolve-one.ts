import { clusterLinks } from './cluster-links.ts';
import type { Features } from './features.ts';
import type { MatchIndex } from './match-index.ts';
import type { Link, MatchRecord, Ruling } from './match-record.ts';
import type { Resolution } from './resolve-records.ts';

/** What a change leads to: the customers of all records it may concern, and nothing of the others. */
export type ChangedClusters = Pick<Resolution, 'clusters' | 'links' | 'quarantined'>;

/**
 * Puts a new or changed record into the index and clusters its component anew. With the index's model the partition
 * is the one that `resolveRecords` finds for all records at once. Milliseconds.
 */
export function resolveOne(index: MatchIndex, record: MatchRecord, rulings: readonly Ruling[] = []): ChangedClusters {
  return clusterComponents(index, index.put(record), rulings);
}

/** Takes a record out and clusters anew what it held together. */
export function removeOne(index: MatchIndex, key: string, rulings: readonly Ruling[] = []): ChangedClusters {
  return clusterComponents(index, index.remove(key), rulings);
}

/** The clusters of every record connected with one of `keys`. */
export function clusterComponents(
  index: MatchIndex,
  keys: Iterable<string>,
  rulings: readonly Ruling[],
): ChangedClusters {
  const reached = reachFrom(index, keys, rulings);
  const features = [...reached].map((key) => index.get(key)).filter((each): each is Features => each !== undefined);
  const clustering = clusterLinks({
    features,
    links: linksAmong(index.links, reached),
    rulings,
    config: index.config,
    affinity: (a, b) => index.affinity(a, b),
  });
  const quarantined = [...linksAmong(index.quarantined, reached), ...clustering.refused];
  return { clusters: clustering.clusters, links: clustering.links, quarantined };
}

function reachFrom(index: MatchIndex, keys: Iterable<string>, rulings: readonly Ruling[]): Set<string> {
  const ruled = neighboursByRuling(rulings);
  const reached = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key) || index.get(key) === undefined) continue;
    reached.add(key);
    open.push(...index.links.of(key).flatMap(({ a, b }) => [a, b]), ...(ruled.get(key) ?? []));
  }
  return reached;
}

function neighboursByRuling(rulings: readonly Ruling[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { kind, a, b } of rulings) {
    if (kind !== 'LINK') continue;
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  return neighbours;
}

function linksAmong(store: MatchIndex['links'], keys: ReadonlySet<string>): Link[] {
  return [...keys].flatMap((key) => store.of(key).filter(({ a }) => a === key || !keys.has(a)));
}
