import type { NameIndex } from './name-index.ts';
import { AMBIGUOUS, createNameIndex, foldName } from './name-index.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
import type { StandardFunction } from './standard-function.ts';
import { onText } from './text.ts';
import { withMemory } from './with-memory.ts';

const KNOWN = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const SPELLINGS: Readonly<Record<string, string>> = {
  Mandarin: 'zh',
  'Simplified Chinese': 'zh-Hans',
  'Traditional Chinese': 'zh-Hant',
  汉语: 'zh',
  英文: 'en',
};

let names: NameIndex | undefined;

/** Canonical BCP-47 tag. */
const toLanguage = withMemory(findLanguage);

function findLanguage(text: string): string | Refusal {
  const tag = toTag(text);
  if (tag !== undefined) return tag;

  names ??= createNameIndex({ type: 'language', codes: twoLetterLanguages(), spellings: SPELLINGS });
  const named = names.get(foldName(text));
  if (named === AMBIGUOUS) return refuse('AMBIGUOUS_LANGUAGE', 'more than one language is called so', text);
  return named ?? refuse('UNKNOWN_LANGUAGE', 'no such language tag or name', text);
}

/** `EN_us` as `en-US`, `ger` as `de`; the language and the region must exist. */
function toTag(text: string): string | undefined {
  if (!/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(text)) return undefined;
  try {
    const locale = new Intl.Locale(text.replaceAll('_', '-'));
    const isKnown = KNOWN.of(locale.language) !== undefined && hasKnownRegion(locale);
    return isKnown ? locale.baseName : undefined;
  } catch {
    return undefined;
  }
}

function hasKnownRegion({ region }: Intl.Locale): boolean {
  return region === undefined || REGIONS.of(region) !== undefined;
}

function twoLetterLanguages(): string[] {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.filter((code) => KNOWN.of(code) !== undefined && Intl.getCanonicalLocales(code)[0] === code);
}

export const language: StandardFunction = {
  usage: '$language(value)',
  signature: '<x:x>',
  summary: 'Canonical BCP-47 tag of a language.',
  accepts:
    'Tags with `-` or `_` in any letter case, two- and three-letter codes (`ger` and `deu` too); names of the two-letter languages in English, German, French, Spanish and Chinese.',
  refuses:
    "What is no language (`UNKNOWN_LANGUAGE`), such as SAP's one-letter keys: give those a table and `$code`. Names of two (`AMBIGUOUS_LANGUAGE`).",
  examples: [
    { expression: '$language("EN_us")', out: 'en-US' },
    { expression: '$language("ger")', out: 'de' },
    { expression: '$language("zh-hans-cn")', out: 'zh-Hans-CN' },
    { expression: '$language("Französisch")', out: 'fr' },
    { expression: '$language("中文")', out: 'zh' },
    { expression: '$language("E")', problem: 'UNKNOWN_LANGUAGE' },
    { expression: '$language("Akan")', problem: 'AMBIGUOUS_LANGUAGE' },
    { expression: '$language("xx")', problem: 'UNKNOWN_LANGUAGE' },
  ],
  apply: onText(toLanguage),
};
