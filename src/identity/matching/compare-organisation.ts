import type { Coincidence, Comparison, ValueShare } from './comparison.ts';
import { LEAST_SHARE, MISSING } from './comparison.ts';
import type { Features } from './features.ts';
import { toPinyin } from './fold-text.ts';
import type { OrganisationName } from './organisation-name.ts';
import { editDistance, jaroWinkler } from './string-similarity.ts';

/** How far one shared word counts beside the others: words of a name come together. */
const WORD_INDEPENDENCE = 0.75;
const HALF = 3;

export const organisationName: Comparison = {
  field: 'name',
  levels: ['exact', 'near', 'contained', 'half', 'some', 'different'],
  m: [0.55, 0.15, 0.12, 0.08, 0.05, 0.05],
  u: [0.0005, 0.0005, 0.002, 0.005, 0.03, 0.962],
  compare: (a, b) => compareOrganisations(a.organisation, b.organisation),
  coincidence: ({ a, b, level }, share) => (level <= 3 ? sharedWords(a, b, share) : undefined),
  values: ({ organisation }) => wordsOf(organisation).map((word) => `word ${word}`),
};

/** Words whose frequency says how telling they are; a Chinese name's are its pairs of characters. */
export function wordsOf({ tokens, han }: OrganisationName): string[] {
  if (han === '') return [...new Set(tokens)];
  const characters = Array.from(han);
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))];
}

function compareOrganisations(a: OrganisationName, b: OrganisationName): number {
  if (a.tokens.length === 0 || b.tokens.length === 0) return MISSING;
  const level = compareWords(a, b);
  return level !== MISSING && areNumberedApart(numbersOf(a), numbersOf(b)) ? Math.max(level, HALF) : level;
}

function compareWords(a: OrganisationName, b: OrganisationName): number {
  if (a.han !== '' && b.han !== '') return compareHan(a.han, b.han);

  const joinedA = a.tokens.join('');
  const joinedB = b.tokens.join('');
  if (joinedA === joinedB) return 0;
  if ((a.han === '') !== (b.han === '')) return editDistance(joinedA, joinedB, 1) <= 1 ? 1 : MISSING;
  return compareTokens(a.tokens, b.tokens, isSlip(joinedA, joinedB));
}

function compareHan(a: string, b: string): number {
  if (a === b) return 0;
  if (toPinyin(a) === toPinyin(b) || withoutDivisions(a) === withoutDivisions(b)) return 1;

  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if ((short.length >= 3 && long.includes(short)) || (short.length >= 5 && isSubsequence(short, long))) return 2;
  if (editDistance(a, b, 2) > 2) return 5;
  return short.length >= 6 ? HALF : 4;
}

/** `深圳市创达` and `深圳创达`. */
function withoutDivisions(name: string): string {
  return name.replaceAll(/(?<=^.{2,5})[省市区县]/gu, '');
}

/** Whether all characters come in order, with others between: a district that one name leaves out. */
function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const character of long) if (character === short[at]) at += 1;
  return at === short.length;
}

/** Whether the names say that two records are two branches, or a branch and its head office. */
export function areBranchesApart(a: OrganisationName, b: OrganisationName): boolean {
  if (a.branch !== b.branch) return true;
  if (areInPlacesApart(a, b)) return true;
  return areNumberedApart(numbersOf(a), numbersOf(b));
}

/** `远航物流（天津）` and `远航物流（青岛）`; in a Chinese name brackets on one side say as much, unless the other name has the place. */
function areInPlacesApart(a: OrganisationName, b: OrganisationName): boolean {
  if (a.place !== '' && b.place !== '') return a.place !== b.place;
  if (a.han === '' || b.han === '') return false;
  return !b.han.includes(a.place) || !a.han.includes(b.place);
}

const HAN_NUMBERS = /[一二三四五六七八九十]|\d+/g;

function numbersOf({ tokens, han }: OrganisationName): readonly string[] {
  return han === '' ? tokens.filter((token) => NUMBER.test(token)) : (han.match(HAN_NUMBERS) ?? []);
}

function isSlip(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return length >= 7 && editDistance(a, b, 2) <= (length >= 14 ? 2 : 1);
}

function compareTokens(a: readonly string[], b: readonly string[], isNear: boolean): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const matched = matchedTokens(short, long).length;
  if (isNear || (matched === short.length && matched === long.length)) return 1;
  if (matched === short.length) return 2;

  const overlap = (2 * matched) / (short.length + long.length);
  if (overlap >= 0.5 || matched >= short.length * 0.66) return HALF;
  return overlap > 0 || jaroWinkler(a.join(''), b.join(''), 0.85) >= 0.85 ? 4 : 5;
}

const NUMBER = /^(?:\d+(?:st|nd|rd|th)?|ii|iii|iv|vi|vii|viii|ix)$/;

/** Branches that differ by their number: `Kindergarten 2` and `Kindergarten 3`. */
function areNumberedApart(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((number) => b.includes(number));
}

/** Tokens of `short` found in `long`, each once, with a slip of the pen allowed in longer words. */
export function matchedTokens(short: readonly string[], long: readonly string[]): string[] {
  const rest = [...long];
  return short.filter((token) => {
    const index = rest.findIndex((other) => isSameWord(token, other));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const length = Math.min(a.length, b.length);
  if (length < 5) return false;
  if (editDistance(a, b, 1) <= 1) return true;
  return length >= 9 && editDistance(a, b, 2) <= 2;
}

function sharedWords(a: Features, b: Features, share: ValueShare): Coincidence | undefined {
  const wordsOfA = wordsOf(a.organisation);
  const shared =
    a.organisation.han === '' || b.organisation.han === ''
      ? matchedTokens(wordsOfA, wordsOf(b.organisation))
      : intersection(wordsOfA, wordsOf(b.organisation));
  if (shared.length === 0) return undefined;

  const bits = shared.reduce((sum, word) => sum + Math.log2(share(`word ${word}`)), 0);
  const rarest = Math.min(...shared.map((word) => Math.log2(share(`word ${word}`))));
  return { share: Math.max(LEAST_SHARE, 2 ** (rarest + (bits - rarest) * WORD_INDEPENDENCE)) };
}

function intersection(a: readonly string[], b: readonly string[]): string[] {
  const set = new Set(b);
  return a.filter((word) => set.has(word));
}
