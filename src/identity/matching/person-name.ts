import { foldText, hasHan, surnameToPinyin, toPinyin } from './fold-text.ts';

export interface PersonName {
  /** Latin letters, lower case, tokens apart by one blank; pinyin for Chinese. `''` when unknown. */
  readonly given: string;
  readonly family: string;
  /** Simplified Han as written, `''` when the source gives Latin letters only. */
  readonly han: string;
}

const COMPOUND_SURNAMES = new Set(
  `欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 长孙 宇文 轩辕 端木 独孤 南宫 万俟 闻人 呼延 拓跋 司空 太史 濮阳 公冶 淳于 单于 申屠
  仲孙 钟离 鲜于 闾丘 司寇 百里 东郭 西门 左丘 第五 纳兰 完颜 耶律 赫连 澹台 公羊 宗政 亓官`.split(/\s+/),
);
const COMPOUND_PINYIN = new Map([...COMPOUND_SURNAMES].map((surname) => [surnameToPinyin(surname), surname]));
const TITLES = new Set(
  'mr mrs ms miss dr prof sir dame herr frau hr fr dipl ing med phd md mme mlle monsieur madame senor senora sra don dona 先生 女士 小姐 博士 教授 经理'.split(
    ' ',
  ),
);
const SUFFIXES = new Set('jr sr junior senior ii iii iv esq phd md mba'.split(' '));
const PARTICLES = new Set(
  'van von der den de del della di da do dos das du la le los las ter ten af av zu zum zur bin ibn al el abu ben bint mac mc st santa san y e'.split(
    ' ',
  ),
);
const HAN_TITLE = /(先生|女士|小姐|博士|教授|经理)$/;

export interface PersonNameInput {
  readonly givenName?: string | null | undefined;
  readonly familyName?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}

/** Given and family name from their own fields, or parsed from the display name when both are absent. */
export function toPersonName({ givenName, familyName, displayName }: PersonNameInput): PersonName {
  const given = foldName(givenName ?? '');
  const family = foldName(familyName ?? '');
  if (given === '' && family === '') return parseDisplayName(displayName ?? '');
  if (!hasHan(given) && !hasHan(family)) return { given, family, han: '' };
  return { given: toPinyin(given), family: surnameToPinyin(family), han: `${family}${given}` };
}

function foldName(text: string): string {
  const tokens = foldText(text).split(' ');
  const kept = tokens.filter((token) => !TITLES.has(token) && !SUFFIXES.has(token));
  return (kept.length > 0 ? kept : tokens).join(' ');
}

function parseDisplayName(displayName: string): PersonName {
  const comma = displayName.split(/[,，]/);
  if (comma.length === 2 && !SUFFIXES.has(foldText(comma[1] ?? ''))) {
    const family = foldName(comma[0] ?? '');
    const given = foldName(comma[1] ?? '');
    if (family !== '' && given !== '' && !hasHan(family)) return { given, family, han: '' };
  }
  const folded = foldName(displayName);
  return hasHan(folded) ? parseHanName(folded) : parseLatinName(folded);
}

function parseHanName(folded: string): PersonName {
  const han = Array.from(folded)
    .filter((character) => hasHan(character))
    .join('')
    .replace(HAN_TITLE, '');
  const length = COMPOUND_SURNAMES.has(han.slice(0, 2)) && han.length > 2 ? 2 : 1;
  return { given: toPinyin(han.slice(length)), family: surnameToPinyin(han.slice(0, length)), han };
}

/** The family name is the last token with the particles before it: `ludwig van beethoven`. */
function parseLatinName(folded: string): PersonName {
  const tokens = folded.split(' ').filter(Boolean);
  if (tokens.length < 2) return { given: '', family: tokens[0] ?? '', han: '' };

  let start = tokens.length - 1;
  while (start > 1 && PARTICLES.has(tokens[start - 1] ?? '')) start -= 1;
  return { given: tokens.slice(0, start).join(' '), family: tokens.slice(start).join(' '), han: '' };
}

/** The surname when a pinyin token spells a compound one: `ouyang`. */
export function isCompoundPinyin(token: string): boolean {
  return COMPOUND_PINYIN.has(token);
}
