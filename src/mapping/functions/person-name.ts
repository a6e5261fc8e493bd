import { Refusal } from './refusal.ts';
import { splitHan, splitHangul } from './east-asian-name.ts';
import type { StandardFunction } from './standard-function.ts';
import type { NameOrder, PersonName } from './name-parts.ts';
import { HAN, HANGUL, toPersonName } from './name-parts.ts';
import { toText, toTrimmed } from './text.ts';
import { splitLatin } from './western-name.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

function applyName(value?: unknown, hintValue?: unknown): PersonName | undefined | Refusal {
  const hint = toText(hintValue);
  if (hint instanceof Refusal) return hint;
  if (isParts(value)) return joinParts(value, hint);
  const text = toText(value);
  if (text === undefined || text instanceof Refusal) return text;
  const whole = toTrimmed(text);
  return whole === undefined ? undefined : splitName(whole, hint);
}

function splitName(whole: string, hint: string | undefined): PersonName | Refusal {
  if (HAN.test(whole) || JAPANESE.test(whole)) return splitHan(whole, isJapanese(whole, hint));
  if (HANGUL.test(whole)) return splitHangul(whole);
  return splitLatin(whole, orderOf(hint), hint);
}

function isJapanese(whole: string, hint: string | undefined): boolean {
  return JAPANESE.test(whole) || /^(?:ja|jp|japan)\b/i.test(hint ?? '');
}

/** Order of a name in Latin letters. Names of Chinese, Japanese and Korean people are written both ways there. */
function orderOf(hint: string | undefined): NameOrder | undefined {
  const key = hint?.toLowerCase().split(/[-_]/)[0] ?? '';
  if (hint === 'family-first' || hint === 'given-first') return hint;
  if (['hu', 'vi', 'vn'].includes(key)) return 'family-first';
  const isEitherWay = ['', 'zh', 'ja', 'ko', 'cn', 'tw', 'hk', 'mo', 'sg', 'jp', 'kr', 'kp'].includes(key);
  return isEitherWay || !/^[a-z]{2}$/.test(key) ? undefined : 'given-first';
}

interface NameParts {
  readonly givenName?: unknown;
  readonly middleName?: unknown;
  readonly familyName?: unknown;
}

function isParts(value: unknown): value is NameParts {
  return typeof value === 'object' && value !== null && ('givenName' in value || 'familyName' in value);
}

function joinParts(parts: NameParts, hint: string | undefined): PersonName | undefined | Refusal {
  const texts = [parts.givenName, parts.middleName, parts.familyName].map((part) => toText(part));
  const refused = texts.find((text) => text instanceof Refusal);
  if (refused) return refused;
  const [given, middle, family] = texts.map((text) => (typeof text === 'string' ? toTrimmed(text) : undefined));
  const givenName = [given, middle].filter((part) => part !== undefined).join(' ') || undefined;
  if (givenName === undefined && family === undefined) return undefined;
  return toPersonName({ givenName, familyName: family, isFamilyFirst: isFamilyFirst(family ?? givenName ?? '', hint) });
}

function isFamilyFirst(sample: string, hint: string | undefined): boolean {
  return HAN.test(sample) || HANGUL.test(sample) || orderOf(hint) === 'family-first';
}

export const personName: StandardFunction = {
  usage: '$name(value, order-or-language?)',
  signature: '<xx?:x>',
  summary: "A person's name in parts: `{ givenName, familyName, displayName }`.",
  accepts:
    'An object `{ givenName, middleName, familyName }`, or one text: Chinese characters (family name first, compound surnames known), Hangul, `Family, Given`, and Latin letters when the second argument says the order: `"given-first"`, `"family-first"`, or a language or country (`"de"`, `"hu"`). Particles (van der, de la, von) belong to the family name; titles and suffixes (Dr., Jr.) are left out. Japanese names need a space between the parts.',
  refuses:
    'Whatever can be split in two ways (`AMBIGUOUS_NAME`): Latin letters without an order, or with a Chinese, Japanese or Korean hint, where both orders are in use; Spanish and Portuguese names of three words; Chinese names of more than three characters without a compound surname. Lists and other objects (`NOT_A_SCALAR`).',
  examples: [
    { expression: '$name("欧阳明月")', out: { givenName: '明月', familyName: '欧阳', displayName: '欧阳明月' } },
    { expression: '$name("李小月")', out: { givenName: '小月', familyName: '李', displayName: '李小月' } },
    {
      expression: '$name("Vries, Anneke de")',
      out: { givenName: 'Anneke', familyName: 'de Vries', displayName: 'Anneke de Vries' },
    },
    {
      expression: '$name("Dr. Jan van der Berg", "nl")',
      out: { givenName: 'Jan', familyName: 'van der Berg', displayName: 'Jan van der Berg' },
    },
    {
      expression: '$name("Kovács Anna", "hu")',
      out: { givenName: 'Anna', familyName: 'Kovács', displayName: 'Kovács Anna' },
    },
    {
      expression: '$name({"givenName": "小月", "familyName": "李"})',
      out: { givenName: '小月', familyName: '李', displayName: '李小月' },
    },
    {
      expression: '$name({"givenName": F, "familyName": L})',
      in: { F: 'Ada', L: 'Beispiel' },
      out: { givenName: 'Ada', familyName: 'Beispiel', displayName: 'Ada Beispiel' },
    },
    { expression: '$name(["Ada", "Sample"])', problem: 'NOT_A_SCALAR' },
    { expression: '$name("Li Wei")', problem: 'AMBIGUOUS_NAME' },
    { expression: '$name("Li Wei", "zh")', problem: 'AMBIGUOUS_NAME' },
    {
      expression: '$name("Li Wei", "family-first")',
      out: { givenName: 'Wei', familyName: 'Li', displayName: 'Li Wei' },
    },
    { expression: '$name("José Luis Ejemplo", "es")', problem: 'AMBIGUOUS_NAME' },
  ],
  apply: applyName,
};
