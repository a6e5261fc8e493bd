import { apply, isFunction } from './calls.ts';
import { checkSequence, checkString, running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import { patternOf, type Match } from './pattern.ts';
import { nextMatch } from './regex.ts';
import { asSequence, isList, isPlain, type List } from './sequences.ts';

type Text = string | undefined;
type Limit = number | undefined;

/**
 * Matches in order, no more than `limit`: of a regular expression, or of any function that follows the same protocol.
 * Like the reference, looks for one match more than it needs, which may fail.
 */
function matchesOf(subject: unknown, matcher: unknown, limit: Limit): Match[] {
  // Only partial application lets anything but text come here; the reference matches what it looks like.
  const text = String(subject);
  const most = limit ?? Infinity;
  const pattern = patternOf(matcher);
  if (pattern === undefined) return customMatches(text, matcher, most);
  const matches: Match[] = [];
  for (let found = pattern.exec(text, 0); found && matches.length < most; found = nextMatch(pattern, text, found)) {
    spend(1);
    matches.push(found);
  }
  checkSequence(matches.length);
  return matches;
}

function customMatches(text: string, matcher: unknown, most: number): Match[] {
  const matches: Match[] = [];
  for (let found = apply(matcher, [text], null); found !== undefined && matches.length < most;) {
    spend(1);
    const { value, next } = toMatch(found);
    matches.push(value);
    found = apply(next, [], null);
  }
  checkSequence(matches.length);
  return matches;
}

function toMatch(found: unknown): { value: Match; next: unknown } {
  const fields: Readonly<Record<string, unknown>> = isPlain(found) ? found : {};
  const { match: text, start, end, groups, next } = fields;
  if (typeof start !== 'number' && end !== 'number' && !isList(groups) && !isFunction(next)) fail('T1010');
  const value = {
    match: typeof text === 'string' ? text : '',
    start: Number(start),
    end: Number(end),
    groups: isList(groups) ? groups.map((group) => (typeof group === 'string' ? group : undefined)) : [],
  };
  return { value, next };
}

export function contains(text: Text, token: unknown): boolean | undefined {
  if (text === undefined || token === undefined) return undefined;
  if (typeof token === 'string') return text.includes(token);
  const pattern = patternOf(token);
  return pattern ? pattern.exec(text, 0) !== undefined : apply(token, [text], null) !== undefined;
}

export function match(text: Text, matcher: unknown, limit: Limit): List | undefined {
  if (text === undefined) return undefined;
  if (limit !== undefined && limit < 0) fail('D3040', { value: limit, index: 3 });
  if (limit !== undefined && !(limit > 0)) return asSequence([]);
  // Only partial application lets anything but text come here.
  const quick = limit === undefined && typeof text === 'string' ? patternOf(matcher)?.quick(text) : undefined;
  if (quick) return quickMatches(text, quick);
  const toResult = ({ match: whole, start, groups }: Match): unknown => ({ match: whole, index: start, groups });
  return asSequence(matchesOf(text, matcher, limit).map(toResult));
}

function quickMatches(text: string, native: RegExp): List {
  const results: List = [];
  native.lastIndex = 0;
  for (let found = native.exec(text); found; found = native.exec(text)) {
    const groups: List = [];
    for (let index = 1; index < found.length; index += 1) groups.push(found[index]);
    results.push({ match: found[0], index: found.index, groups });
  }
  spend(results.length);
  checkSequence(results.length);
  return asSequence(results);
}

export function split(text: Text, separator: unknown, limit: Limit): List | undefined {
  if (text === undefined) return undefined;
  if (limit !== undefined && limit < 0) fail('D3020', { value: limit, index: 3 });
  if (limit === 0) return [];
  const parts = typeof separator === 'string' ? text.split(separator, limit) : splitAt(text, separator, limit);
  checkSequence(parts.length);
  spend(parts.length);
  return parts;
}

function splitAt(text: string, matcher: unknown, limit: Limit): List {
  const pattern = patternOf(matcher);
  const isWhole = limit === undefined || Number.isInteger(limit);
  const quick = isWhole && pattern?.hasGroups === false ? pattern.quick(text) : undefined;
  if (quick) return text.split(quick, limit);
  const result: List = [];
  let start = 0;
  for (const found of matchesOf(text, matcher, limit)) {
    result.push(text.substring(start, found.start));
    start = found.end;
  }
  if (limit === undefined || result.length < limit) result.push(text.substring(start));
  return result;
}

export function replace(text: Text, pattern: unknown, replacement: unknown, limit: Limit): Text {
  if (text === undefined) return undefined;
  if (pattern === '') fail('D3010', { value: pattern, index: 2 });
  if (limit !== undefined && limit < 0) fail('D3011', { value: limit, index: 4 });
  if (limit !== undefined && !(limit > 0)) return text;
  if (typeof pattern === 'string') return replaceText(text, pattern, String(replacement), limit);
  return replaceMatches(text, pattern, replacement, limit);
}

function replaceText(text: string, pattern: string, replacement: string, limit: Limit): string {
  let result = '';
  let position = 0;
  let count = 0;
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, position)) {
    if (limit !== undefined && count >= limit) break;
    spend(1);
    result = checkString(result + text.slice(position, at) + replacement);
    position = at + pattern.length;
    count += 1;
  }
  return position === 0 ? text : checkString(result + text.slice(position));
}

function replaceMatches(text: string, matcher: unknown, replacement: unknown, limit: Limit): string {
  if (typeof replacement === 'string' && limit === undefined && isSmall(text, replacement)) {
    const quick = patternOf(matcher)?.quick(text);
    if (quick) return text.replace(quick, replacement);
  }
  let result = '';
  let position = 0;
  for (const found of matchesOf(text, matcher, limit)) {
    const replaced = substituteOf(replacement, found);
    result = checkString(result + text.substring(position, found.start) + replaced);
    position = found.start + found.match.length;
  }
  return checkString(result + text.slice(position));
}

/** Nothing in it stands for a group, and the result cannot be too long. */
function isSmall(text: string, replacement: string): boolean {
  return text.length * (replacement.length + 1) <= running.maxString && !replacement.includes('$');
}

function substituteOf(replacement: unknown, found: Match): string {
  if (typeof replacement === 'string') return fillTemplate(replacement, found);
  const argument = { ...found, groups: [...found.groups] };
  const value = apply(replacement, [argument], null);
  return typeof value === 'string' ? value : fail('D3012', { value });
}

/** `$1` to `$n` are groups, `$0` the match, `$$` a dollar; a number too large loses its last digit. */
function fillTemplate(template: string, { match: whole, groups }: Match): string {
  let result = '';
  let position = 0;
  for (let at = template.indexOf('$'); at !== -1 && position < template.length; at = template.indexOf('$', position)) {
    result += template.slice(position, at);
    position = at + 1;
    const next = template.charAt(position);
    if (next === '$' || next === '0') {
      result += next === '$' ? '$' : whole;
      position += 1;
      continue;
    }
    const index = groupIndex(template, position, groups.length);
    if (Number.isNaN(index)) result += '$';
    else {
      result += groups[index - 1] ?? '';
      position += String(index).length;
    }
  }
  return result + template.slice(position);
}

function groupIndex(template: string, position: number, groupCount: number): number {
  const maxDigits = groupCount === 0 ? 1 : Math.floor(Math.log(groupCount) * Math.LOG10E) + 1;
  const index = Number.parseInt(template.slice(position, position + maxDigits), 10);
  if (maxDigits === 1 || !(index > groupCount)) return index;
  return Number.parseInt(template.slice(position, position + maxDigits - 1), 10);
}
