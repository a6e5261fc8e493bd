import { recordKey } from '../domain/record-ref.ts';
import type { ChangedClusters } from './matching/resolve-one.ts';
import type { Link, Ruling } from './matching/resolve-records.ts';
import type { NamedRecord } from './record-table.ts';

/** Which name of the store stands for which record key, `source:id`. */
export interface NameBook {
  enter(records: readonly NamedRecord[]): void;
  forget(names: readonly string[]): void;
  keys(): Iterable<string>;
  /** Names that are not entered are left out. */
  keysOf(names: readonly string[]): string[];
  /** Rulings on records that are not entered are left out. */
  toKeys(rulings: readonly Ruling[]): Ruling[];
  toNames(found: ChangedClusters): ChangedClusters;
}

export function createNameBook(): NameBook {
  const keyByName = new Map<string, string>();
  const nameByKey = new Map<string, string>();
  const nameOf = (key: string) => nameByKey.get(key) ?? '';
  const renamed = (links: readonly Link[]) => links.map((link) => ({ ...link, a: nameOf(link.a), b: nameOf(link.b) }));
  return {
    enter(records) {
      for (const { name, ref } of records) {
        const key = recordKey(ref);
        keyByName.set(name, key);
        nameByKey.set(key, name);
      }
    },
    forget(names) {
      for (const name of names) {
        nameByKey.delete(keyByName.get(name) ?? '');
        keyByName.delete(name);
      }
    },
    keys: () => nameByKey.keys(),
    keysOf: (names) => names.flatMap((name) => keyByName.get(name) ?? []),
    toKeys: (rulings) =>
      rulings.flatMap((ruling) => {
        const [a, b] = [keyByName.get(ruling.a), keyByName.get(ruling.b)];
        if (a === undefined || b === undefined) return [];
        return a < b ? [{ ...ruling, a, b }] : [{ ...ruling, a: b, b: a }];
      }),
    toNames: ({ clusters, links, quarantined }) => ({
      clusters: clusters.map((cluster) => cluster.map(nameOf)),
      links: renamed(links),
      quarantined: renamed(quarantined),
    }),
  };
}
