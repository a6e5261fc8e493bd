import type { Kind } from './record-kind.ts';
import { foldText, hasHan, toPinyin } from './fold-text.ts';
import { joinInitials, withoutHanForm, withoutLatinForms } from './legal-forms.ts';
import { isNickname } from './nicknames.ts';
import { withoutTitles } from './person-name.ts';
import { editDistance, jaroWinkler } from './string-similarity.ts';

/** What a word that only one of the names has costs, beside words that agree: more when both names have such words. */
const ONE_SIDED = 0.06;
const TWO_SIDED = 0.45;
/** Names cut into words differently must be this alike as a whole. */
const RESPACED = 0.95;

/**
 * How alike two names are, 0 to 1, when nothing else is known: words in any order, in any script, with slips of the
 * pen, initials and words left out. From 0.8 they are more likely one than two.
 */
export function nameSimilarity(kind: Kind, a: string, b: string): number {
  return wordsSimilarity(kind, wordsOf(kind, a), wordsOf(kind, b));
}

/** The same for names already folded and cut into words. */
export function wordsSimilarity(kind: Kind, a: readonly string[], b: readonly string[]): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return 0;

  const [joinedShort, joinedLong] = [short.join(''), long.join('')];
  if (joinedShort === joinedLong) return 1;
  const { agreement, unmatchedShort, unmatchedLong } = align(kind, short, long);
  const both = Math.min(unmatchedShort, unmatchedLong);
  const oneSided = Math.max(unmatchedShort, unmatchedLong) - both;
  const byWords = agreement - both * TWO_SIDED - oneSided * ONE_SIDED;
  const isRespaced = short.length !== long.length && Math.abs(joinedShort.length - joinedLong.length) <= 1;
  const whole = isRespaced ? jaroWinkler(joinedShort, joinedLong, RESPACED) : 0;
  return Math.max(0, byWords, whole >= RESPACED ? whole - 0.1 : 0);
}

function wordsOf(kind: Kind, name: string): string[] {
  const spaced = name.replaceAll(/(\p{Ll})(\p{Lu}\p{Ll})/gu, '$1 $2').replaceAll('&', ' and ');
  const folded = foldText(spaced);
  if (hasHan(folded)) return [toPinyin(withoutHanForm(folded.replaceAll(' ', '')))];
  const words = folded.split(' ').filter((word) => word !== '' && word !== 'and');
  return kind === 'PERSON' ? withoutTitles(words) : withoutLatinForms(joinInitials(words));
}

interface Alignment {
  /** Mean similarity of the words that found a partner. */
  readonly agreement: number;
  readonly unmatchedShort: number;
  readonly unmatchedLong: number;
}

/** Pairs each word of the shorter name with its best free partner, best pairs first. */
function align(kind: Kind, short: readonly string[], long: readonly string[]): Alignment {
  const pairs = short
    .flatMap((word, x) => long.map((other, y) => ({ x, y, similarity: wordSimilarity(kind, word, other) })))
    .filter(({ similarity }) => similarity > 0)
    .sort((p, q) => q.similarity - p.similarity || p.x - q.x || p.y - q.y);
  const takenX = new Set<number>();
  const takenY = new Set<number>();
  let sum = 0;
  for (const { x, y, similarity } of pairs) {
    if (takenX.has(x) || takenY.has(y)) continue;
    takenX.add(x);
    takenY.add(y);
    sum += similarity;
  }
  return {
    agreement: takenX.size === 0 ? 0 : sum / takenX.size,
    unmatchedShort: short.length - takenX.size,
    unmatchedLong: long.length - takenY.size,
  };
}

/** 0 when two words are not spellings of one. */
function wordSimilarity(kind: Kind, a: string, b: string): number {
  if (a === b) return 1;
  if (kind === 'PERSON' && isNickname(a, b)) return 0.95;
  if (kind === 'PERSON' && (a.length === 1 || b.length === 1)) return a[0] === b[0] ? 0.9 : 0;

  const length = Math.max(a.length, b.length);
  const slips = editDistance(a, b, 3);
  return slips > allowedSlips(length) ? 0 : 1 - slips / length;
}

function allowedSlips(length: number): number {
  if (length <= 3) return 0;
  if (length <= 5) return 1;
  return length <= 9 ? 2 : 3;
}
