import type { Features } from './features.ts';
import { wordsOf } from './compare-organisation.ts';

/**
 * Keys under which a record is looked for: two records are compared when they share one. A union of many, since
 * each forgives other errors; those that are too common to be telling are cut off by the cap on block size.
 */
export function toBlockKeys(features: Features): string[] {
  const keys = features.kind === 'PERSON' ? personKeys(features) : organisationKeys(features);
  return [...new Set([...keys, ...contactKeys(features)])];
}

function personKeys({ person, birthDate, addresses, emails }: Features): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const names = [person.given.split(' ')[0] ?? '', person.family.replaceAll(' ', '')].filter(Boolean);
  const [first = '', second = ''] = [...names].sort();
  const sounds = names.map(soundex);
  const keys = [`n ${first} ${second}`];
  if (names.length === 2)
    keys.push(`ss ${[...sounds].sort().join(' ')}`, `p3 ${first.slice(0, 3)} ${second.slice(0, 3)}`);
  if (birthDate !== '') {
    keys.push(`d ${birthDate}`);
    keys.push(...sounds.flatMap((sound) => [`sy ${sound} ${year}`, `smd ${sound} ${month}${day}`]));
    keys.push(...names.flatMap((name) => [`iym ${name[0]} ${year}${month}`, `iyd ${name[0]} ${year} ${day}`]));
    keys.push(`md ${month}${day}`, `ym ${year}${month}`, `yd ${year} ${day}`);
  }
  for (const { postalCode, locality } of addresses) {
    const area = postalCode === '' ? locality : postalCode;
    if (area === '') continue;
    keys.push(...sounds.map((sound) => `sa ${sound} ${area}`));
    if (birthDate !== '') keys.push(`ay ${area} ${year}`, `am ${area} ${month}${day}`);
  }
  keys.push(...names.map((name) => `nn ${name}`));
  keys.push(...emails.flatMap((address) => (names.length === 0 ? [] : [`e5 ${address.slice(0, 5)}`])));
  return keys;
}

function organisationKeys({ organisation, addresses }: Features): string[] {
  const words = wordsOf(organisation);
  const joined = organisation.tokens.join('');
  const keys = [`o6 ${joined.slice(0, 6)}`, `os ${organisation.tokens.slice(0, 2).map(soundex).join(' ')}`];
  keys.push(...words.filter((word) => word.length > 1).map((word) => `w ${word}`));
  keys.push(...words.slice(1).map((word, index) => `ww ${words[index]} ${word}`));
  for (const { postalCode, locality } of addresses) {
    const area = postalCode === '' ? locality : postalCode;
    if (area !== '')
      keys.push(`oa ${joined.slice(0, 3)} ${area}`, ...words.map((word) => `wa ${word.slice(0, 4)} ${area}`));
  }
  return joined === '' ? [] : keys;
}

function contactKeys({ emails, phoneDigits, addresses, identifiers }: Features): string[] {
  const keys: string[] = [];
  for (const address of emails) {
    const at = address.lastIndexOf('@');
    keys.push(`e ${address}`, `el ${address.slice(0, at)}`, `ed ${address.slice(at + 1)}`);
  }
  keys.push(...phoneDigits.map((digits) => `t ${digits.slice(-7)}`));
  keys.push(
    ...identifiers.filter(({ type }) => type !== 'CUSTOMER_REFERENCE').map(({ type, value }) => `i ${type} ${value}`),
  );
  for (const { houseNumber, street, streetTokens, postalCode } of addresses) {
    if (street === '') continue;
    keys.push(`hs ${houseNumber} ${soundex(longest(streetTokens))}`, `hp ${houseNumber} ${postalCode}`);
    if (houseNumber.length >= 3) keys.push(`h ${houseNumber}`);
  }
  return keys;
}

function longest(tokens: readonly string[]): string {
  return tokens.reduce((best, token) => (token.length > best.length ? token : best), '');
}

const SOUND_GROUPS: Readonly<Record<string, string>> = {
  b: '1', f: '1', p: '1', v: '1', w: '1', c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2', d: '3', t: '3', l: '4', m: '5', n: '5', r: '6',
}; // prettier-ignore

/** First letter and the groups of the three consonants that follow; another script's word stays as it is. */
function soundex(word: string): string {
  if (!/^[a-z]/.test(word)) return word;
  let code = word[0]!;
  let last = SOUND_GROUPS[code] ?? '';
  for (const letter of word.slice(1)) {
    const group = SOUND_GROUPS[letter] ?? '';
    if (group !== '' && group !== last) code += group;
    if (letter !== 'h') last = group;
    if (code.length === 4) break;
  }
  return code;
}
