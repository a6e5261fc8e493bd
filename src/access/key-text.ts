import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 43 characters of 62 are 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** `c360_live_<id>_<secret><checksum>`: what a scanner for leaked keys looks for, and can tell from look-alikes. */
const KEY = /^c360_[a-z]{2,8}_([0-9A-Za-z]{12})_[0-9A-Za-z]{43}([0-9A-Za-z]{6})$/;

export interface KeyText {
  readonly id: string;
  readonly key: string;
}

/** A new key, or a new secret for the id given; `environment` is a word of 2 to 8 small letters. */
export function createKeyText(environment: string, id = randomText(ID_LENGTH)): KeyText {
  const body = `c360_${environment}_${id}_${randomText(SECRET_LENGTH)}`;
  return { id, key: body + checksum(body) };
}

/** The id within a well-formed key; undefined for anything else, mistyped keys included. */
export function parseKeyText(key: string): string | undefined {
  const [, id, sum] = KEY.exec(key) ?? [];
  return sum === checksum(key.slice(0, -CHECKSUM_LENGTH)) ? id : undefined;
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** CRC-32 in base 62; 62^6 exceeds 2^32. */
function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  while (digits.length < CHECKSUM_LENGTH) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
