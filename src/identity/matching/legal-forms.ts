/** Legal forms, folded, without blanks between initials: they say what a company is, not which. */
const LATIN_FORMS = new Set(
  `inc incorporated corp corporation co company cos llc llp lp lc ltd limited plc pllc pc pty pte pvt private unlimited ulc
  gmbh gesmbh mbh ag kg kgaa ohg ug ev eg gbr aktiengesellschaft kommanditgesellschaft gesellschaft haftungsbeschrankt ek
  sa sas sasu sarl eurl snc sca scs sci scop societe anonyme spa srl srls sapa sl slu slne sociedad limitada anonima
  bv nv vof cv bvba sprl ab oy oyj as asa aps hb kb ans da is doo dd ad ood eood zao oao ooo pao ao ojsc cjsc jsc ojs pjsc
  sro akc spol zoo spzoo kft zrt nyrt rt bt kk kabushiki kaisha yugen gk bhd sdn berhad tbk pt cia ltda eireli sab rl
  holding holdings group gruppe groupe gruppo grupo the`
    .split(/\s+/)
    .filter(Boolean),
);

/** Longest first: a form that holds another must be tried before it. */
const HAN_FORMS = [
  '股份有限责任公司',
  '有限责任公司',
  '股份有限公司',
  '集团有限公司',
  '控股有限公司',
  '有限合伙企业',
  '普通合伙企业',
  '有限公司',
  '株式会社',
  '有限会社',
  '合同会社',
  '股份公司',
  '集团公司',
  '总公司',
  '有限合伙',
  '普通合伙',
  '特殊普通合伙',
  '个人独资企业',
  '个体工商户',
  '公司',
  '集团',
  '商行',
] as const;

/** Words of several tokens that fold to one form: `s.a.r.l.` is `s a r l`. */
export function joinInitials(tokens: readonly string[]): string[] {
  const joined: string[] = [];
  let run = '';
  for (const token of tokens) {
    if (token.length === 1 && /[a-z]/.test(token)) {
      run += token;
      continue;
    }
    if (run !== '') joined.push(run);
    run = '';
    joined.push(token);
  }
  if (run !== '') joined.push(run);
  return joined;
}

/** Tokens without legal forms; unchanged when nothing else would be left. */
export function withoutLatinForms(tokens: readonly string[]): string[] {
  const kept = tokens.filter((token) => !LATIN_FORMS.has(token));
  return kept.length > 0 ? kept : [...tokens];
}

export function hasLatinForm(tokens: readonly string[]): boolean {
  return tokens.some((token) => LATIN_FORMS.has(token));
}

/** A Chinese or Japanese company name without its legal form: `北京瑞丰贸易有限公司` is `北京瑞丰贸易`. */
export function withoutHanForm(name: string): string {
  for (const form of HAN_FORMS) {
    if (name.endsWith(form) && name.length > form.length + 1) return name.slice(0, -form.length);
    if (name.startsWith(form) && name.length > form.length + 1) return name.slice(form.length);
  }
  return name;
}

export function hasHanForm(name: string): boolean {
  return HAN_FORMS.some((form) => name.includes(form));
}
