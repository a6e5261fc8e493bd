import { RE2JS } from 're2js';
import { defineFunction, type FunctionValue } from './calls.ts';
import { alwaysConsumes } from './pattern-width.ts';
import { withPattern, type Match, type Pattern } from './pattern.ts';
import { spend } from './evaluation.ts';
import { fail } from './failure.ts';

/** Steps of backtracking a text may cost before the linear-time engine takes over. */
const BACKTRACKING_BUDGET = 200_000;

/**
 * Compiles the pattern of a regular expression literal. Short texts and harmless patterns run on the engine of the
 * host, everything else on RE2, whose time is linear in the text. Throws a Failure U1004 for look-around and back
 * references, which only backtracking can do.
 */
export function compilePattern(literal: RegExp): Pattern {
  const { source } = literal;
  const flags = (literal.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (literal.multiline ? RE2JS.MULTILINE : 0);
  const linear = compileLinear(source, flags);
  const cost = backtrackingCost(source);
  const native = new RegExp(source, literal.flags);
  const cheapLength = Math.floor((BACKTRACKING_BUDGET / cost.factor) ** (1 / cost.degree)) - 1;
  const consumes = alwaysConsumes(source);
  return {
    source,
    hasGroups: /\((?!\?:)/.test(source),
    exec(text, from) {
      if (text.length <= cheapLength) return execNative(native, text, from);
      spend(text.length);
      return execLinear(linear, text, from);
    },
    quick: (text) => (consumes && text.length <= cheapLength ? native : undefined),
  };
}

function compileLinear(source: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(withJavaScriptClasses(source)), flags);
  } catch {
    return fail('U1004', { value: source });
  }
}

function execNative(native: RegExp, text: string, from: number): Match | undefined {
  native.lastIndex = from;
  const found = native.exec(text);
  if (!found) return undefined;
  const match = found[0];
  return { match, start: found.index, end: found.index + match.length, groups: found.slice(1) };
}

function execLinear(linear: RE2JS, text: string, from: number): Match | undefined {
  const matcher = linear.matcher(text);
  if (from > text.length || !matcher.find(from)) return undefined;
  const groups: (string | undefined)[] = [];
  for (let index = 1; index <= matcher.groupCount(); index += 1) groups.push(matcher.group(index) ?? undefined);
  return { match: matcher.group(0) ?? '', start: matcher.start(0), end: matcher.end(0), groups };
}

const SPACE = String.raw`\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/** RE2 means fewer characters than JavaScript by `\s` and more by `.`; `\p` is a plain letter in JavaScript. */
function withJavaScriptClasses(source: string): string {
  let isInClass = false;
  return source.replaceAll(/\\[\s\S]|[.[\]]/g, (token) => {
    if (token === '[') isInClass = true;
    if (token === ']') isInClass = false;
    if (token === String.raw`\s`) return isInClass ? SPACE : `[${SPACE}]`;
    if (token === String.raw`\S` && !isInClass) return `[^${SPACE}]`;
    if (token === String.raw`\p` || token === String.raw`\P`) return token.slice(1);
    if (token === '.' && !isInClass) return String.raw`[^\n\r\x{2028}\x{2029}]`;
    return token;
  });
}

interface Cost {
  /** The power of the text's length that backtracking may take. */
  readonly degree: number;
  readonly factor: number;
}

const NEVER: Cost = { degree: 100, factor: 1 };

/** An upper bound of what backtracking costs: every open repetition may start and end anywhere. */
function backtrackingCost(source: string): Cost {
  const bare = source.replaceAll(/\\[\s\S]/g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  if (/\)(?:[*+?]|\{)/.test(bare)) return NEVER;
  const open = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  const optional = bare.match(/(?<![*+?(}])\?/g)?.length ?? 0;
  let factor = 2 ** optional;
  for (const [, low, high] of bare.matchAll(/\{(\d+),?(\d*)\}/g)) factor *= Math.max(1, Number(high || low));
  return { degree: open + 1, factor: factor * (1 + (bare.match(/\|/g)?.length ?? 0)) };
}

/** The function value of a regular expression literal: text in; match, start, end, groups and next out. */
export function createMatcher(pattern: Pattern): FunctionValue {
  const matcher = (text: unknown, from: unknown): unknown => {
    const found = pattern.exec(String(text), typeof from === 'number' ? from : 0);
    return found && toMatchObject(pattern, String(text), found);
  };
  return withPattern(defineFunction(matcher, { arity: 2, parameters: ['str', 'fromIndex'] }), pattern);
}

function toMatchObject(pattern: Pattern, text: string, found: Match): Record<string, unknown> {
  const next = defineFunction(
    () => {
      const following = nextMatch(pattern, text, found);
      return following && toMatchObject(pattern, text, following);
    },
    { arity: 0, parameters: [''] },
  );
  return { match: found.match, start: found.start, end: found.end, groups: [...found.groups], next };
}

/** The match after this one. Throws D1004 when it is empty: it would never get any further. */
export function nextMatch(pattern: Pattern, text: string, previous: Match): Match | undefined {
  if (previous.end >= text.length) return undefined;
  const next = pattern.exec(text, previous.end);
  return next?.match === '' ? fail('D1004', { value: pattern.source }) : next;
}
