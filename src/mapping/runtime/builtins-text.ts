import { builtin } from './builtin.ts';
import { checkString, checkStringLength } from './evaluation.ts';
import { fail } from './failure.ts';
import { fromMillis } from './format-date.ts';
import { nowMs } from './evaluation.ts';
import { toMillis } from './parse-date.ts';
import { contains, match, replace, split } from './text-matching.ts';
import { toText } from './text.ts';

type Text = string | undefined;

const SURROGATE = /[\ud800-\udfff]/;

/** Characters as JSONata counts them: code points. */
function textLength(text: Text): number | undefined {
  if (text === undefined) return undefined;
  return SURROGATE.test(text) ? Array.from(text).length : text.length;
}

function substring(text: Text, start: number, length?: number): Text {
  if (text === undefined) return undefined;
  if (length !== undefined && start >= 0 && isPlainUntil(text, start + length))
    return length <= 0 ? '' : text.slice(start, start + length);
  const chars = SURROGATE.test(text) ? Array.from(text) : text;
  const from = chars.length + start < 0 ? 0 : start;
  if (length !== undefined && length <= 0) return '';
  const end = length === undefined ? undefined : from >= 0 ? from + length : chars.length + from + length;
  const part = chars.slice(from, end);
  return typeof part === 'string' ? part : part.join('');
}

/** Whether characters and their halves are the same thing up to here. */
function isPlainUntil(text: string, end: number): boolean {
  if (end > MAX_SCAN) return false;
  const last = Math.min(end, text.length);
  for (let index = 0; index < last; index += 1) if (text.charCodeAt(index) >= 0xd800) return false;
  return true;
}

/** Longer beginnings are left to the host, which looks at many characters at once. */
const MAX_SCAN = 40;

function substringBefore(text: Text, mark: string): Text {
  const at = text?.indexOf(mark) ?? -1;
  return at === -1 ? text : text?.slice(0, at);
}

function substringAfter(text: Text, mark: string): Text {
  const at = text?.indexOf(mark) ?? -1;
  return at === -1 ? text : text?.slice(at + mark.length);
}

/** Runs of blanks become one, none at the ends. */
function trim(text: Text): Text {
  if (text === undefined) return undefined;
  const single = hasLongBlank(text) ? text.replaceAll(/[ \t\n\r]+/g, ' ') : text;
  const start = single.startsWith(' ') ? 1 : 0;
  const end = single.length > start && single.endsWith(' ') ? single.length - 1 : single.length;
  return start === 0 && end === single.length ? single : single.slice(start, end);
}

function hasLongBlank(text: string): boolean {
  if (text.length > MAX_SCAN) return /[\t\n\r]| {2}/.test(text);
  let before = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 14 && (code === 9 || code === 10 || code === 13)) return true;
    if (code === 32 && before === 32) return true;
    before = code;
  }
  return false;
}

function pad(text: Text, width: number, filler?: string): Text {
  if (text === undefined) return undefined;
  const missing = Math.abs(Math.trunc(width)) - (textLength(text) ?? 0);
  if (!(missing > 0)) return text;
  const unit = filler === undefined || filler === '' ? ' ' : filler;
  checkStringLength(missing * unit.length);
  const padding = unit.length === 1 ? unit.repeat(missing) : (substring(unit.repeat(missing), 0, missing) ?? '');
  return width > 0 ? text + padding : padding + text;
}

function join(texts: readonly string[] | undefined, separator: string | null = ''): Text {
  if (texts === undefined) return undefined;
  const between = separator ?? 'null';
  let length = between.length * texts.length;
  for (let index = 0; index < texts.length; index += 1) length += texts[index]?.length ?? 0;
  checkStringLength(length);
  return texts.join(between);
}

function withUrlErrors(functionName: string, convert: (text: string) => string): (text: Text) => Text {
  return (text) => {
    if (text === undefined) return undefined;
    try {
      return checkString(convert(text));
    } catch (error) {
      return error instanceof URIError || (error instanceof Error && error.name === 'URIError')
        ? fail('D3140', { value: text, functionName, message: malformed(functionName, text) })
        : rethrow(error);
    }
  };
}

function malformed(functionName: string, text: string): string {
  return `Malformed URL passed to $${functionName}(): ${JSON.stringify(text)}`;
}

function rethrow(error: unknown): never {
  throw error;
}

function url(name: string, convert: (text: string) => string) {
  return builtin('<s-:s>', withUrlErrors(name, convert));
}

export const textBuiltins = {
  string: builtin('<x-b?:s>', toText, ['arg', 'prettify = false']),
  substring: builtin('<s-nn?:s>', substring),
  substringBefore: builtin('<s-s:s>', substringBefore),
  substringAfter: builtin('<s-s:s>', substringAfter),
  lowercase: builtin('<s-:s>', (text: Text) => text?.toLowerCase()),
  uppercase: builtin('<s-:s>', (text: Text) => text?.toUpperCase()),
  length: builtin('<s-:n>', textLength),
  trim: builtin('<s-:s>', trim),
  pad: builtin('<s-ns?:s>', pad, ['str', 'width', 'char']),
  match: builtin('<s-f<s:o>n?:a<o>>', match),
  contains: builtin('<s-(sf):b>', contains),
  replace: builtin('<s-(sf)(sf)n?:s>', replace),
  split: builtin('<s-(sf)n?:a<s>>', split),
  join: builtin('<a<s>s?:s>', join, ['strs', 'separator']),
  base64encode: builtin('<s-:s>', (text: Text) => text && Buffer.from(text, 'binary').toString('base64')),
  base64decode: builtin('<s-:s>', (text: Text) => text && Buffer.from(text, 'base64').toString('binary')),
  encodeUrlComponent: url('encodeUrlComponent', encodeURIComponent),
  encodeUrl: url('encodeUrl', encodeURI),
  decodeUrlComponent: url('decodeUrlComponent', decodeURIComponent),
  decodeUrl: url('decodeUrl', decodeURI),
  toMillis: builtin('<s-s?:n>', toMillis, ['timestamp', 'picture']),
  fromMillis: builtin('<n-s?s?:s>', fromMillis, ['millis', 'picture', 'timezone']),
  now: builtin('<s?s?:s>', (picture?: string, timezone?: string) => fromMillis(nowMs(), picture, timezone), [
    'picture',
    'timezone',
  ]),
  millis: builtin('<:n>', nowMs),
};
