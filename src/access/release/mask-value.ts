import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Secret } from '../../config/secret.ts';

/** How a value is shown of which only a part may be, as `@mask(as:)` names it. */
export const MASKS = ['LAST4', 'YEAR', 'INITIAL', 'HASH', 'REGION', 'DOMAIN', 'BLANK', 'PARTS'] as const;
export type Mask = (typeof MASKS)[number];

const HIDDEN = '•••';
const LEAST_FOR_LAST4 = 8;

/** Shows a part of a value. `reader` is who reads it: hashes of one value differ from reader to reader. */
export type MaskValue = (mask: Mask, value: unknown, reader: string) => unknown;

/** Masks texts, and lists of texts one by one. Null stays null; `PARTS` leaves an object to the masks of its own fields. */
export function createMasks(secret: Secret): MaskValue {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 masks', 32)));
  const maskValue: MaskValue = (mask, value, reader) => {
    if (mask === 'PARTS' || value == null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => maskValue(mask, item, reader));
    if (typeof value !== 'string') return null;
    return mask === 'HASH' ? toHash(key, reader, value) : TEXT_MASKS[mask](value, Array.from(value));
  };
  return maskValue;
}

/** Each takes the text and its characters. */
const TEXT_MASKS: Readonly<
  Record<Exclude<Mask, 'PARTS' | 'HASH'>, (text: string, letters: readonly string[]) => string>
> = {
  LAST4: (_text, letters) => (letters.length < LEAST_FOR_LAST4 ? HIDDEN : `${HIDDEN}${letters.slice(-4).join('')}`),
  YEAR: (text) => (/^\d{4}-/.test(text) ? `${text.slice(0, 4)}-01-01` : HIDDEN),
  INITIAL: (_text, [first]) => (first === undefined ? '' : `${first}.`),
  REGION: (_text, letters) => (letters.length < 4 ? HIDDEN : `${letters.slice(0, 2).join('')}${HIDDEN}`),
  DOMAIN: (text) => `${HIDDEN}@${text.includes('@') ? text.slice(text.lastIndexOf('@') + 1) : HIDDEN}`,
  BLANK: () => '',
};

function toHash(key: KeyObject, reader: string, text: string): string {
  return `h_${createHmac('sha256', key).update(`${reader}\n${text}`).digest('base64url').slice(0, 22)}`;
}
