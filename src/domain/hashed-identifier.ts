import { createHash } from 'node:crypto';

/** SHA-256 in lower-case hex of the trimmed, lower-cased address, as audience platforms define a hashed e-mail. */
export function hashEmail(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}

/** SHA-256 in lower-case hex of the E.164 number with its plus sign. */
export function hashPhone(e164: string): string {
  return createHash('sha256').update(e164).digest('hex');
}
