import type { MatchRecord } from '../../src/identity/matching/resolve-records.ts';
import type { Random } from './create-random.ts';
import { createRandom } from './create-random.ts';

const ONSETS = [
  'b',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'w',
  'sch',
  'st',
  'br',
  'kr',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ei', 'au'];
const ENDS = ['', 'n', 'r', 's', 'l', 'tz', 'mann', 'ner', 'ke'];

export interface GeneratedPeople {
  readonly records: readonly MatchRecord[];
  /** The person of each record. */
  readonly truth: readonly string[];
}

/** Invented people, about 1.4 records each, the later ones with slips, gaps and moves; the same for a seed. */
export function generatePeople(count: number, seed: number): GeneratedPeople {
  const random = createRandom(seed);
  const known = { given: names(random, 800), family: names(random, 6000) };
  const records: MatchRecord[] = [];
  const truth: string[] = [];
  let person = createPerson(random, 0, known);
  for (let index = 0; index < count; index += 1) {
    const isAgain = index > 0 && random.chance(0.3);
    if (!isAgain) person = createPerson(random, index, known);
    records.push(toRecord(isAgain ? corrupt(person, random) : person, index));
    truth.push(String(person.number));
  }
  return { records, truth };
}

interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

interface Person {
  readonly number: number;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly postalCode: string;
}

function createPerson(random: Random, number: number, { given, family }: Names): Person {
  const givenName = common(random, given);
  const familyName = common(random, family);
  return {
    number,
    givenName,
    familyName,
    birthDate: new Date(Date.UTC(1935 + random.below(70), random.below(12), 1 + random.below(28)))
      .toISOString()
      .slice(0, 10),
    email: `${givenName}.${familyName}${random.below(100)}@${random.pick(['mail', 'post', 'web', 'home'])}.example`,
    phone: `+4930${10_000_000 + random.below(89_999_999)}`,
    street: `${common(random, family)}str. ${1 + random.below(120)}`,
    postalCode: String(10_000 + random.below(8000)),
  };
}

/** Early names of the list are much commoner than late ones. */
function common(random: Random, list: readonly string[]): string {
  return list[Math.floor(random.next() ** 2.5 * list.length)]!;
}

function names(random: Random, count: number): string[] {
  const found = new Set<string>();
  while (found.size < count) {
    const syllables = Array.from({ length: 1 + random.below(2) }, () => random.pick(ONSETS) + random.pick(VOWELS));
    found.add(`${syllables.join('')}${random.pick(ONSETS)}${random.pick(VOWELS)}${random.pick(ENDS)}`);
  }
  return [...found];
}

function corrupt(person: Person, random: Random): Person {
  const changed = { ...person };
  if (random.chance(0.25)) changed.givenName = slip(person.givenName, random);
  if (random.chance(0.2)) changed.familyName = slip(person.familyName, random);
  if (random.chance(0.1)) changed.birthDate = '';
  if (random.chance(0.3)) changed.email = '';
  if (random.chance(0.4)) changed.phone = '';
  if (random.chance(0.2)) changed.street = '';
  return changed;
}

function slip(text: string, random: Random): string {
  const at = random.below(text.length - 1);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[random.below(26)]!;
  const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`;
  return random.pick([
    swapped,
    `${text.slice(0, at)}${letter}${text.slice(at)}`,
    text.slice(0, at) + text.slice(at + 1),
  ]);
}

function toRecord(person: Person, index: number): MatchRecord {
  const { givenName, familyName, birthDate, email, phone, street, postalCode } = person;
  const id = String(index);
  return {
    ref: { source: 'crm', id },
    record: {
      id,
      kind: 'PERSON',
      givenName,
      familyName,
      birthDate: birthDate || null,
      emails: email === '' ? [] : [{ address: email }],
      phones: phone === '' ? [] : [{ number: phone }],
      addresses: street === '' ? [] : [{ lines: [street], postalCode }],
    },
  };
}
