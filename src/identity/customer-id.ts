import { randomBytes } from 'node:crypto';
import type { CustomerId } from './identity.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/**
 * Makes customer ids: `cus_`, the time in milliseconds and 80 random bits, in Crockford's base 32. Ids sort by when they
 * were made, also within one millisecond of one maker.
 */
export function createIdMaker(clock: () => number): () => CustomerId {
  let lastMs = 0;
  let lastRandom = 0n;
  return () => {
    const ms = Math.max(clock(), lastMs);
    lastRandom = ms === lastMs ? lastRandom + 1n : randomBits();
    lastMs = ms;
    return `cus_${toBase32(BigInt(ms), TIME_LENGTH)}${toBase32(lastRandom, RANDOM_LENGTH)}`;
  };
}

/** The top bit stays free, so that counting up within a millisecond never overflows. */
function randomBits(): bigint {
  return BigInt(`0x${randomBytes(10).toString('hex')}`) >> 1n;
}

function toBase32(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  while (text.length < length) {
    text = CROCKFORD.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}
