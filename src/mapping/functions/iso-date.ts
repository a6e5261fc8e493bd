import type { DateOrder, DateReading } from './date-reading.ts';
import { isInRange, readDate } from './date-reading.ts';
import { toIsoDay, toIsoInstant } from './iso-format.ts';
import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText } from './text.ts';
import type { TimeZone } from './time-zone.ts';
import { instantsOf, toTimeZone } from './time-zone.ts';

const ORDERS: readonly unknown[] = ['DMY', 'MDY', 'YMD'] satisfies DateOrder[];

function isOrder(hint: unknown): hint is DateOrder {
  return ORDERS.includes(hint);
}

/** `2024-01-31`, or nothing. `hint` is an order, or the zone in which an instant's day is meant. */
function toIsoDate(text: string, hint?: unknown): string | undefined | Refusal {
  const zone = hint === undefined || hint === null || isOrder(hint) ? undefined : readZone(hint);
  if (zone instanceof Refusal) return zone;
  const reading = readDate(text, isOrder(hint) ? hint : undefined);
  if (reading === undefined || reading instanceof Refusal) return reading;

  const dayMs = toDay(reading, zone);
  if (dayMs instanceof Refusal) return dayMs;
  return isInRange(dayMs) ? toIsoDay(dayMs) : refuse('INVALID_DATE', 'out of range', text);
}

function toDay({ localMs, hasTime, offsetMs }: DateReading, zone: TimeZone | undefined): number | Refusal {
  if (!hasTime && offsetMs === undefined) return localMs;
  if (zone && offsetMs !== undefined) return localMs - offsetMs + zone(localMs - offsetMs);
  if (zone || localMs % 86_400_000 === 0) return localMs;
  return refuse('MISSING_ZONE', 'a time of day: say in which zone its day is meant', undefined);
}

function readZone(zone: unknown): TimeZone | Refusal {
  const known = typeof zone === 'string' ? toTimeZone(zone.trim()) : undefined;
  return (
    known ?? refuse('UNKNOWN_ZONE', 'expected an IANA zone such as "Europe/Berlin", or an offset such as "+08:00"')
  );
}

/** RFC 3339 in UTC. */
function toIsoDateTime(text: string, zoneName?: unknown, order?: unknown): string | undefined | Refusal {
  const zone = zoneName === undefined || zoneName === null ? undefined : readZone(zoneName);
  if (zone instanceof Refusal) return zone;
  const reading = readDate(text, isOrder(order) ? order : undefined);
  if (reading === undefined || reading instanceof Refusal) return reading;

  const utcMs = toInstant(reading, zone, text);
  if (utcMs instanceof Refusal) return utcMs;
  return isInRange(utcMs) ? toIsoInstant(utcMs) : refuse('INVALID_DATE', 'out of range', text);
}

function toInstant(reading: DateReading, zone: TimeZone | undefined, text: string): number | Refusal {
  if (reading.offsetMs !== undefined) return reading.localMs - reading.offsetMs;
  if (!zone && reading.isTicks) return reading.localMs;
  if (!zone) return refuse('MISSING_ZONE', 'a local time: say its zone', text);

  const [utcMs, second] = instantsOf(reading.localMs, zone);
  if (utcMs === undefined) return refuse('NONEXISTENT_TIME', 'the clocks of the zone jump over this time', text);
  if (second !== undefined) return refuse('AMBIGUOUS_TIME', 'the clocks of the zone show this time twice', text);
  return utcMs;
}

export const isoDate: StandardFunction = {
  usage: '$isoDate(value, order-or-zone?)',
  signature: '<xx?:x>',
  summary: 'A calendar date as `YYYY-MM-DD`.',
  accepts:
    '`2024-01-31`, `20240131` (text or number), `2024/1/31`, `31.12.2024` and `12/31/2024` where only one reading exists, `31 January 2024`, `Jan 31, 2024` (month names in English, German, French, Spanish), `2024年1月31日`, OData `/Date(1700000000000)/`, and any of them with a time at midnight. An order (`"DMY"`, `"MDY"`) decides `03/04/2020`; a zone (`"Asia/Shanghai"`, `"UTC"`) says where the day of an instant is meant. `00000000`, `0000-00-00` and `0001-01-01` are how systems write "no date" and give nothing.',
  refuses:
    'Two readings (`AMBIGUOUS_DATE`), impossible days and unknown forms (`INVALID_DATE`), a time of day without a zone (`MISSING_ZONE`), a zone nobody knows (`UNKNOWN_ZONE`).',
  examples: [
    { expression: '$isoDate("20240131")', out: '2024-01-31' },
    { expression: '$isoDate("31.12.2024")', out: '2024-12-31' },
    { expression: '$isoDate("03/04/2020")', problem: 'AMBIGUOUS_DATE' },
    { expression: '$isoDate("03/04/2020", "DMY")', out: '2020-04-03' },
    { expression: '$isoDate("31 mars 2024")', out: '2024-03-31' },
    { expression: '$isoDate("2024年1月31日")', out: '2024-01-31' },
    { expression: '$isoDate(CreatedOn)', in: { CreatedOn: '/Date(1704067200000)/' }, out: '2024-01-01' },
    { expression: '$isoDate("/Date(1704067200000+0000)/")', out: '2024-01-01' },
    { expression: '$isoDate("2024-03-31T23:30:00Z")', problem: 'MISSING_ZONE' },
    { expression: '$isoDate("2024-03-31T23:30:00Z", "Asia/Shanghai")', out: '2024-04-01' },
    { expression: '$isoDate("00000000")' },
    { expression: '$isoDate("2023-02-29")', problem: 'INVALID_DATE' },
    { expression: '$isoDate("2024-01-31", "Mars/Olympus")', problem: 'UNKNOWN_ZONE' },
  ],
  apply: onText(toIsoDate),
};

export const isoDateTime: StandardFunction = {
  usage: '$isoDateTime(value, zone?, order?)',
  signature: '<xx?x?:x>',
  summary: 'An instant as RFC 3339 in UTC, to the millisecond.',
  accepts:
    'Text with an offset (`2024-01-31T12:00:00+08:00`), OData `/Date(1700000000000+0000)/`, and local times together with their zone (an IANA name or an offset): `2024-01-31 12:00`, `20240131120000`, `1/31/2024 5:04 PM`, a date alone (the start of that day). `/Date(1700000000000)/` states no offset: it is read in the given zone, else as UTC.',
  refuses:
    'A local time without a zone (`MISSING_ZONE`), one that the clocks jump over (`NONEXISTENT_TIME`) or show twice (`AMBIGUOUS_TIME`), a zone nobody knows (`UNKNOWN_ZONE`), and what `$isoDate` refuses.',
  examples: [
    { expression: '$isoDateTime("2024-01-31T12:00:00+08:00")', out: '2024-01-31T04:00:00Z' },
    { expression: '$isoDateTime("2024-07-01 09:30", "America/Los_Angeles")', out: '2024-07-01T16:30:00Z' },
    { expression: '$isoDateTime("20240131", "Asia/Shanghai")', out: '2024-01-30T16:00:00Z' },
    { expression: '$isoDateTime("/Date(1700000000000)/")', out: '2023-11-14T22:13:20Z' },
    { expression: '$isoDateTime("/Date(1700000000000+0000)/")', out: '2023-11-14T22:13:20Z' },
    { expression: '$isoDateTime("1/2/2024 5:04 PM", "UTC", "MDY")', out: '2024-01-02T17:04:00Z' },
    { expression: '$isoDateTime("2024-01-31T12:00:00")', problem: 'MISSING_ZONE' },
    { expression: '$isoDateTime("2024-03-31T02:30:00", "Europe/Berlin")', problem: 'NONEXISTENT_TIME' },
    { expression: '$isoDateTime("2024-10-27T02:30:00", "Europe/Berlin")', problem: 'AMBIGUOUS_TIME' },
    { expression: '$isoDateTime("2024-01-31T12:00:00", "Mars/Olympus")', problem: 'UNKNOWN_ZONE' },
  ],
  apply: onText(toIsoDateTime),
};
