import type { Coincidence, Comparison, ValueShare } from './comparison.ts';
import { LEAST_SHARE, MISSING } from './comparison.ts';
import type { Features } from './features.ts';
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
  if (a.han !== '' && b.han !== '') return compareHan(a.han, b.han);

  const joinedA = a.tokens.join('');
  const joinedB = b.tokens.join('');
  if (joinedA === joinedB) return 0;
  if ((a.han === '') !== (b.han === '')) return editDistance(joinedA, joinedB, 1) <= 1 ? 1 : MISSING;
  const level = compareTokens(a.tokens, b.tokens, isSlip(joinedA, joinedB));
  return areNumberedApart(a.tokens, b.tokens) ? Math.max(level, HALF) : level;
}

function compareHan(a: string, b: string): number {
  if (a === b) return 0;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const slips = editDistance(a, b, 2);
  if (slips === 1 && short.length >= 6) return 1;
  if (short.length >= 3 && long.includes(short)) return 2;
  if (slips <= 2 && short.length >= 6) return 3;
  return slips <= 2 ? 4 : 5;
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
  const numbersOfA = a.filter((token) => NUMBER.test(token));
  const numbersOfB = b.filter((token) => NUMBER.test(token));
  if (numbersOfA.length === 0 || numbersOfB.length === 0) return false;
  return !numbersOfA.some((token) => numbersOfB.includes(token));
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
