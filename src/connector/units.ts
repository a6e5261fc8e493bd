import { z } from 'zod';

const DURATION_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SIZE_BYTES = { B: 1, kB: 1_000, MB: 1_000_000 } as const;

/** `500ms`, `2s`, `5m`, `1h`, `7d` as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'expected a duration such as 500ms, 2s, 5m or 1h')
  .transform((text) => Math.round(scale(text, DURATION_MS)))
  .meta({ examples: ['500ms', '2s', '5m', '1h'] });

/** `500kB`, `10MB` as bytes (powers of ten). */
export const byteSize = z
  .string()
  .regex(/^\d+(\.\d+)?(B|kB|MB)$/, 'expected a size such as 500kB or 10MB')
  .transform((text) => Math.round(scale(text, SIZE_BYTES)))
  .meta({ examples: ['500kB', '10MB'] });

/** `10%` or `0.1`, between 0 and 1. */
export const ratio = z
  .union(
    [
      z.number().min(0).max(1),
      z
        .string()
        .regex(/^(100|\d{1,2}(\.\d+)?)%$/)
        .transform((text) => Number.parseFloat(text) / 100),
    ],
    'expected a ratio such as 10% or 0.1',
  )
  .meta({ examples: ['10%', 0.1] });

function scale(text: string, units: Readonly<Record<string, number>>): number {
  const [, amount = '', unit = ''] = /^([\d.]+)(\D+)$/.exec(text) ?? [];
  return Number(amount) * (units[unit] ?? Number.NaN);
}
