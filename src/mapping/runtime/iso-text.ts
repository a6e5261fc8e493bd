const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const DAYS_BEFORE_1970 = 719_468;
const DAYS_OF_ERA = 146_097;

function two(number: number): string {
  return TWO_DIGITS[number] ?? '';
}

/** `2024-02-29T10:00:00.000Z` of whole milliseconds since 1970, from 1970 to the year 9999. */
export function writeIso(millis: number): string {
  const days = Math.floor(millis / DAY_MS);
  const rest = millis - days * DAY_MS;
  const seconds = Math.floor(rest / 1_000);
  const thousandths = rest - seconds * 1_000;
  const time = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = `${Math.floor(thousandths / 100)}${two(thousandths % 100)}`;
  return `${dateText(days + DAYS_BEFORE_1970)}T${time}.${fraction}Z`;
}

/** Years are counted from March here, so that the day that leaps comes last. */
function dateText(days: number): string {
  const era = Math.floor(days / DAYS_OF_ERA);
  const dayOfEra = days - era * DAYS_OF_ERA;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(day)}`;
}

/** The milliseconds of `2024-02-28T10:00:00.000Z`; undefined for any other form and for days that not every month has. */
export function readIso(text: string): number | undefined {
  if (text.length !== 24 || !hasSeparators(text)) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hours = digits(text, 11, 13);
  const minutes = digits(text, 14, 16);
  const seconds = digits(text, 17, 19);
  const thousandths = digits(text, 20, 23);
  // A place without a digit is NaN, which is in no range.
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isDate || !(hours <= 23) || !(minutes <= 59) || !(seconds <= 59) || !(thousandths <= 999)) return undefined;
  return daysSince1970(year, month, day) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths;
}

const SEPARATORS: readonly (readonly [index: number, code: number])[] = [
  [4, 45],
  [7, 45],
  [10, 84],
  [13, 58],
  [16, 58],
  [19, 46],
  [23, 90],
];

function hasSeparators(text: string): boolean {
  for (const [index, code] of SEPARATORS) if (text.charCodeAt(index) !== code) return false;
  return true;
}

function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_ERA + dayOfEra - DAYS_BEFORE_1970;
}
