import { foldText, hasHan, toPinyin } from './fold-text.ts';
import { joinInitials, withoutHanForm, withoutLatinForms } from './legal-forms.ts';

export interface OrganisationName {
  /** Latin tokens in order, legal forms left out; for a Chinese name its pinyin as one token. */
  readonly tokens: readonly string[];
  /** Simplified Han without the legal form, `''` when the name holds none. */
  readonly han: string;
}

const EMPTY: OrganisationName = { tokens: [], han: '' };

/** What is left of a company's name once spelling, script and legal form are out of the way. */
export function toOrganisationName(raw: string | null | undefined): OrganisationName {
  const folded = foldText((raw ?? '').replace(/&/g, ' and '));
  if (folded === '') return EMPTY;
  if (!hasHan(folded)) return { tokens: toLatinTokens(folded), han: '' };

  const han = withoutHanForm(folded.replaceAll(' ', ''));
  return { tokens: [toPinyin(han)], han };
}

function toLatinTokens(folded: string): string[] {
  const tokens = joinInitials(folded.split(' ')).filter((token) => token !== 'and');
  return withoutLatinForms(tokens);
}
