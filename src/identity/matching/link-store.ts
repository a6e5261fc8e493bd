import type { Link } from './match-record.ts';

/** Links by the records they join, each under a tag that says what it came from. */
export interface LinkStore {
  readonly add: (link: Link, tag: string) => void;
  readonly remove: (a: string, b: string, tag: string) => boolean;
  /** Links of one record. */
  readonly of: (key: string) => Link[];
  readonly has: (a: string, b: string, tag: string) => boolean;
  /** Takes away all links of a record and answers whom it was linked with. */
  readonly drop: (key: string) => string[];
  readonly all: () => Link[];
}

export function createLinkStore(): LinkStore {
  const links = new Map<string, Map<string, Map<string, Link>>>();

  const put = (from: string, to: string, tag: string, link: Link) => {
    const others = links.get(from) ?? new Map<string, Map<string, Link>>();
    const tags = others.get(to) ?? new Map<string, Link>();
    links.set(from, others.set(to, tags.set(tag, link)));
  };
  const take = (from: string, to: string, tag: string): boolean => {
    const others = links.get(from);
    const tags = others?.get(to);
    if (others === undefined || tags?.delete(tag) !== true) return false;
    if (tags.size === 0) others.delete(to);
    if (others.size === 0) links.delete(from);
    return true;
  };
  const of = (key: string) => [...(links.get(key)?.values() ?? [])].flatMap((tags) => [...tags.values()]);

  return {
    add(link, tag) {
      put(link.a, link.b, tag, link);
      put(link.b, link.a, tag, link);
    },
    remove: (a, b, tag) => take(a, b, tag) && take(b, a, tag),
    of,
    has: (a, b, tag) => links.get(a)?.get(b)?.has(tag) === true,
    drop(key) {
      const others = [...(links.get(key)?.keys() ?? [])];
      for (const other of others) links.get(other)?.delete(key);
      links.delete(key);
      return others;
    },
    all: () => [...links.keys()].flatMap((key) => of(key).filter(({ a }) => a === key)),
  };
}
