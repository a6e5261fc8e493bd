import type { Coincidence, Comparison, ValueShare } from './comparison.ts';
import { MISSING } from './comparison.ts';
import type { Features } from './features.ts';
import { isNickname } from './nicknames.ts';
import type { PersonName } from './person-name.ts';
import { editDistance, jaroWinkler, sortedLetters } from './string-similarity.ts';

const EXACT = 0;
const NEAR = 1;
const EXCHANGED = 2;
const VARIANT = 3;
const SIMILAR = 4;
const DIFFERENT = 5;
const NAME_LEVELS = ['exact', 'near', 'exchanged', 'variant', 'similar', 'different'] as const;

export const givenName: Comparison = {
  field: 'givenName',
  levels: NAME_LEVELS,
  m: [0.72, 0.1, 0.02, 0.05, 0.04, 0.07],
  u: [0.008, 0.004, 0.0001, 0.006, 0.03, 0.9519],
  compare: (a, b) => compareNames(a, b).given,
  coincidence: ({ a, b, level }, share) =>
    nameCoincidence({ level, a: a.person.given, b: b.person.given, other: b.person.family }, 'given', share),
  values: ({ person }) => (person.given === '' ? [] : [`given ${person.given}`]),
};

export const familyName: Comparison = {
  field: 'familyName',
  levels: NAME_LEVELS,
  m: [0.75, 0.11, 0.02, 0.03, 0.03, 0.06],
  u: [0.004, 0.004, 0.0001, 0.002, 0.02, 0.9699],
  compare: (a, b) => compareNames(a, b).family,
  coincidence: ({ a, b, level }, share) =>
    nameCoincidence({ level, a: a.person.family, b: b.person.family, other: b.person.given }, 'family', share),
  values: ({ person }) => (person.family === '' ? [] : [`family ${person.family}`]),
};

interface NamePair {
  readonly level: number;
  readonly a: string;
  readonly b: string;
  /** The other record's other name, which `a` was held against when the names were exchanged. */
  readonly other: string;
}

/**
 * Equal names coincide as often as the name is common. Nearly equal ones are a slip of the pen when one is rare;
 * when both are common (Schmidt, Schmitt) they are two names. Exchanged names coincide often where a name is both
 * (Peter Frank, Frank Peter).
 */
function nameCoincidence({ level, a, b, other }: NamePair, table: string, share: ValueShare): Coincidence | undefined {
  if (level === EXACT) return { share: Math.max(share(`${table} ${a}`), share(`${table} ${b}`)) };
  if (level === EXCHANGED) {
    return { share: Math.max(...[a, other].flatMap((name) => [share(`given ${name}`), share(`family ${name}`)])) };
  }
  if (level !== NEAR && level !== SIMILAR) return undefined;
  const rarer = Math.min(share(`${table} ${a}`), share(`${table} ${b}`));
  return { times: Math.max(1, rarer / (2 * share(''))) };
}

export const birthDate: Comparison = {
  field: 'birthDate',
  levels: ['exact', 'slip', 'twoParts', 'oneOff', 'different'],
  m: [0.8, 0.1, 0.05, 0.02, 0.03],
  u: [0.00006, 0.0015, 0.004, 0.006, 0.9884],
  compare: (a, b) => (a.birthDate === '' || b.birthDate === '' ? MISSING : compareDates(a.birthDate, b.birthDate)),
};

interface NameLevels {
  readonly given: number;
  readonly family: number;
}

let lastA: Features | undefined;
let lastB: Features | undefined;
let lastLevels: NameLevels = { given: MISSING, family: MISSING };

/** Both names at once; the last pair is kept since the two comparisons ask one after the other. */
function compareNames(a: Features, b: Features): NameLevels {
  if (a === lastA && b === lastB) return lastLevels;
  lastA = a;
  lastB = b;
  lastLevels = compareInPlaces(a.person, b.person);
  return lastLevels;
}

/** Given and family name in their places or exchanged; an exchange costs a level. */
function compareInPlaces(a: PersonName, b: PersonName): NameLevels {
  if (a.hanGiven !== '' && b.hanGiven !== '' && a.hanFamily !== '' && b.hanFamily !== '') return compareHanNames(a, b);
  const straight = { given: compareName(a.given, b.given), family: compareName(a.family, b.family) };
  if (!isPoor(straight.given) && !isPoor(straight.family)) return straight;

  const given = compareName(a.given, b.family);
  if (isPoor(given)) return straight;
  const family = compareName(a.family, b.given);
  if (isPoor(family) || (given === MISSING && family === MISSING)) return straight;
  return { given: exchanged(given), family: exchanged(family) };
}

/** Chinese names in characters: what sounds the same is a slip of the ear, any other character another name. */
function compareHanNames(a: PersonName, b: PersonName): NameLevels {
  const family = compareHan(a.hanFamily, b.hanFamily, a.family === b.family ? SIMILAR : DIFFERENT);
  const given = compareHan(a.hanGiven, b.hanGiven, a.given === b.given ? NEAR : DIFFERENT);
  if (family === EXACT || a.hanFamily !== b.hanGiven || a.hanGiven !== b.hanFamily) return { given, family };
  return { given: EXCHANGED, family: EXCHANGED };
}

/** `otherwise` for names of equal length; a character more or less is a name cut short. */
function compareHan(a: string, b: string, otherwise: number): number {
  if (a === b) return EXACT;
  return a.length !== b.length && (a.includes(b) || b.includes(a)) ? VARIANT : otherwise;
}

function isPoor(level: number): boolean {
  return level === SIMILAR || level === DIFFERENT;
}

function exchanged(level: number): number {
  return level === MISSING ? MISSING : EXCHANGED;
}

function compareName(a: string, b: string): number {
  if (a === '' || b === '') return MISSING;
  if (a === b) return EXACT;

  const hasBlanks = a.includes(' ') || b.includes(' ');
  const joinedA = hasBlanks ? a.replaceAll(' ', '') : a;
  const joinedB = hasBlanks ? b.replaceAll(' ', '') : b;
  if (hasBlanks && joinedA === joinedB) return EXACT;
  const similarity = jaroWinkler(joinedA, joinedB, 0.75);
  if (similarity >= 0.92 || (similarity >= 0.75 && isOneSlip(joinedA, joinedB))) return NEAR;
  if (isNickname(a, b) || isPartOf(a, b) || (hasBlanks && sharesToken(a, b))) return VARIANT;
  return similarity >= 0.8 || (similarity >= 0.6 && isScrambled(joinedA, joinedB)) ? SIMILAR : DIFFERENT;
}

/** The same letters in another order, one of them perhaps wrong: `hayler` and `harley`. */
function isScrambled(a: string, b: string): boolean {
  if (a.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  return editDistance(sortedLetters(a), sortedLetters(b), 2) <= 2;
}

function isOneSlip(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 4 && editDistance(a, b, 1) <= 1;
}

/** An initial, or a name cut short. */
function isPartOf(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length !== 2 && long.startsWith(short);
}

function sharesToken(a: string, b: string): boolean {
  const tokens = b.split(' ');
  return a.split(' ').some((token) => token.length > 2 && tokens.includes(token));
}

/** `YYYY-MM-DD` both. */
function compareDates(a: string, b: string): number {
  if (a === b) return 0;
  const isSameYear = a.slice(0, 4) === b.slice(0, 4);
  const [monthA, dayA] = [a.slice(5, 7), a.slice(8)];
  const [monthB, dayB] = [b.slice(5, 7), b.slice(8)];
  if (isSameYear && monthA === dayB && dayA === monthB) return 1;

  const slips = editDistance(a, b, 2);
  if (slips <= 1) return 1;
  const equalParts = Number(isSameYear) + Number(monthA === monthB) + Number(dayA === dayB);
  if (equalParts === 2) return 2;
  return slips <= 2 ? 3 : 4;
}
