import type { PersonName } from './name-parts.ts';
import { toPersonName } from './name-parts.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** Chinese surnames of two characters, simplified and traditional. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  `欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 宇文 轩辕 軒轅
   端木 百里 东郭 東郭 南宫 南宮 呼延 独孤 獨孤 司空 西门 西門 闻人 聞人 澹台 澹臺 赫连 赫連 钟离 鍾離 濮阳 濮陽 太史
   申屠 淳于 单于 單于 公羊 公冶 宗政 鲜于 鮮于 闾丘 閭丘 亓官 仲孙 仲孫 拓跋 夹谷 夾谷 宰父 谷梁 穀梁 段干 东门 東門
   第五 万俟 萬俟 左丘 梁丘 漆雕 乐正 樂正 公西 壤驷 壤駟 巫马 巫馬 微生 羊舌 颛孙 顓孫 纳兰 納蘭 完颜 完顏`.split(
    /\s+/,
  ),
);

/** Korean surnames of two syllables. */
const HANGUL_COMPOUND: ReadonlySet<string> = new Set(['남궁', '황보', '제갈', '사공', '선우', '서문', '독고', '동방']);

/** Chinese names, and Japanese ones when a space shows where the family name ends. */
export function splitHan(whole: string, isJapanese: boolean): PersonName | Refusal {
  const [familyName, givenName, ...rest] = whole.split(' ');
  if (rest.length === 0 && givenName !== undefined) return familyFirst(familyName, givenName);
  const characters = Array.from(whole);
  if (isJapanese) return refuse('AMBIGUOUS_NAME', 'a Japanese name needs a space between its parts', whole);
  if (/[·・\s]/.test(whole) || characters.length < 2)
    return refuse('AMBIGUOUS_NAME', 'no family name can be told', whole);

  const isCompound = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join(''));
  const length = isCompound ? 2 : 1;
  if (characters.length > length + 2) return refuse('AMBIGUOUS_NAME', 'too long for a Chinese name', whole);
  return familyFirst(characters.slice(0, length).join(''), characters.slice(length).join(''));
}

export function splitHangul(whole: string): PersonName | Refusal {
  const [family, given, ...rest] = whole.split(' ');
  if (rest.length === 0 && given !== undefined) return familyFirst(family, given);
  const length = whole.length > 2 && HANGUL_COMPOUND.has(whole.slice(0, 2)) ? 2 : 1;
  if (rest.length > 0 || whole.length < 2 || whole.length > length + 2)
    return refuse('AMBIGUOUS_NAME', 'no family name can be told', whole);
  return familyFirst(whole.slice(0, length), whole.slice(length));
}

function familyFirst(familyName: string | undefined, givenName: string): PersonName {
  return toPersonName({ familyName, givenName, isFamilyFirst: true });
}
