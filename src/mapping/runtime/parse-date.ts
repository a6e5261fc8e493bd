import { readDatePicture, type DatePart, type Marker } from './date-picture.ts';
import { datePart, DAYS, MONTHS } from './date-parts.ts';
import { nowMs, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { readIso } from './iso-text.ts';
import { readInteger } from './format-integer.ts';
import { NUMBER_WORDS } from './numerals.ts';

const ISO_8601 = /^\d{4}(-[01]\d)?(-[0-3]\d)?(T[0-2]\d:[0-5]\d:[0-5]\d)?(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?$/;

/** Milliseconds since 1970 of a text: ISO 8601, or as a picture says; undefined when it does not match the picture. */
export function toMillis(timestamp: string | undefined, picture?: string): number | undefined {
  if (timestamp === undefined) return undefined;
  if (picture !== undefined) return parseDate(timestamp, picture);
  const plain = readIso(timestamp);
  if (plain !== undefined) return plain;
  return ISO_8601.test(timestamp) ? Date.parse(timestamp) : fail('D3110', { value: timestamp });
}

type Components = Record<string, number | undefined>;

function parseDate(text: string, picture: string): number | undefined {
  const parts = readDatePicture(picture);
  for (const part of parts) checkReadable(part);
  const pieces = matchParts(parts, text);
  if (!pieces) return undefined;
  const components: Components = {};
  for (const [index, part] of parts.entries())
    if (part.type === 'marker') components[part.component] = readMarker(part, pieces[index] ?? '');
  return Object.keys(components).length === 0 ? undefined : toTimestamp(components);
}

function checkReadable(part: DatePart): void {
  if (part.type === 'literal' || 'Zzf'.includes(part.component)) return;
  if (part.integer?.primary === 'sequence') fail('D3130', { value: part.integer.token });
  if (!part.integer && !'MxFP'.includes(part.component)) fail('D3133', { value: part.component });
}

/**
 * Cuts the text into one piece per part, longest pieces first; undefined when it cannot be. Each part at each position
 * is tried once, so the time is bounded whatever the picture: it never becomes a regular expression.
 */
function matchParts(parts: readonly DatePart[], text: string): string[] | undefined {
  const hopeless = new Set<number>();
  const pieces: string[] = [];
  const matchFrom = (index: number, start: number): boolean => {
    const part = parts[index];
    if (part === undefined) return start === text.length;
    const state = index * (text.length + 1) + start;
    if (hopeless.has(state)) return false;
    for (const end of endsOf(part, text, start)) {
      spend(1);
      pieces[index] = text.slice(start, end);
      if (matchFrom(index + 1, end)) return true;
    }
    hopeless.add(state);
    return false;
  };
  return matchFrom(0, 0) ? pieces : undefined;
}

/** Where a part that starts at `start` may end, the longest first. */
function endsOf(part: DatePart, text: string, start: number): number[] {
  if (part.type === 'literal') {
    const end = start + part.text.length;
    return text.slice(start, end).toLowerCase() === part.text.toLowerCase() ? [end] : [];
  }
  if (part.component === 'Z' || part.component === 'z') return zoneEnds(part, text, start);
  if (part.component === 'f') return runEnds(text, start, isDigit);
  switch (part.integer?.primary) {
    case 'decimal':
      return decimalEnds(part, text, start);
    case 'roman':
      return runEnds(text, start, (char) => 'mdclxvi'.includes(char.toLowerCase()));
    case 'words':
      return wordEnds(text, start);
    default:
      return runEnds(text, start, isLetter);
  }
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function isLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
}

function runEnds(text: string, start: number, isMember: (char: string) => boolean): number[] {
  let end = start;
  while (end < text.length && isMember(text.charAt(end))) end += 1;
  return Array.from({ length: end - start }, (_, index) => end - index);
}

function decimalEnds({ readDigits, integer }: Marker, text: string, start: number): number[] {
  const ends = readDigits === 0 ? runEnds(text, start, isDigit) : fixedEnd(text, start, readDigits);
  if (integer?.isOrdinal !== true) return ends;
  return ends.filter((end) => /^(?:th|st|nd|rd)/i.test(text.slice(end, end + 2))).map((end) => end + 2);
}

function fixedEnd(text: string, start: number, width: number): number[] {
  for (let index = start; index < start + width; index += 1) if (!isDigit(text.charAt(index))) return [];
  return [start + width];
}

function wordEnds(text: string, start: number): number[] {
  const lower = text.toLowerCase();
  const words = [...NUMBER_WORDS, 'and', '-', ',', ' '];
  const ends = new Set<number>();
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const word of words) {
      const end = from + word.length;
      if (ends.has(end) || !lower.startsWith(word, from)) continue;
      ends.add(end);
      open.push(end);
    }
  return [...ends].sort((left, right) => right - left);
}

function zoneEnds({ component, integer }: Marker, text: string, start: number): number[] {
  const prefix = component === 'z' ? 'gmt' : '';
  if (text.slice(start, start + prefix.length).toLowerCase() !== prefix) return [];
  const sign = start + prefix.length;
  if (!'+-'.includes(text.charAt(sign) || ' ')) return [];
  const hours = runEnds(text, sign + 1, isDigit);
  const separator = integer?.regular?.character;
  if (separator === undefined) return hours;
  return hours
    .filter((end) => text.startsWith(separator, end))
    .flatMap((end) => runEnds(text, end + separator.length, isDigit));
}

function readMarker(marker: Marker, piece: string): number | undefined {
  const { component, integer, maxWidth } = marker;
  if (component === 'Z' || component === 'z') return readZone(marker, piece);
  if (component === 'f') return Number.parseFloat(`0.${piece.slice(0, 3)}`) * 1000;
  if (integer) return readInteger(piece, integer);
  if (component === 'P') return new Map(Object.entries({ am: 0, AM: 0, pm: 1, PM: 1 })).get(piece);
  const names = component === 'F' ? DAYS : ['', ...MONTHS];
  const index = names.findLastIndex((name) => (maxWidth ? name.slice(0, maxWidth) : name) === piece);
  return index > 0 ? index : undefined;
}

function readZone({ component, integer }: Marker, piece: string): number {
  const value = component === 'z' ? piece.slice(3) : piece;
  const separator = integer?.regular?.character;
  const cut = separator === undefined ? (value.length <= 3 ? value.length : 3) : value.indexOf(separator);
  const minutes = separator === undefined ? value.slice(cut) : value.slice(cut + 1);
  return Number.parseInt(value.slice(0, cut), 10) * 60 + (minutes === '' ? 0 : Number.parseInt(minutes, 10));
}

/** Which components are there, as the bits of a mask, most significant first. */
function maskOf(names: string, components: Components): number {
  return names.split('').reduce((mask, name) => mask * 2 + (components[name] ? 1 : 0), 0);
}

/** Only bits of the kind are set, and at least one. */
function isKind(kind: number, mask: number): boolean {
  return (~kind & mask) === 0 && (kind & mask) !== 0;
}

function toTimestamp(components: Components): number {
  const dateMask = maskOf('YXMxWwdD', components);
  const isYearMonthDay = isKind(0b10100001, dateMask);
  const isYearDay = !isYearMonthDay && isKind(0b10000010, dateMask);
  const isMonthWeek = isKind(0b01010100, dateMask);
  const isYearWeek = !isMonthWeek && isKind(0b01001000, dateMask);
  const timeMask = maskOf('PHhmsf', components);
  const isHalfDay = !isKind(0b010111, timeMask) && isKind(0b101111, timeMask);
  const dateNames = isYearDay ? 'YD' : isMonthWeek ? 'XxwF' : isYearWeek ? 'XWF' : 'YMD';
  fillIn(components, dateNames + (isHalfDay ? 'Phmsf' : 'Hmsf'));
  components['M'] = (components['M'] ?? 0) > 0 ? Number(components['M']) - 1 : 0;
  if (isYearDay) setDayOfYear(components);
  if (isMonthWeek || isYearWeek) fail('D3136');
  if (isHalfDay)
    components['H'] = (components['h'] === 12 ? 0 : Number(components['h'])) + (components['P'] === 1 ? 12 : 0);
  const at = (name: string): number => components[name] ?? Number.NaN;
  const millis = Date.UTC(at('Y'), at('M'), at('D'), at('H'), at('m'), at('s'), at('f'));
  return millis - (components['Z'] || components['z'] || 0) * 60_000;
}

/** What is left of the first given component is taken from now, what is right of the last is zero; no gaps. */
function fillIn(components: Components, names: string): void {
  let hasStarted = false;
  let hasEnded = false;
  for (const name of names) {
    if (components[name] !== undefined) {
      if (hasEnded) fail('D3136');
      hasStarted = true;
    } else if (hasStarted) {
      components[name] = 'MDd'.includes(name) ? 1 : 0;
      hasEnded = true;
    } else components[name] = Number(datePart(new Date(nowMs()), name));
  }
}

function setDayOfYear(components: Components): void {
  const date = new Date(Date.UTC(components['Y'] ?? Number.NaN, 0) + (Number(components['d']) - 1) * 86_400_000);
  components['M'] = date.getUTCMonth();
  components['D'] = date.getUTCDate();
}
