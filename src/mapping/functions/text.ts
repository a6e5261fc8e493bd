import { refuse, Refusal } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';

/** The trimmed text of a string, number or boolean; undefined when there is none. */
export function toText(value: unknown): string | undefined | Refusal {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() || undefined;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  return refuse('NOT_A_SCALAR', 'expected one text, number or boolean');
}

/** Lifts a conversion of text to one of any value: nothing stays nothing, what is no scalar is refused. */
export function onText<Rest extends readonly unknown[], Result>(
  convert: (text: string, ...rest: Rest) => Result,
): (value?: unknown, ...rest: Rest) => Result | Refusal | undefined {
  return (value, ...rest) => {
    const text = toText(value);
    return typeof text === 'string' ? convert(text, ...rest) : text;
  };
}

// Zero-width characters, soft hyphen and BOM: invisible, and never part of a name or a code.
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

// Most texts; they are as they should be.
const PLAIN_WORDS = /^[!-~]+(?: [!-~]+)*$/;

/** Single spaces, nothing invisible, NFC; undefined when nothing is left. */
export function toTrimmed(text: string): string | undefined {
  if (PLAIN_WORDS.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().normalize('NFC') || undefined;
}

export const trimmed: StandardFunction = {
  usage: '$trimmed(value)',
  signature: '<x:x>',
  summary: 'Text without surrounding, doubled or invisible white space, in Unicode form NFC.',
  accepts: 'Text, numbers and booleans (as text).',
  refuses: 'Lists and objects (`NOT_A_SCALAR`).',
  examples: [
    { expression: '$trimmed(NAME)', in: { NAME: '  Blue   Harbour\u3000Trading ' }, out: 'Blue Harbour Trading' },
    { expression: '$trimmed(4711)', out: '4711' },
    { expression: '$trimmed("   ")' },
    { expression: '$trimmed(["a", "b"])', problem: 'NOT_A_SCALAR' },
  ],
  apply: onText(toTrimmed),
};

/** Compares as trimmed text, so that the number 0 and the text "0" are the same placeholder. */
function applyNullIf(value?: unknown, placeholders?: unknown): unknown {
  const text = toText(value);
  if (text instanceof Refusal || text === undefined) return text;
  const list: readonly unknown[] = Array.isArray(placeholders) ? placeholders : [placeholders];
  return list.some((placeholder) => toText(placeholder) === text) ? undefined : value;
}

export const nullIf: StandardFunction = {
  usage: '$nullIf(value, placeholders)',
  signature: '<xx:x>',
  summary:
    'Nothing when the value is one of the placeholders a system writes for "unknown"; otherwise the value as it is.',
  accepts: 'A scalar, and one placeholder or a list of them. Compared as trimmed text; letter case counts.',
  refuses: 'Lists and objects as value (`NOT_A_SCALAR`).',
  examples: [
    { expression: '$nullIf(PHONE, ["-", "n/a"])', in: { PHONE: 'n/a' } },
    { expression: '$nullIf(PHONE, "-")', in: { PHONE: '555' }, out: '555' },
    { expression: '$nullIf(AMOUNT, 0)', in: { AMOUNT: 12 }, out: 12 },
    { expression: '$nullIf({"a": 1}, "-")', problem: 'NOT_A_SCALAR' },
  ],
  apply: applyNullIf,
};
