import { checkStringLength } from './evaluation.ts';
import { fail } from './failure.ts';
import { readIntegerPicture, type IntegerPicture } from './integer-picture.ts';
import { fromLetters, fromRoman, fromWords, toLetters, toRoman, toWords } from './numerals.ts';

/** A whole number as a picture (`001`, `I`, `w`, `#,##0`, `1;o`) writes it. */
export function formatInteger(value: number | undefined, picture: string): string | undefined {
  return value === undefined ? undefined : writeInteger(Math.floor(value), readIntegerPicture(picture));
}

export function writeInteger(value: number, picture: IntegerPicture): string {
  const sign = value < 0 ? '-' : '';
  return sign + writePositive(Math.abs(value), picture);
}

function writePositive(value: number, picture: IntegerPicture): string {
  switch (picture.primary) {
    case 'letters':
      return toLetters(value, picture.case === 'upper' ? 'A' : 'a');
    case 'roman':
      return picture.case === 'upper' ? toRoman(value).toUpperCase() : toRoman(value);
    case 'words':
      return inCase(toWords(value, picture.isOrdinal), picture.case);
    case 'decimal':
      return writeDecimal(value, picture);
    default:
      return fail('D3130', { value: picture.token });
  }
}

function inCase(words: string, letterCase: IntegerPicture['case']): string {
  if (letterCase === 'upper') return words.toUpperCase();
  return letterCase === 'lower' ? words.toLowerCase() : words;
}

function writeDecimal(value: number, picture: IntegerPicture): string {
  checkStringLength(picture.mandatoryDigits);
  let text = String(value).padStart(picture.mandatoryDigits, '0');
  if (picture.zeroCode !== 0x30) {
    const offset = picture.zeroCode - 0x30;
    text = Array.from(text, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + offset)).join('');
  }
  text = insertSeparators(text, picture);
  return picture.isOrdinal ? text + ordinalSuffix(text) : text;
}

function insertSeparators(digits: string, { regular, separators }: IntegerPicture): string {
  let text = digits;
  const insert = (at: number, character: string): void => {
    text = text.substring(0, at) + character + text.substring(at < 0 ? text.length + at : at);
  };
  if (regular) {
    for (let index = Math.floor((digits.length - 1) / regular.interval); index > 0; index -= 1)
      insert(text.length - index * regular.interval, regular.character);
    return text;
  }
  for (const { position, character } of separators.toReversed()) insert(text.length - position, character);
  return text;
}

function ordinalSuffix(text: string): string {
  if (text.length > 1 && text.at(-2) === '1') return 'th';
  return { '1': 'st', '2': 'nd', '3': 'rd' }[text.at(-1) ?? ''] ?? 'th';
}

/** The number a text written by the same picture stands for. */
export function parseInteger(value: string | undefined, picture: string): number | undefined {
  return value === undefined ? undefined : readInteger(value, readIntegerPicture(picture));
}

export function readInteger(text: string, picture: IntegerPicture): number {
  const isUpper = picture.case === 'upper';
  switch (picture.primary) {
    case 'letters':
      return fromLetters(text, isUpper ? 'A' : 'a');
    case 'roman':
      return fromRoman(isUpper ? text : text.toUpperCase());
    case 'words':
      return fromWords(text.toLowerCase());
    case 'decimal':
      return readDecimal(text, picture);
    default:
      return fail('D3130', { value: picture.token });
  }
}

function readDecimal(text: string, { isOrdinal, regular, separators, zeroCode }: IntegerPicture): number {
  let digits = isOrdinal ? text.slice(0, -2) : text;
  if (regular) digits = digits.replaceAll(',', '');
  else for (const { character } of separators) digits = digits.replaceAll(character, '');
  if (zeroCode !== 0x30)
    digits = digits
      .split('')
      .map((char) => String.fromCodePoint(Math.max(0, (char.codePointAt(0) ?? 0) - zeroCode + 0x30)))
      .join('');
  return Number.parseInt(digits, 10);
}
