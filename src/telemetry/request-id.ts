import { randomUUID } from 'node:crypto';

/** Long enough to be an id (UUID, ULID, trace id) and too strict for an e-mail address or a name to pass. */
const SANE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{15,63}$/;

/** The caller's `x-request-id` when it is a sane one, else a new UUID. */
export function toRequestId(incoming: unknown): string {
  return typeof incoming === 'string' && SANE_ID.test(incoming) ? incoming : randomUUID();
}
