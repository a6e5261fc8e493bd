import { AppError } from '../errors.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `500ms`, `30s`, `5m`, `1h` or `7d`. Throws BAD_REQUEST for anything else. */
export function parseDuration(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (unitMs !== undefined) return Number(count) * unitMs;
  throw new AppError('BAD_REQUEST', { message: 'expected a duration such as 500ms, 30s, 5m, 1h or 7d.' });
}
