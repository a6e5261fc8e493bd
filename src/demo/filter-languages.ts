import { FilterSyntaxError } from './parse-row-filter.ts';
import type { FilterLanguage, Token } from './parse-row-filter.ts';
import type { Scalar } from './row-filter.ts';

const CONSTANTS: Readonly<Record<string, Scalar>> = { true: true, false: false, null: null };

/** OData V2 `$filter`. */
export const ODATA_FILTER: FilterLanguage = {
  tokenize: (text) => tokenize(text, ODATA_TOKEN, toODataToken),
  words: { and: 'and', or: 'or', not: 'not' },
  comparisons: { eq: 'eq', ne: 'ne', gt: 'gt', ge: 'ge', lt: 'lt', le: 'le' },
  functions: {
    substringof: { how: 'contains', valueFirst: true },
    startswith: { how: 'startsWith', valueFirst: false },
    endswith: { how: 'endsWith', valueFirst: false },
  },
  methods: {},
  folds: { tolower: 'lower', toupper: 'upper' },
};

/** Xero's `where`. */
export const XERO_WHERE: FilterLanguage = {
  tokenize: (text) => tokenize(text, XERO_TOKEN, toXeroToken),
  words: { and: 'AND', or: 'OR', not: undefined },
  comparisons: { '==': 'eq', '=': 'eq', '!=': 'ne', '>': 'gt', '>=': 'ge', '<': 'lt', '<=': 'le' },
  functions: {},
  methods: { Contains: 'contains', StartsWith: 'startsWith', EndsWith: 'endsWith' },
  folds: {},
};

const ODATA_TOKEN =
  /(?<date>datetime(?:offset)?'[^']*')|(?:guid)?'(?<text>(?:[^']|'')*)'|(?<number>-?\d+(?:\.\d+)?)[mMdDlLfF]?(?![\w.])|(?<word>[A-Za-z_][\w/]*)|(?<symbol>[(),])/uy;
const XERO_TOKEN =
  /DateTime\(\s*(?<date>\d{4}\s*,\s*\d{1,2}\s*,\s*\d{1,2})\s*\)|guid\("(?<guid>[^"]*)"\)|"(?<text>(?:[^"\\]|\\.)*)"|(?<number>-?\d+(?:\.\d+)?)(?![\w.])|(?<word>[A-Za-z_][\w.]*)|(?<symbol>[<>!=]=|&&|\|\||[<>=(),])/uy;

type Groups = Readonly<Record<string, string | undefined>>;

function tokenize(text: string, pattern: RegExp, toToken: (groups: Groups) => Token): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.charAt(at) === ' ') {
      at += 1;
      continue;
    }
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw new FilterSyntaxError(`cannot read from position ${at}`);
    tokens.push(toToken(found.groups ?? {}));
    at = pattern.lastIndex;
  }
  return tokens;
}

function toODataToken({ date, text, number, word, symbol }: Groups): Token {
  if (date !== undefined) return { kind: 'literal', value: toMilliseconds(date.replace(/^\w+'|'$/gu, '')) };
  if (text !== undefined) return { kind: 'literal', value: text.replaceAll("''", "'") };
  return toPlainToken({ number, word, symbol });
}

function toXeroToken({ date, guid, text, number, word, symbol }: Groups): Token {
  if (date !== undefined) {
    const [year = 0, month = 1, day = 1] = date.split(',').map(Number);
    return { kind: 'literal', value: Date.UTC(year, month - 1, day) };
  }
  if (guid !== undefined) return { kind: 'literal', value: guid.toLowerCase() };
  if (text !== undefined) return { kind: 'literal', value: text.replace(/\\(.)/gu, '$1') };
  if (word === 'and' || symbol === '&&') return { kind: 'word', text: 'AND' };
  if (word === 'or' || symbol === '||') return { kind: 'word', text: 'OR' };
  return toPlainToken({ number, word, symbol });
}

function toPlainToken({ number, word, symbol }: Groups): Token {
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  if (word !== undefined && Object.hasOwn(CONSTANTS, word)) return { kind: 'literal', value: CONSTANTS[word] ?? null };
  return word === undefined ? { kind: 'symbol', text: symbol ?? '' } : { kind: 'word', text: word };
}

function toMilliseconds(text: string): number {
  const value = Date.parse(/[zZ]|[+-]\d\d:\d\d$/u.test(text) ? text : `${text}Z`);
  if (Number.isNaN(value)) throw new FilterSyntaxError(`${text} is no date`);
  return value;
}
