const DAY_MS = 86_400_000;

/** Days are `YYYY-MM-DD`, instants ISO 8601 in UTC. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export function isAfter(left: string, right: string): boolean {
  return left > right;
}

/** Some minute of the working day in UTC. */
export function atMinute(day: string, minute: number): string {
  return new Date(Date.parse(day) + minute * 60_000).toISOString();
}
