const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
// Offsets have changed on quarter hours only since Liberia left its 44.5 minutes in 1972.
const BUCKET_MS = 15 * MINUTE_MS;
const REGULAR_SINCE_MS = Date.UTC(1973, 0, 1);
const CACHED_OFFSETS = 20_000;

/** Offset from UTC, in milliseconds, at an instant. */
export type TimeZone = (utcMs: number) => number;

const zones = new Map<string, TimeZone>();

/** An IANA zone (`Europe/Berlin`), `UTC`, `Z` or a fixed offset (`+08:00`); undefined when there is no such zone. */
export function toTimeZone(name: string): TimeZone | undefined {
  const known = zones.get(name);
  if (known) return known;
  const zone = createTimeZone(name);
  if (zone && zones.size < 2_000) zones.set(name, zone);
  return zone;
}

/** `Z`, `+08`, `+0800`, `+08:00` as milliseconds; undefined for anything else. */
export function toOffsetMs(text: string): number | undefined {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match || Number(match[2]) > 18 || Number(match[3] ?? 0) > 59) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -minutes : minutes) * MINUTE_MS;
}

function createTimeZone(name: string): TimeZone | undefined {
  const fixed = toOffsetMs(name);
  if (fixed !== undefined) return () => fixed;
  const format = createOffsetFormat(name);
  return format && withCache((utcMs) => parseOffset(format.format(utcMs)));
}

function createOffsetFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  } catch {
    return undefined;
  }
}

/** `2024, GMT+08:00`; the seconds exist for local mean times before standard time. */
function parseOffset(formatted: string): number {
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(formatted);
  const seconds = Number(match?.[2] ?? 0) * 3600 + Number(match?.[3] ?? 0) * 60 + Number(match?.[4] ?? 0);
  return (match?.[1] === '-' ? -seconds : seconds) * 1000;
}

function withCache(zone: TimeZone): TimeZone {
  const offsets = new Map<number, number>();
  return (utcMs) => {
    if (utcMs < REGULAR_SINCE_MS) return zone(utcMs);
    const bucket = Math.floor(utcMs / BUCKET_MS);
    const known = offsets.get(bucket);
    if (known !== undefined) return known;
    if (offsets.size >= CACHED_OFFSETS) offsets.clear();
    const offset = zone(bucket * BUCKET_MS);
    offsets.set(bucket, offset);
    return offset;
  };
}

/**
 * The instants at which a zone's clocks show a local time (given as if it were UTC): one; none when the clocks jump
 * over it; two when they show it twice.
 */
export function instantsOf(localMs: number, zone: TimeZone): number[] {
  const offsets = new Set([zone(localMs - DAY_MS), zone(localMs + DAY_MS)]);
  return [...offsets].map((offset) => localMs - offset).filter((utcMs) => utcMs + zone(utcMs) === localMs);
}
