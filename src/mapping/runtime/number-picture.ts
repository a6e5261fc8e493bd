import { fail } from './failure.ts';

/** The characters a picture is written in, as W3C Functions and Operators 4.7 names them. */
export interface Symbols {
  readonly decimal: string;
  readonly grouping: string;
  readonly exponent: string;
  readonly minus: string;
  readonly percent: string;
  readonly perMille: string;
  readonly zero: string;
  readonly digit: string;
  readonly separator: string;
  /** The ten digits that start at `zero`. */
  readonly digits: readonly string[];
}

/** One half of a picture, analysed: how numbers of one sign are written. */
export interface SubPicture {
  readonly text: string;
  prefix: string;
  readonly suffix: string;
  readonly integerGroups: readonly number[];
  /** The interval of regular grouping, 0 when there is none. */
  readonly regularGroup: number;
  readonly fractionGroups: readonly number[];
  readonly minInteger: number;
  readonly scaling: number;
  readonly minFraction: number;
  readonly maxFraction: number;
  readonly minExponent: number;
}

interface Parts {
  readonly text: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly active: string;
  readonly mantissa: string;
  readonly exponent: string | undefined;
  readonly integer: string;
  readonly fraction: string;
}

/** Positive and negative form of a picture. Throws a Failure D3080 to D3093 for a malformed one. */
export function readPicture(picture: string, symbols: Symbols): readonly [SubPicture, SubPicture] {
  const texts = picture.split(symbols.separator);
  if (texts.length > 2) fail('D3080');
  const parts = texts.map((text) => split(text, symbols));
  for (const part of parts) validate(part, symbols);
  const [positive, negative] = parts.map((part) => analyse(part, symbols));
  if (!positive) return fail('D3085');
  return [positive, negative ?? { ...positive, prefix: symbols.minus + positive.prefix }];
}

function split(text: string, symbols: Symbols): Parts {
  const isEdge = (char: string): boolean => isActive(char, symbols) && char !== symbols.exponent;
  const chars = text.split('');
  const first = chars.findIndex(isEdge);
  const prefix = first === -1 ? '' : text.slice(0, first);
  const last = chars.findLastIndex(isEdge);
  const suffix = last === -1 ? '' : text.slice(last + 1);
  const active = text.substring(prefix.length, text.length - suffix.length);
  const exponentAt = text.indexOf(symbols.exponent, prefix.length);
  const hasExponent = exponentAt !== -1 && exponentAt <= text.length - suffix.length;
  // The reference cuts the active part at a position counted from the start of the picture; so do we.
  const mantissa = hasExponent ? active.slice(0, exponentAt) : active;
  const decimalAt = mantissa.indexOf(symbols.decimal);
  return {
    text,
    prefix,
    suffix,
    active,
    mantissa,
    exponent: hasExponent ? active.slice(exponentAt + 1) : undefined,
    integer: decimalAt === -1 ? mantissa : mantissa.slice(0, decimalAt),
    fraction: decimalAt === -1 ? suffix : mantissa.slice(decimalAt + 1),
  };
}

function isActive(char: string, { digits, decimal, exponent, grouping, digit, separator }: Symbols): boolean {
  return digits.includes(char) || [decimal, exponent, grouping, digit, separator].includes(char);
}

/** The last rule broken wins, as in the reference. */
function validate(parts: Parts, symbols: Symbols): void {
  const broken = RULES.findLast(([, isBroken]) => isBroken(parts, symbols));
  if (broken) fail(broken[0]);
}

type Rule = readonly [code: string, isBroken: (parts: Parts, symbols: Symbols) => boolean];

const RULES: readonly Rule[] = [
  ['D3081', ({ text }, { decimal }) => isRepeated(text, decimal)],
  ['D3082', ({ text }, { percent }) => isRepeated(text, percent)],
  ['D3083', ({ text }, { perMille }) => isRepeated(text, perMille)],
  ['D3084', ({ text }, { percent, perMille }) => text.includes(percent) && text.includes(perMille)],
  ['D3085', ({ mantissa }, symbols) => countDigits(mantissa, symbols, true) === 0],
  ['D3086', ({ active }, symbols) => active.split('').some((char) => !isActive(char, symbols))],
  ['D3087', isGroupAtDecimal],
  ['D3088', ({ text, integer }, { decimal, grouping }) => !text.includes(decimal) && integer.at(-1) === grouping],
  ['D3089', ({ text }, { grouping }) => text.includes(grouping + grouping)],
  ['D3090', isOptionalAfterMandatory],
  ['D3091', isMandatoryAfterOptional],
  [
    'D3092',
    ({ text, exponent }, { percent, perMille }) =>
      exponent !== undefined && exponent !== '' && (text.includes(percent) || text.includes(perMille)),
  ],
  [
    'D3093',
    ({ exponent }, symbols) =>
      exponent !== undefined && (exponent === '' || countDigits(exponent, symbols) < exponent.length),
  ],
];

function isRepeated(text: string, char: string): boolean {
  return text.indexOf(char) !== text.lastIndexOf(char);
}

function isGroupAtDecimal({ text }: Parts, { decimal, grouping }: Symbols): boolean {
  const at = text.indexOf(decimal);
  return at !== -1 && (text.charAt(at - 1) === grouping || text.charAt(at + 1) === grouping);
}

function isOptionalAfterMandatory({ integer }: Parts, symbols: Symbols): boolean {
  const at = integer.indexOf(symbols.digit);
  return at !== -1 && countDigits(integer.slice(0, at), symbols) > 0;
}

function isMandatoryAfterOptional({ fraction }: Parts, symbols: Symbols): boolean {
  const at = fraction.lastIndexOf(symbols.digit);
  return at !== -1 && countDigits(fraction.slice(at), symbols) > 0;
}

function countDigits(text: string, { digits, digit }: Symbols, withOptional = false): number {
  return text.split('').filter((char) => digits.includes(char) || (withOptional && char === digit)).length;
}

function analyse(parts: Parts, symbols: Symbols): SubPicture {
  const integerGroups = groupPositions(parts.integer, parts, symbols);
  const hasExponent = parts.exponent !== undefined;
  const scaling = countDigits(parts.integer, symbols);
  const sizes = {
    minInteger: scaling,
    minFraction: countDigits(parts.fraction, symbols),
    maxFraction: countDigits(parts.fraction, symbols, true),
  };
  if (sizes.minInteger === 0 && sizes.maxFraction === 0) {
    if (hasExponent) sizes.minFraction = sizes.maxFraction = 1;
    else sizes.minInteger = 1;
  }
  if (hasExponent && sizes.minInteger === 0 && parts.integer.includes(symbols.digit)) sizes.minInteger = 1;
  if (sizes.minInteger === 0 && sizes.minFraction === 0) sizes.minFraction = 1;
  return {
    text: parts.text,
    prefix: parts.prefix,
    suffix: parts.suffix,
    integerGroups,
    regularGroup: regularInterval(integerGroups),
    fractionGroups: groupPositions(parts.fraction, parts, symbols, true),
    scaling,
    ...sizes,
    minExponent: countDigits(parts.exponent ?? '', symbols),
  };
}

/** How many digits stand right (or left) of each grouping separator. */
function groupPositions(part: string, { integer }: Parts, symbols: Symbols, toLeft = false): number[] {
  const positions: number[] = [];
  let at = part.indexOf(symbols.grouping);
  while (at !== -1) {
    positions.push(countDigits(toLeft ? part.slice(0, at) : part.slice(at), symbols, true));
    // Looking on in the integer part, whichever part is read, is the reference's way.
    const next = integer.indexOf(symbols.grouping, at + 1);
    if (next <= at) break;
    at = next;
  }
  return positions;
}

/** The common interval of grouping positions, or 0 when they are irregular. */
export function regularInterval(positions: readonly number[]): number {
  if (positions.length === 0) return 0;
  const interval = positions.reduce(greatestCommonDivisor);
  return positions.every((_, index) => positions.includes((index + 1) * interval)) ? interval : 0;
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
