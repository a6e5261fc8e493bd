const MAX_PAUSE_MS = 60_000;

/**
 * How long a source asks us to stay away, in milliseconds, from `Retry-After` (seconds or an HTTP date) or
 * `X-Rate-Limit-Reset` (seconds): never negative, at most 60 s; undefined when it does not say or says nonsense.
 */
export function toRetryAfterMs(headers: Readonly<Record<string, string>>, now = Date.now()): number | undefined {
  const value = (headers['retry-after'] ?? headers['x-rate-limit-reset'])?.trim();
  if (value === undefined || value === '') return undefined;

  const pauseMs = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(pauseMs) ? undefined : Math.min(Math.max(Math.ceil(pauseMs), 0), MAX_PAUSE_MS);
}
