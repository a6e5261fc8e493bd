import type { CallSite } from './call-sites.ts';

/** A mapping in which each place that names a standard function has a name of its own. */
export interface MarkedSource {
  readonly text: string;
  /** The new name (without `$`) of each site. */
  readonly names: readonly string[];
  /** Position in the mapping as it was written, for a position in `text`. */
  toOriginal(position: number): number;
  /** Words about `text` as words about the mapping. */
  withoutMarks(words: string): string;
}

/** `sites` in the order of the source. */
export function markSites(source: string, sites: readonly CallSite[]): MarkedSource {
  const marker = freeMarker(source);
  const names = sites.map(({ name }, index) => `${name}${marker}${index}`);
  const pieces = sites.map(({ end }, index) => `$${names[index]}${source.slice(end, sites[index + 1]?.start)}`);
  return {
    text: source.slice(0, sites[0]?.start) + pieces.join(''),
    names,
    toOriginal: (position) =>
      sites.reduce((shifted, site, index) => unshift(shifted, site, names[index] ?? ''), position),
    withoutMarks: (words) => words.replaceAll(new RegExp(`${marker}\\d+`, 'g'), ''),
  };
}

/** Sites are undone from the first on, so that the text before the next one is already as it was written. */
function unshift(position: number, { start, end }: CallSite, marked: string): number {
  if (position <= start) return position;
  const growth = start + 1 + marked.length - end;
  return Math.max(position - growth, Math.min(position, end));
}

/** Letters that the mapping does not hold, so that no name of its own can clash. */
function freeMarker(source: string): string {
  let marker = '__';
  while (source.includes(marker)) marker += '_';
  return marker;
}
