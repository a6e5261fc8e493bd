/** Names to codes. A name that means two codes leads to `AMBIGUOUS`, so that it can be refused. */
export const AMBIGUOUS = Symbol('ambiguous');
export type NameIndex = ReadonlyMap<string, string | typeof AMBIGUOUS>;

/** Languages whose names of countries, currencies and languages are understood. */
const NAME_LOCALES = ['en', 'de', 'fr', 'es', 'zh', 'zh-Hant'] as const;

/** Lower case, without accents, punctuation and a leading article; Saint is St. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
    .replace(/\bsaint\b/g, 'st');
}

interface IndexOptions {
  readonly type: Intl.DisplayNamesOptions['type'];
  readonly codes: readonly string[];
  /** Spellings beside the display names; they win over these, and '' says that the name is ambiguous. */
  readonly spellings: Readonly<Record<string, string>>;
}

/** All names that Unicode CLDR has for the codes in our locales, and the spellings people use besides. */
export function createNameIndex({ type, codes, spellings }: IndexOptions): NameIndex {
  const index = new Map<string, string | typeof AMBIGUOUS>();
  for (const locale of NAME_LOCALES)
    for (const style of ['long', 'short'] as const) {
      const names = new Intl.DisplayNames(locale, { type, style, fallback: 'none' });
      for (const code of codes) addName(index, names.of(code), code);
    }
  for (const [spelling, code] of Object.entries(spellings)) index.set(foldName(spelling), code || AMBIGUOUS);
  return index;
}

function addName(index: Map<string, string | typeof AMBIGUOUS>, name: string | undefined, code: string): void {
  if (name === undefined) return;
  const folded = foldName(name);
  const known = index.get(folded);
  index.set(folded, known === undefined || known === code ? code : AMBIGUOUS);
}
