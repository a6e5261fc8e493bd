import { readDatePicture, type Marker } from './date-picture.ts';
import { datePart, DAYS, MONTHS } from './date-parts.ts';
import { fail } from './failure.ts';
import { writeIso } from './iso-text.ts';
import { formatInteger, writeInteger } from './format-integer.ts';

const ISO_8601 = '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]';

interface Zone {
  readonly hours: number;
  readonly minutes: number;
}

/** Milliseconds since 1970 as text: by a picture, in a zone written `+hhmm`; ISO 8601 in UTC when neither is given. */
export function fromMillis(millis: number | undefined, picture?: string, timezone?: string): string | undefined {
  if (millis === undefined) return undefined;
  if (picture === undefined && timezone === undefined && isPlainYear(millis)) return writeIso(millis);
  const zone = readZone(timezone);
  const date = new Date(millis + (60 * zone.hours + zone.minutes) * 60_000);
  let text = '';
  for (const part of readDatePicture(picture ?? ISO_8601))
    text += part.type === 'literal' ? part.text : String(writeMarker(date, part, zone));
  return text;
}

const YEAR_10000_MS = 253_402_300_800_000;

/** Within these years the host writes the same text, much faster. */
function isPlainYear(millis: number): boolean {
  return Number.isInteger(millis) && millis >= 0 && millis < YEAR_10000_MS;
}

function readZone(timezone: string | undefined): Zone {
  if (timezone === undefined) return { hours: 0, minutes: 0 };
  const offset = Number.parseInt(timezone, 10);
  return { hours: Math.floor(offset / 100), minutes: offset % 100 };
}

function writeMarker(date: Date, marker: Marker, zone: Zone): string | number | undefined {
  const { component } = marker;
  if (component === 'Z' || component === 'z') return writeZone(marker, zone);
  const value = datePart(date, component);
  if (component === 'P' && typeof value === 'string') return marker.names === 'upper' ? value.toUpperCase() : value;
  if (typeof value !== 'number') return value;
  if (marker.names && component !== 'f') return writeName(value, marker);
  return marker.integer ? writeInteger(component === 'Y' ? shortYear(value, marker) : value, marker.integer) : value;
}

function shortYear(year: number, { yearDigits }: Marker): number {
  return yearDigits === -1 ? year : year % 10 ** yearDigits;
}

function writeName(value: number, { component, names, maxWidth }: Marker): string | undefined {
  const isMonth = component === 'M' || component === 'x';
  if (!isMonth && component !== 'F') fail('D3133', { value: component });
  const name = isMonth ? MONTHS[value - 1] : DAYS[value];
  const cased = names === 'upper' ? name?.toUpperCase() : names === 'lower' ? name?.toLowerCase() : name;
  return maxWidth !== undefined && cased && cased.length > maxWidth ? cased.slice(0, maxWidth) : cased;
}

function writeZone({ component, integer, modifier }: Marker, { hours, minutes }: Zone): string {
  const offset = hours * 100 + minutes;
  if (offset === 0 && modifier === 't') return 'Z';
  const sign = offset >= 0 ? '+' : '';
  return (component === 'z' ? 'GMT' : '') + sign + writeOffset(offset, { hours, minutes }, integer);
}

function writeOffset(offset: number, { hours, minutes }: Zone, integer: Marker['integer']): string {
  if (!integer) return fail('D3134');
  if (integer.regular) return writeInteger(offset, integer);
  const digits = integer.mandatoryDigits;
  if (digits === 3 || digits === 4) return writeInteger(offset, integer);
  if (digits !== 1 && digits !== 2) fail('D3134', { value: digits });
  const written = writeInteger(hours, integer);
  return minutes === 0 ? written : `${written}:${formatInteger(minutes, '00') ?? ''}`;
}
