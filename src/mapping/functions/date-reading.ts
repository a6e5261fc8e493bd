import { toMonth } from './month-names.ts';
import { Refusal, refuse } from './refusal.ts';
import { toOffsetMs } from './time-zone.ts';

/** Which number comes first in `03/04/2020`. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD';

/** What a text says about a point in time, before any zone is applied. */
export interface DateReading {
  /** The wall clock's date and time as if it were UTC, milliseconds since 1970. */
  readonly localMs: number;
  readonly hasTime: boolean;
  /** Offset from UTC that the text itself states. */
  readonly offsetMs?: number;
  /** `/Date(…)/` without an offset: OData's zone-less Edm.DateTime. */
  readonly isTicks?: boolean;
}

type Parts = readonly [year: string, month: string, day: string];

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const TICKS = /^\/Date\((-?\d{1,15})([+-]\d{4})?\)\/$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z)?)?$/;
const TIME =
  /(?:^|[T ,]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AP])\.?M\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/i;
const NUMERIC = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})\.?$/;
const CHINESE = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$/;
const DAY_FIRST_WORDS = /^(\d{1,2})\.?[ -]+(?:de )?(\p{L}+)\.?,?[ -]+(?:de )?(\d{4})$/u;
const MONTH_FIRST_WORDS = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u;
const WEEKDAY = /^\p{L}{2,}\.?, /u;

// What systems write for "no date": SAP's initial date, MySQL's zero date, .NET's DateTime.MinValue.
const PLACEHOLDERS = /^(?:0000-?00-?00|00000000000000|0001-01-01)(?:[T ]00:00:00(?:\.0+)?Z?)?$/;
const MAX_LENGTH = 80;
// Below 1000 a year is a typing error or another calendar, above 9999 no ISO date.
const EARLIEST_MS = Date.UTC(1000, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const DOTNET_MIN_MS = -62_135_596_800_000;

/** Reads a date, or a date with a time. Nothing for the placeholders of "no date"; a refusal for what is not certain. */
export function readDate(text: string, order?: DateOrder): DateReading | Refusal | undefined {
  if (text.length > MAX_LENGTH) return refuse('INVALID_DATE', 'longer than any date', text);
  const iso = ISO.exec(text) ?? COMPACT.exec(text);
  if (PLACEHOLDERS.test(text)) return undefined;
  if (iso) return readIso(iso, text);
  const ticks = TICKS.exec(text);
  if (ticks) return readTicks(ticks);
  return readWritten(text.replace(/\s+/g, ' '), order);
}

function readIso(
  [, year, month, day, hour, minute, second, ...tail]: RegExpExecArray,
  text: string,
): DateReading | Refusal {
  const dayMs = toDayMs([year ?? '', month ?? '', day ?? ''], text);
  if (dayMs instanceof Refusal || hour === undefined) return onlyDate(dayMs);
  const offset = tail.at(-1);
  const fraction = tail.length > 1 ? tail[0] : undefined;
  return readTime({ dayMs, clock: [hour, minute, second, fraction], offset, text });
}

function onlyDate(dayMs: number | Refusal): DateReading | Refusal {
  return dayMs instanceof Refusal ? dayMs : { localMs: dayMs, hasTime: false };
}

function readTicks([text, ms, offset]: RegExpExecArray): DateReading | Refusal | undefined {
  const utcMs = Number(ms);
  if (utcMs === DOTNET_MIN_MS) return undefined;
  if (!isInRange(utcMs)) return refuse('INVALID_DATE', 'out of range', text);
  // The ticks count from 1970 in UTC; the offset only says which clock the writer looked at.
  const offsetMs = offset === undefined ? undefined : toOffsetMs(offset);
  const localMs = utcMs + (offsetMs ?? 0);
  const hasTime = localMs % 86_400_000 !== 0;
  return offsetMs === undefined ? { localMs, hasTime, isTicks: true } : { localMs, hasTime, offsetMs };
}

function readWritten(text: string, order: DateOrder | undefined): DateReading | Refusal {
  const time = TIME.exec(text);
  const date = (time ? text.slice(0, time.index) : text).replace(WEEKDAY, '');
  const parts = readParts(date, order);
  if (parts instanceof Refusal) return parts;

  const dayMs = toDayMs(parts, text);
  if (dayMs instanceof Refusal || !time) return onlyDate(dayMs);
  const [, hour, minute, second, fraction, half, offset] = time;
  const hour24 = half === undefined ? hour : to24Hours(Number(hour), half);
  return readTime({ dayMs, clock: [hour24, minute, second, fraction], offset, text });
}

function to24Hours(hour: number, half: string): string {
  if (hour < 1 || hour > 12) return '99';
  return String((hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0));
}

function readParts(date: string, order: DateOrder | undefined): Parts | Refusal {
  const chinese = CHINESE.exec(date);
  if (chinese) return [chinese[1] ?? '', chinese[2] ?? '', chinese[3] ?? ''];
  const numeric = NUMERIC.exec(date);
  if (numeric) return readNumeric([numeric[1] ?? '', numeric[3] ?? '', numeric[4] ?? ''], date, order);

  const dayFirst = DAY_FIRST_WORDS.exec(date);
  const [day, word, year] = dayFirst ? dayFirst.slice(1) : swapFirst(MONTH_FIRST_WORDS.exec(date)?.slice(1) ?? []);
  const month = toMonth(word ?? '');
  if (month === undefined) return refuse('INVALID_DATE', 'not a date in a known form', date);
  return [year ?? '', String(month), day ?? ''];
}

function swapFirst([first, second, ...rest]: readonly string[]): (string | undefined)[] {
  return [second, first, ...rest];
}

/** Only the year's four digits, a number above 12, or an order given by the mapping decide what is day and month. */
function readNumeric(numbers: Parts, date: string, order: DateOrder | undefined): Parts | Refusal {
  const [first, second, third] = numbers;
  if (first.length === 4 && third.length <= 2) return numbers;
  if (third.length !== 4) return refuse('AMBIGUOUS_DATE', 'a year needs four digits', date);
  if (first.length > 2) return refuse('INVALID_DATE', 'not a date in a known form', date);
  if (order === 'DMY') return [third, second, first];
  if (order === 'MDY') return [third, first, second];
  if (order === undefined && (Number(first) > 12 || first === second)) return [third, second, first];
  if (order === undefined && Number(second) > 12) return [third, first, second];
  return refuse('AMBIGUOUS_DATE', 'day and month cannot be told apart; say "DMY" or "MDY"', date);
}

interface TimeOfDay {
  readonly dayMs: number;
  readonly clock: readonly [string | undefined, string | undefined, string | undefined, string | undefined];
  readonly offset: string | undefined;
  readonly text: string;
}

function readTime({ dayMs, clock, offset, text }: TimeOfDay): DateReading | Refusal {
  const [hour, minute, second] = [Number(clock[0]), Number(clock[1]), Number(clock[2] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return refuse('INVALID_DATE', 'no such time of day', text);
  const ms = Number((clock[3] ?? '').padEnd(3, '0').slice(0, 3));
  const localMs = dayMs + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  const offsetMs = offset === undefined ? undefined : toOffsetMs(offset);
  if (offset !== undefined && offsetMs === undefined) return refuse('INVALID_DATE', 'no such offset', text);
  return offsetMs === undefined ? { localMs, hasTime: true } : { localMs, hasTime: true, offsetMs };
}

function toDayMs([year, month, day]: Parts, text: string): number | Refusal {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isReal = y >= 1000 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
  return isReal ? Date.UTC(y, m - 1, d) : refuse('INVALID_DATE', 'no such day', text);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a point in time has a year that ISO 8601 writes with four digits and that is no typing error. */
export function isInRange(utcMs: number): boolean {
  return utcMs >= EARLIEST_MS && utcMs <= LATEST_MS;
}
