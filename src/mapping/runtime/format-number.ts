import { checkStringLength } from './evaluation.ts';
import { fail } from './failure.ts';
import { readPicture, type SubPicture, type Symbols } from './number-picture.ts';
import { roundHalfEven } from './rounding.ts';
import { remember } from './remember.ts';

const DEFAULTS: Readonly<Record<string, string>> = {
  'decimal-separator': '.',
  'grouping-separator': ',',
  'exponent-separator': 'e',
  'minus-sign': '-',
  percent: '%',
  'per-mille': '\u2030',
  'zero-digit': '0',
  digit: '#',
  'pattern-separator': ';',
};

interface Format {
  readonly symbols: Symbols;
  readonly positive: SubPicture;
  readonly negative: SubPicture;
}

const readFormat = remember((key: string): Format => {
  const [picture = '', options = {}]: [string?, Record<string, unknown>?] = JSON.parse(key);
  const symbols = readSymbols(options);
  const [positive, negative] = readPicture(picture, symbols);
  return { symbols, positive, negative };
});

const readPlainFormat = remember((picture: string): Format => readFormat(JSON.stringify([picture])));

/** A number as an XPath picture (`#,##0.00`) writes it. */
export function formatNumber(value: number | undefined, picture: string, options?: object): string | undefined {
  if (value === undefined) return undefined;
  const format = options === undefined ? readPlainFormat(picture) : readFormat(JSON.stringify([picture, options]));
  return write(value, value >= 0 ? format.positive : format.negative, format.symbols);
}

function readSymbols(options: Readonly<Record<string, unknown>>): Symbols {
  const symbol = (name: string): string => {
    const option = options[name];
    return typeof option === 'string' ? option : (DEFAULTS[name] ?? '');
  };
  const zero = symbol('zero-digit');
  const first = zero.charCodeAt(0);
  return {
    decimal: symbol('decimal-separator'),
    grouping: symbol('grouping-separator'),
    exponent: symbol('exponent-separator'),
    minus: symbol('minus-sign'),
    percent: symbol('percent'),
    perMille: symbol('per-mille'),
    zero,
    digit: symbol('digit'),
    separator: symbol('pattern-separator'),
    digits: Array.from({ length: 10 }, (_, index) => String.fromCodePoint((first || 0) + index)),
  };
}

function write(value: number, picture: SubPicture, symbols: Symbols): string {
  const scaled = value * scaleOf(picture, symbols);
  const { mantissa, exponent } = picture.minExponent === 0 ? { mantissa: scaled } : toScientific(scaled, picture);
  const rounded = roundHalfEven(mantissa, picture.maxFraction) ?? 0;
  const digits = group(pad(toDigits(rounded, picture.maxFraction, symbols), picture, symbols), picture, symbols);
  const body = withoutBareDecimal(digits, picture, symbols) + writeExponent(exponent, picture, symbols);
  return picture.prefix + body + picture.suffix;
}

function scaleOf({ text }: SubPicture, { percent, perMille }: Symbols): number {
  if (text.includes(percent)) return 100;
  return text.includes(perMille) ? 1000 : 1;
}

function toScientific(value: number, { scaling }: SubPicture): { mantissa: number; exponent?: number } {
  if (!Number.isFinite(value)) fail('D1001', { value });
  const largest = 10 ** scaling;
  const smallest = 10 ** (scaling - 1);
  let mantissa = value;
  let exponent = 0;
  if (mantissa === 0) return { mantissa, exponent };
  while (Math.abs(mantissa) < smallest) {
    mantissa *= 10;
    exponent -= 1;
  }
  while (Math.abs(mantissa) > largest) {
    mantissa /= 10;
    exponent += 1;
  }
  return { mantissa, exponent };
}

function toDigits(value: number, decimals: number, { zero, digits }: Symbols): string {
  const text = Math.abs(value).toFixed(decimals);
  return zero === '0' ? text : text.replaceAll(/[0-9]/g, (digit) => digits[Number(digit)] ?? digit);
}

/** Strips zeros at both ends, then adds back as many as the picture demands. */
function pad(text: string, { minInteger, minFraction }: SubPicture, { decimal, zero }: Symbols): string {
  const digits = text.includes('.') ? text.replace('.', () => decimal) : text + decimal;
  let start = 0;
  let end = digits.length;
  while (start < end && digits.charAt(start) === zero) start += 1;
  while (end > start && digits.charAt(end - 1) === zero) end -= 1;
  const bare = digits.slice(start, end);
  const at = bare.indexOf(decimal);
  const left = Math.max(0, minInteger - at);
  const right = Math.max(0, minFraction - (bare.length - at - 1));
  checkStringLength(left + right);
  return zero.repeat(left) + bare + zero.repeat(right);
}

function group(text: string, picture: SubPicture, { decimal, grouping }: Symbols): string {
  let result = text;
  let decimalAt = result.indexOf(decimal);
  const insert = (at: number): void => {
    result = result.slice(0, at) + grouping + result.slice(at);
  };
  if (picture.regularGroup > 0) {
    const count = Math.floor((decimalAt - 1) / picture.regularGroup);
    for (let index = 1; index <= count; index += 1) insert(decimalAt - index * picture.regularGroup);
  } else {
    for (const position of picture.integerGroups) {
      insert(decimalAt - position);
      decimalAt += 1;
    }
  }
  decimalAt = result.indexOf(decimal);
  for (const position of picture.fractionGroups) insert(position + decimalAt + 1);
  return result;
}

function withoutBareDecimal(text: string, picture: SubPicture, { decimal }: Symbols): string {
  const isBare = !picture.text.includes(decimal) || text.indexOf(decimal) === text.length - 1;
  return isBare ? text.slice(0, -1) : text;
}

function writeExponent(exponent: number | undefined, picture: SubPicture, symbols: Symbols): string {
  if (exponent === undefined) return '';
  const digits = toDigits(exponent, 0, symbols).padStart(picture.minExponent, symbols.zero);
  return symbols.exponent + (exponent < 0 ? symbols.minus : '') + digits;
}

/** `$formatBase`: a whole number in base 2 to 36. */
export function formatBase(value: number | undefined, radix?: number): string | undefined {
  if (value === undefined) return undefined;
  const base = radix === undefined ? 10 : (roundHalfEven(radix) ?? 10);
  if (base < 2 || base > 36) fail('D3100', { value: base });
  return (roundHalfEven(value) ?? 0).toString(base);
}
