import anyAscii from 'any-ascii';
import { Converter } from 'opencc-js/t2cn';

const HAN = /\p{Script=Han}/u;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const APOSTROPHES = /['’‘`´ʼ]/g;

const toSimplified = Converter({ from: 't', to: 'cn' });

/** Surnames whose usual reading differs from the most frequent reading of the character. */
const SURNAME_READINGS: Readonly<Record<string, string>> = {
  曾: 'zeng',
  单: 'shan',
  解: 'xie',
  仇: 'qiu',
  盖: 'ge',
  朴: 'piao',
  查: 'zha',
  区: 'ou',
  乐: 'yue',
  员: 'yun',
  郗: 'xi',
  缪: 'miao',
  翟: 'zhai',
  覃: 'qin',
  种: 'chong',
  尉迟: 'yuchi',
  万俟: 'moqi',
  长孙: 'zhangsun',
};

export function hasHan(text: string): boolean {
  return HAN.test(text);
}

/**
 * A text as the matcher compares it: lower case, no accents, no punctuation, single blanks; traditional Chinese
 * as simplified; other scripts (Cyrillic, Greek, Arabic, Hangul, kana) in Latin letters. Han characters stay.
 */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').replace(APOSTROPHES, '');
  const simplified = HAN.test(plain) ? toSimplified(plain) : plain;
  return latinise(simplified).toLowerCase().replace(NOT_WORD, ' ').trim();
}

function latinise(text: string): string {
  if (!HAN.test(text)) return anyAscii(text);
  return Array.from(text, (character) => (HAN.test(character) ? character : anyAscii(character))).join('');
}

/** Folded text with Han characters as pinyin syllables without tones, joined: `王伟` is `wangwei`. */
export function toPinyin(folded: string): string {
  return Array.from(folded, (character) => (HAN.test(character) ? anyAscii(character).toLowerCase() : character)).join(
    '',
  );
}

/** A Chinese surname read as a surname: `曾` is `zeng`, not `ceng`. */
export function surnameToPinyin(folded: string): string {
  return SURNAME_READINGS[folded] ?? toPinyin(folded);
}
