import type { Person, ToldConsent } from './privacy-world.ts';

/**
 * What may be seen, said again in the plainest words, for the tests to compare the gateway with. It shares no code with it.
 */
export interface OracleRule {
  readonly categories: readonly string[];
  readonly purposes?: readonly string[];
  readonly laws?: readonly string[];
  readonly callers?: readonly string[];
  readonly basis: string;
  readonly consent?: string;
  readonly otherwise?: 'MASK' | 'WITHHOLD';
}

export interface OracleCaller {
  readonly name: string;
  readonly kind: 'user' | 'partner' | 'operator';
  readonly purpose: string | undefined;
}

export type Seen = 'all' | 'part' | 'nothing';

const COUNTRY_TO_LAW: Readonly<Record<string, string>> = { DE: 'GDPR', FR: 'GDPR', CN: 'PIPL', GB: 'UK_GDPR' };

/** The laws that protect somebody. */
export function lawsFor({ addresses }: Person): readonly string[] {
  const laws = new Set<string>();
  for (const { country } of addresses) {
    const law = COUNTRY_TO_LAW[country];
    if (law) laws.add(law);
  }
  return laws.size === 0 ? ['UNKNOWN'] : [...laws];
}

/** What the caller sees of data of these categories; `hasMask` is whether the field says how to show a part. */
export function seen(
  rules: readonly OracleRule[],
  question: {
    readonly categories: readonly string[];
    readonly hasMask: boolean;
    readonly caller: OracleCaller;
    readonly laws: readonly string[];
    readonly consents: readonly ToldConsent[] | 'unreadable';
  },
): Seen {
  let best: Seen = 'all';
  for (const category of question.categories) {
    for (const law of question.laws) {
      const verdict = seenUnder(rules, { ...question, category, law });
      if (verdict === 'nothing') return 'nothing';
      if (verdict === 'part') best = 'part';
    }
  }
  return best;
}

function seenUnder(
  rules: readonly OracleRule[],
  {
    category,
    law,
    caller,
    consents,
    hasMask,
  }: {
    category: string;
    law: string;
    caller: OracleCaller;
    consents: readonly ToldConsent[] | 'unreadable';
    hasMask: boolean;
  },
): Seen {
  for (const rule of rules) {
    if (!rule.categories.includes(category)) continue;
    if (rule.purposes !== undefined && !rule.purposes.includes(caller.purpose ?? '')) continue;
    if (rule.laws !== undefined && !rule.laws.includes(law)) continue;
    if (rule.callers !== undefined && !rule.callers.includes(caller.kind)) continue;
    if (isSatisfied(rule, caller, consents)) return 'all';
    return hasMask && rule.otherwise !== 'WITHHOLD' ? 'part' : 'nothing';
  }
  return 'nothing';
}

function isSatisfied(rule: OracleRule, caller: OracleCaller, consents: readonly ToldConsent[] | 'unreadable'): boolean {
  const purpose = rule.consent ?? caller.purpose;
  switch (rule.basis) {
    case 'CONTRACT':
    case 'LEGAL_OBLIGATION':
      return true;
    case 'LEGITIMATE_INTERESTS':
      if (purpose === undefined) return true;
      return consents !== 'unreadable' && latest(consents, purpose, undefined) !== 'no';
    case 'CONSENT':
      return purpose !== undefined && consents !== 'unreadable' && latest(consents, purpose, undefined) === 'yes';
    case 'SEPARATE_CONSENT': {
      const partner = caller.kind === 'partner' ? caller.name : undefined;
      return purpose !== undefined && consents !== 'unreadable' && latest(consents, purpose, partner) === 'yes';
    }
    default:
      return false;
  }
}

/** What somebody said last. */
function latest(
  consents: readonly ToldConsent[],
  purpose: string,
  partner: string | undefined,
): 'yes' | 'no' | 'nothing' {
  const heard = consents.filter((each) => {
    if (each.purpose !== purpose || each.state === 'UNKNOWN') return false;
    if (each.partner === partner) return true;
    return each.partner === undefined && each.state !== 'GRANTED';
  });
  if (heard.length === 0) return 'nothing';
  if (heard.some((each) => each.state !== 'GRANTED' && each.collectedAt === undefined)) return 'no';
  const dated = heard.filter((each) => each.collectedAt !== undefined);
  const lastTime = Math.max(...dated.map((each) => Date.parse(each.collectedAt ?? '')));
  const last = dated.length > 0 ? dated.filter((each) => Date.parse(each.collectedAt ?? '') === lastTime) : heard;
  if (last.some((each) => each.state !== 'GRANTED')) return 'no';
  return last.some((each) => each.expiresAt !== undefined && Date.parse(each.expiresAt) <= Date.now())
    ? 'nothing'
    : 'yes';
}
