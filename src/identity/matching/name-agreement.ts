import { MISSING } from './comparison.ts';
import { organisationName } from './compare-organisation.ts';
import { familyName, givenName } from './compare-person.ts';
import type { Features } from './features.ts';

/** How two records' names compare; `unknown` when one has none or the scripts cannot be compared. */
export type NameAgreement = 'same' | 'similar' | 'different' | 'unknown';

/** What each level of the name comparisons amounts to. */
const MEANING: Readonly<Record<string, NameAgreement>> = {
  exact: 'same',
  near: 'same',
  exchanged: 'same',
  variant: 'similar',
  contained: 'similar',
  similar: 'similar',
  half: 'similar',
  some: 'different',
  different: 'different',
};
const WEAKEST_FIRST: readonly NameAgreement[] = ['different', 'unknown', 'similar', 'same'];

/** A person's agreement is that of the worse of given and family name. */
export function nameAgreement(a: Features, b: Features): NameAgreement {
  if (a.kind !== b.kind) return 'unknown';
  const comparisons = a.kind === 'PERSON' ? [givenName, familyName] : [organisationName];
  const agreements = comparisons.map(({ levels, compare }) => {
    const level = compare(a, b);
    return level === MISSING ? 'unknown' : (MEANING[levels[level] ?? ''] ?? 'unknown');
  });
  return WEAKEST_FIRST.find((each) => agreements.includes(each)) ?? 'unknown';
}
