const DAY_MS = 86_400_000;

export const DAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** The value of one component of a UTC date; undefined for zones and unknown components. */
export function datePart(date: Date, component: string): number | string | undefined {
  return READERS[component]?.(date);
}

const READERS: Readonly<Record<string, (date: Date) => number | string>> = {
  Y: (date) => date.getUTCFullYear(),
  M: (date) => date.getUTCMonth() + 1,
  D: (date) => date.getUTCDate(),
  d: (date) => (dayStart(date) - Date.UTC(date.getUTCFullYear(), 0)) / DAY_MS + 1,
  F: (date) => weekday(date),
  W: (date) => weekOf(date, yearStart(date, 0), { following: yearStart(date, 1), previous: yearStart(date, -1) }, 52),
  w: (date) => weekOf(date, monthStart(date, 0), { following: monthStart(date, 1), previous: monthStart(date, -1) }, 4),
  X: isoYear,
  x: isoMonth,
  H: (date) => date.getUTCHours(),
  h: (date) => ((date.getUTCHours() + 11) % 12) + 1,
  P: (date) => (date.getUTCHours() >= 12 ? 'pm' : 'am'),
  m: (date) => date.getUTCMinutes(),
  s: (date) => date.getUTCSeconds(),
  f: (date) => date.getUTCMilliseconds(),
  C: () => 'ISO',
  E: () => 'ISO',
};

/** Monday is 1, Sunday 7. */
function weekday(date: Date): number {
  return ((date.getUTCDay() + 6) % 7) + 1;
}

function dayStart(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

/** The Monday of the week that holds the first Thursday of a month: where its weeks start. */
function firstWeek(year: number, month: number): number {
  const first = Date.UTC(year, month);
  const day = weekday(new Date(first));
  return day > 4 ? first + (8 - day) * DAY_MS : first - (day - 1) * DAY_MS;
}

function yearStart(date: Date, offset: number): number {
  return firstWeek(date.getUTCFullYear() + offset, 0);
}

function monthStart(date: Date, offset: number): number {
  const month = date.getUTCMonth() + offset;
  return firstWeek(date.getUTCFullYear() + Math.floor(month / 12), (month + 12) % 12);
}

interface Neighbours {
  readonly following: number;
  readonly previous: number;
}

/** The week of a year or month; days before its first week belong to the previous one, late ones to the following. */
function weekOf(date: Date, start: number, { following, previous }: Neighbours, weeks: number): number {
  const today = dayStart(date);
  const week = weeksBetween(start, today);
  if (week > weeks && today >= following) return 1;
  return Math.floor(week < 1 ? weeksBetween(previous, today) : week);
}

function weeksBetween(start: number, end: number): number {
  return (end - start) / (DAY_MS * 7) + 1;
}

function isoYear(date: Date): number {
  const year = date.getUTCFullYear();
  if (date.getTime() < yearStart(date, 0)) return year - 1;
  return date.getTime() >= yearStart(date, 1) ? year + 1 : year;
}

function isoMonth(date: Date): number {
  const month = date.getUTCMonth();
  if (date.getTime() < monthStart(date, 0)) return ((month + 11) % 12) + 1;
  return date.getTime() >= monthStart(date, 1) ? ((month + 1) % 12) + 1 : month + 1;
}
