import type { Comparison, FieldRef, RowFilter, Scalar, TextTest } from './row-filter.ts';

export type Token =
  { readonly kind: 'literal'; readonly value: Scalar } | { readonly kind: 'word' | 'symbol'; readonly text: string };

/** What differs between the vendors' filter languages. */
export interface FilterLanguage {
  /** Splits the text, or throws FilterSyntaxError. */
  tokenize(text: string): Token[];
  readonly words: { readonly and: string; readonly or: string; readonly not: string | undefined };
  readonly comparisons: Readonly<Record<string, Comparison>>;
  /** Text tests written before the field, with what order their arguments have. */
  readonly functions: Readonly<Record<string, { readonly how: TextTest; readonly valueFirst: boolean }>>;
  /** Text tests written after the field: `Name.Contains("x")`. */
  readonly methods: Readonly<Record<string, TextTest>>;
  readonly folds: Readonly<Record<string, 'lower' | 'upper'>>;
}

export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/** Reads a filter: or, and, not, parentheses, comparisons, text tests. Throws FilterSyntaxError with what is wrong. */
export function parseRowFilter(text: string, language: FilterLanguage): RowFilter {
  const reader = createReader(language.tokenize(text));
  const filter = parseOr(reader, language);
  const rest = reader.peek();
  if (rest !== undefined) throw unexpected(rest);
  return filter;
}

interface TokenReader {
  peek(): Token | undefined;
  next(): Token;
  /** Takes the token when it is this word or symbol. */
  accept(text: string): boolean;
  expect(text: string): void;
}

function createReader(tokens: readonly Token[]): TokenReader {
  let at = 0;
  const reader: TokenReader = {
    peek: () => tokens[at],
    next() {
      const token = tokens[at];
      if (token === undefined) throw new FilterSyntaxError('the expression ends too early');
      at += 1;
      return token;
    },
    accept(text) {
      const token = tokens[at];
      const isIt = token !== undefined && token.kind !== 'literal' && token.text === text;
      if (isIt) at += 1;
      return isIt;
    },
    expect(text) {
      if (!reader.accept(text)) throw unexpected(reader.peek());
    },
  };
  return reader;
}

function parseOr(reader: TokenReader, language: FilterLanguage): RowFilter {
  const terms = [parseAnd(reader, language)];
  while (reader.accept(language.words.or)) terms.push(parseAnd(reader, language));
  return terms.length === 1 && terms[0]
    ? terms[0]
    : { kind: 'or', terms: terms.flatMap((term) => flatten(term, 'or')) };
}

function parseAnd(reader: TokenReader, language: FilterLanguage): RowFilter {
  const terms = [parseTerm(reader, language)];
  while (reader.accept(language.words.and)) terms.push(parseTerm(reader, language));
  return terms.length === 1 && terms[0] ? terms[0] : { kind: 'and', terms };
}

function flatten(term: RowFilter, kind: 'or'): readonly RowFilter[] {
  return term.kind === kind ? term.terms : [term];
}

function parseTerm(reader: TokenReader, language: FilterLanguage): RowFilter {
  const { not } = language.words;
  if (not !== undefined && reader.accept(not)) return { kind: 'not', term: parseTerm(reader, language) };
  if (reader.accept('(')) {
    const inner = parseOr(reader, language);
    reader.expect(')');
    return inner;
  }
  const token = reader.peek();
  const test = token?.kind === 'word' ? language.functions[token.text] : undefined;
  if (test !== undefined) return parseFunction(reader, language, test);
  return parseComparison(reader, language);
}

function parseFunction(
  reader: TokenReader,
  language: FilterLanguage,
  { how, valueFirst }: { how: TextTest; valueFirst: boolean },
): RowFilter {
  reader.next();
  reader.expect('(');
  const first = valueFirst ? parseText(reader) : parseField(reader, language);
  reader.expect(',');
  const second = valueFirst ? parseField(reader, language) : parseText(reader);
  reader.expect(')');
  const [field, value] = typeof first === 'string' ? [second, first] : [first, second];
  if (typeof field === 'string' || typeof value !== 'string')
    throw new FilterSyntaxError('a field and a text are needed');
  const truth = readTruth(reader, language);
  const test: RowFilter = { kind: 'text', field, how, value };
  return truth ? test : { kind: 'not', term: test };
}

/** `substringof(...) eq true` is how many clients write it. */
function readTruth(reader: TokenReader, language: FilterLanguage): boolean {
  const equals = Object.keys(language.comparisons).find((word) => language.comparisons[word] === 'eq') ?? 'eq';
  if (!reader.accept(equals)) return true;
  const token = reader.next();
  if (token.kind !== 'literal' || typeof token.value !== 'boolean') throw unexpected(token);
  return token.value;
}

function parseComparison(reader: TokenReader, language: FilterLanguage): RowFilter {
  const field = parseField(reader, language);
  const method = methodOf(field, language);
  if (method !== undefined && reader.accept('(')) {
    const value = parseText(reader);
    reader.expect(')');
    return { kind: 'text', field: { name: method.field }, how: method.how, value };
  }
  const operator = reader.next();
  const how = operator.kind === 'literal' ? undefined : language.comparisons[operator.text];
  if (how === undefined) throw unexpected(operator);
  const literal = reader.next();
  if (literal.kind !== 'literal') throw unexpected(literal);
  return { kind: 'compare', field, how, value: literal.value };
}

function methodOf(field: FieldRef, language: FilterLanguage): { field: string; how: TextTest } | undefined {
  const dot = field.name.lastIndexOf('.');
  const how = language.methods[field.name.slice(dot + 1)];
  return dot < 1 || how === undefined ? undefined : { field: field.name.slice(0, dot), how };
}

function parseField(reader: TokenReader, language: FilterLanguage): FieldRef {
  const token = reader.next();
  if (token.kind !== 'word') throw unexpected(token);
  const fold = language.folds[token.text];
  if (fold === undefined) return { name: token.text };
  reader.expect('(');
  const inner = reader.next();
  if (inner.kind !== 'word') throw unexpected(inner);
  reader.expect(')');
  return { name: inner.text, fold };
}

function parseText(reader: TokenReader): string {
  const token = reader.next();
  if (token.kind !== 'literal' || typeof token.value !== 'string') throw unexpected(token);
  return token.value;
}

function unexpected(token: Token | undefined): FilterSyntaxError {
  if (token === undefined) return new FilterSyntaxError('the expression ends too early');
  const shown = token.kind === 'literal' ? JSON.stringify(token.value) : token.text;
  return new FilterSyntaxError(`unexpected ${shown}`);
}
