import { foldText, hasHan, toPinyin } from './fold-text.ts';
import { hasHanForm, joinInitials, withoutHanForm, withoutLatinForms } from './legal-forms.ts';

export interface OrganisationName {
  /** Latin tokens in order, legal forms left out; for a Chinese name its pinyin as one token. */
  readonly tokens: readonly string[];
  /** Simplified Han without the legal form, `''` when the name holds none. */
  readonly han: string;
  /** Which branch it is, when the name says that it is one: a branch is a customer of its own. `''` otherwise. */
  readonly branch: string;
  /** What stands in brackets: `远航物流（天津）`. */
  readonly place: string;
}

const BRACKETS = /[(（]([^)）]+)[)）]/;
const HAN_BRANCH =
  /(?:分公司|分行|支行|分部|分院|分校|分店|门店|[^商饭酒书药]店|校区|院区|小学部|高中部|办事处|营业部|餐饮部)$/;
const LATIN_BRANCH = new Set('branch niederlassung zweigniederlassung filiale succursale sucursal'.split(' '));

const EMPTY: OrganisationName = { tokens: [], han: '', branch: '', place: '' };

/** What is left of a company's name once spelling, script and legal form are out of the way. */
export function toOrganisationName(raw: string | null | undefined): OrganisationName {
  const folded = foldText((raw ?? '').replace(/&/g, ' and '));
  if (folded === '') return EMPTY;
  const bracketed = foldText(BRACKETS.exec(raw ?? '')?.[1] ?? '');
  const place = hasHanForm(bracketed) ? '' : bracketed;
  if (!hasHan(folded)) {
    const tokens = toLatinTokens(folded);
    return { tokens, han: '', branch: tokens.some((token) => LATIN_BRANCH.has(token)) ? tokens.join(' ') : '', place };
  }
  const joined = folded.replaceAll(' ', '');
  const han = withoutHanForm(joined);
  return { tokens: [toPinyin(han)], han, branch: HAN_BRANCH.test(joined) ? joined : '', place };
}

function toLatinTokens(folded: string): string[] {
  const tokens = joinInitials(folded.split(' ')).filter((token) => token !== 'and');
  return withoutLatinForms(tokens);
}
