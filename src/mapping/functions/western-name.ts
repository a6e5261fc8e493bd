import type { NameOrder, PersonName } from './name-parts.ts';
import { toPersonName } from './name-parts.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

const TITLE =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|herr|frau|hr|fr|mme|mlle|monsieur|madame|sr|sra|srta|señor|señora|don|doña|ing|dipl\.?-ing)\.? (?=.)/i;
const SUFFIX = /[, ]+(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|esq)\.?$/i;
const PARTICLES: ReadonlySet<string> = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'du',
  'del',
  'della',
  'dos',
  'ter',
  'ten',
]);
// Given names and initials too, when capitalised (Al, Ben, Lo).
const LOWER_CASE_PARTICLES: ReadonlySet<string> = new Set([
  'da',
  'di',
  'do',
  'das',
  'la',
  'le',
  'las',
  'los',
  'lo',
  'el',
  'al',
  'bin',
  'ibn',
  'bint',
  'ben',
  'zu',
  'zum',
  'zur',
  'vom',
  'am',
  'af',
  'av',
  'st.',
  "'t",
  'y',
  'e',
  'und',
]);
const TWO_SURNAMES = /^(?:es|pt|mx|ar|cl|pe|ve|ec|bo|uy|py|cr|cu|do|gt|hn|ni|pa|sv|br|ao|mz)\b/i;

/** Names in Latin (or any other alphabetic) letters. */
export function splitLatin(text: string, order: NameOrder | undefined, hint: string | undefined): PersonName | Refusal {
  const whole = withoutTitles(text);
  const [beforeComma = '', afterComma, ...more] = whole.split(/ ?, ?/);
  if (more.length > 0) return refuse('AMBIGUOUS_NAME', 'more than one comma', text);
  if (afterComma !== undefined) return splitAtComma(beforeComma, afterComma);

  const words = whole.split(' ');
  if (words.length === 1) return { displayName: whole };
  if (order === undefined) return refuse('AMBIGUOUS_NAME', 'say "given-first" or "family-first"', text);
  if (order === 'family-first') return splitFamilyFirst(words);
  return splitGivenFirst(words, hint) ?? refuse('AMBIGUOUS_NAME', 'one or two surnames cannot be told apart', text);
}

function withoutTitles(text: string): string {
  let whole = text.replace(SUFFIX, '');
  while (TITLE.test(whole)) whole = whole.replace(TITLE, '');
  return whole;
}

/** `Vries, Anneke de`: a particle that was put behind goes back before the family name. */
function splitAtComma(family: string, given: string): PersonName {
  const words = given.split(' ');
  const start = startOfFamily([...words, '']);
  const familyName = [...words.slice(start), family].join(' ');
  return toPersonName({ givenName: words.slice(0, start).join(' ') || undefined, familyName, isFamilyFirst: false });
}

function splitFamilyFirst(words: readonly string[]): PersonName {
  const particles = words.findIndex((word) => !isParticle(word));
  const end = Math.max(particles, 0) + 1;
  const givenName = words.slice(end).join(' ') || undefined;
  return toPersonName({ familyName: words.slice(0, end).join(' '), givenName, isFamilyFirst: true });
}

/** Where two surnames are usual, three words or more can be split in several ways. */
function splitGivenFirst(words: readonly string[], hint: string | undefined): PersonName | undefined {
  const start = startOfFamily(words);
  if (start > 1 && TWO_SURNAMES.test(hint ?? '')) return undefined;
  const givenName = words.slice(0, start).join(' ') || undefined;
  return toPersonName({ givenName, familyName: words.slice(start).join(' '), isFamilyFirst: false });
}

/** Index of the family name's first word: the last word, and the particles before it. A capitalised first word is no particle. */
function startOfFamily(words: readonly string[]): number {
  let start = words.length - 1;
  while (start > 0 && isParticle(words[start - 1] ?? '') && !(start === 1 && isCapitalised(words[0] ?? ''))) start -= 1;
  return start;
}

function isParticle(word: string): boolean {
  return PARTICLES.has(word.toLowerCase()) || LOWER_CASE_PARTICLES.has(word);
}

function isCapitalised(word: string): boolean {
  return word.charAt(0) !== word.charAt(0).toLowerCase();
}
