import { foldText, hasHan, surnameToPinyin, toPinyin } from './fold-text.ts';

export interface PersonName {
  /** Latin letters, lower case, tokens apart by one blank; pinyin for Chinese. `''` when unknown. */
  readonly given: string;
  readonly family: string;
  /** Simplified Han as written, `''` when the source gives Latin letters only. */
  readonly hanGiven: string;
  readonly hanFamily: string;
}

const COMPOUND_SURNAMES = new Set(
  `欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 长孙 宇文 轩辕 端木 独孤 南宫 万俟 闻人 呼延 拓跋 司空 太史 濮阳 公冶 淳于 单于 申屠
  仲孙 钟离 鲜于 闾丘 司寇 百里 东郭 西门 左丘 第五 纳兰 完颜 耶律 赫连 澹台 公羊 宗政 亓官`.split(/\s+/),
);
/** The commonest hundred: enough to tell which end of a name is the surname. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常翟';
const PINYIN_SURNAMES = new Set([...COMPOUND_SURNAMES, ...Array.from(SURNAMES)].map(surnameToPinyin));
/** One or two syllables of pinyin. */
const PINYIN =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:[aeiou]|ai|ei|ui|ao|ou|iu|ie|ue|an|en|in|un|ang|eng|ing|ong|ia|ua|uo|iao|ian|iang|iong|uai|uan|uang)){1,2}$/;
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
  return hasHan(given) || hasHan(family) ? toHanName(family, given) : latinName(given, family);
}

function foldName(text: string): string {
  return withoutTitles(foldText(text).split(' ').map(toPlainPinyin)).join(' ');
}

/** `lyu` and `lv` are ways to write `lü`. */
function toPlainPinyin(token: string): string {
  return token.replace(/^([ln])(?:v|yu)(e?)$/, '$1u$2');
}

/** Words of a name without titles and suffixes; unchanged when nothing else would be left. */
export function withoutTitles(words: readonly string[]): string[] {
  const kept = words.filter((word) => !TITLES.has(word) && !SUFFIXES.has(word));
  return kept.length > 0 ? kept : [...words];
}

function parseDisplayName(displayName: string): PersonName {
  const comma = displayName.split(/[,，]/);
  if (comma.length === 2 && !SUFFIXES.has(foldText(comma[1] ?? ''))) {
    const family = foldName(comma[0] ?? '');
    const given = foldName(comma[1] ?? '');
    if (family !== '' && given !== '' && !hasHan(family)) return latinName(given, family);
  }
  const folded = foldName(displayName);
  return hasHan(folded) ? parseHanName(folded) : parseLatinName(folded);
}

function latinName(given: string, family: string): PersonName {
  return { given, family, hanGiven: '', hanFamily: '' };
}

function toHanName(family: string, given: string): PersonName {
  return { given: toPinyin(given), family: surnameToPinyin(family), hanGiven: given, hanFamily: family };
}

function parseHanName(folded: string): PersonName {
  const [first = '', second = ''] = folded.split(' ');
  if (second !== '' && isSurname(second) && !isSurname(first)) return toHanName(second, first);

  const han = Array.from(folded)
    .filter((character) => hasHan(character))
    .join('')
    .replace(HAN_TITLE, '');
  const length = COMPOUND_SURNAMES.has(han.slice(0, 2)) && han.length > 2 ? 2 : 1;
  return toHanName(han.slice(0, length), han.slice(length));
}

function isSurname(han: string): boolean {
  return COMPOUND_SURNAMES.has(han) || (han.length === 1 && SURNAMES.includes(han));
}

/** The family name is the last token with the particles before it, `ludwig van beethoven`; in pinyin it comes first. */
function parseLatinName(folded: string): PersonName {
  const tokens = folded.split(' ').filter(Boolean);
  if (tokens.length < 2) return latinName('', tokens[0] ?? '');
  if (isChineseOrder(tokens)) return latinName(tokens.slice(1).join(''), tokens[0] ?? '');

  let start = tokens.length - 1;
  while (start > 1 && PARTICLES.has(tokens[start - 1] ?? '')) start -= 1;
  return latinName(tokens.slice(0, start).join(' '), tokens.slice(start).join(' '));
}

function isChineseOrder([first = '', ...rest]: readonly string[]): boolean {
  return rest.length <= 2 && PINYIN_SURNAMES.has(first) && rest.every((token) => PINYIN.test(token));
}
