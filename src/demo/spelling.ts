import anyAscii from 'any-ascii';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { SeededRandom } from './seeded-random.ts';

/** The ways people write the same thing. Each function is pure but for the generator it is given. */

const GERMAN_LETTERS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
};

const STREET_WORDS: readonly (readonly [long: RegExp, short: string])[] = [
  [/straße$/u, 'str.'],
  [/^avenue /u, 'av. '],
  [/^boulevard /u, 'bd '],
  [/^Avenida /u, 'Avda. '],
  [/^Calle /u, 'C/ '],
  [/ Street$/u, ' St'],
  [/ Avenue$/u, ' Ave'],
  [/ Road$/u, ' Rd'],
  [/ Boulevard$/u, ' Blvd.'],
];

/** What is dialled before a foreign number where it is not 00. */
const EXIT_CODES: Readonly<Record<string, string>> = { US: '011', JP: '010' };

/** Latin letters without accents; Chinese in pinyin. German umlauts become two letters when asked. */
export function withoutAccents(text: string, style: 'plain' | 'german' = 'plain'): string {
  const spelled = style === 'german' ? text.replace(/[äöüÄÖÜß]/gu, (letter) => GERMAN_LETTERS[letter] ?? letter) : text;
  return anyAscii(spelled);
}

export function abbreviatedStreet(street: string): string {
  return STREET_WORDS.reduce((text, [long, short]) => text.replace(long, short), street);
}

/** A name as another system would have it: as is, in capitals, without accents, with a doubled space. */
export function respelledName(name: string, random: SeededRandom): string {
  const style = random.int(0, 9);
  if (style < 4) return name;
  if (style < 6) return withoutAccents(name, 'german').toUpperCase();
  if (style < 8) return withoutAccents(name, random.pick(['plain', 'german'] as const));
  if (style === 8) return name.replace(' ', '  ');
  return name.toUpperCase();
}

/** One number in the formats people type. E.164 in. */
export function typedPhone(e164: string, random: SeededRandom): string {
  const phone = parsePhoneNumberFromString(e164);
  if (phone === undefined) return e164;
  const formats = [
    phone.formatNational(),
    phone.formatInternational(),
    phone.number,
    phone
      .formatInternational()
      .replace('+', EXIT_CODES[phone.country ?? ''] ?? '00')
      .replaceAll(' ', ''),
    phone.formatNational().replace(/[\s-]+/gu, '.'),
    phone.formatInternational().replace(/^(\+\d+) (\d+)/u, '$1 ($2)'),
  ];
  return random.pick(formats);
}

/** Country calling code, a guess at the area, the rest: as accounting packages split a number. */
export function splitPhone(e164: string): { country: string; area: string; number: string } {
  const phone = parsePhoneNumberFromString(e164);
  if (phone === undefined) return { country: '', area: '', number: e164 };
  const [area = '', ...rest] = phone.formatInternational().split(' ').slice(1);
  if (rest.length === 0) return { country: phone.countryCallingCode, area: '', number: area };
  return { country: phone.countryCallingCode, area, number: rest.join('') };
}

export function respelledEmail(email: string, random: SeededRandom): string {
  const style = random.int(0, 9);
  if (style < 7) return email;
  return style < 9 ? email.replace(/(^|[.@])([a-z])/gu, (letters) => letters.toUpperCase()) : email.toUpperCase();
}

/** A tax number as typed: with spaces, without its country prefix, in lower case. */
export function typedTaxId(taxId: string, random: SeededRandom): string {
  const style = random.int(0, 4);
  if (style < 2) return taxId;
  if (style === 2) return taxId.replace(/^([A-Z]{2})(?=\w)/u, '$1 ');
  return style === 3 ? taxId.replace(/(\w{3})(?=\w)/gu, '$1 ') : taxId.toLowerCase();
}
