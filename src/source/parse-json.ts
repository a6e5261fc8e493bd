export const MAX_DEPTH = 100;
/** Digits a double always keeps. */
const SAFE_DIGITS = 15;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Why a text is not JSON we accept; holds none of the text. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/**
 * Parses JSON of a source. Numbers that a double would change come back as the digits the source wrote, as a string.
 * Throws JsonError for text that is no JSON and for JSON nested deeper than 100.
 */
export function parseJson(text: string): unknown {
  const { depth, longNumber } = scanJson(text);
  if (depth > MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH}`);
  try {
    return JSON.parse(text, longNumber ? keepDigits : undefined) as unknown;
  } catch {
    throw new JsonError('not JSON');
  }
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? '';
  if (typeof value !== 'number' || source.length <= SAFE_DIGITS) return value;
  if (/e/i.test(source)) return value;
  return String(value) === withoutTrailingZeros(source) ? value : source;
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** One pass without recursion, before a deep document can hurt anything that recurses. */
function scanJson(text: string): { depth: number; longNumber: boolean } {
  let depth = 0;
  let deepest = 0;
  let digits = 0;
  let longNumber = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 0x30 && code <= 0x39) || (code === 0x2e && digits > 0)) {
      digits += 1;
      longNumber ||= digits > SAFE_DIGITS;
      continue;
    }
    digits = 0;
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return { depth: deepest, longNumber };
}

/** Index of the quote that closes the string opened at `start`; the text's end when none does. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
