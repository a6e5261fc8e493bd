import { MISSING } from './comparison.ts';
import { organisationName } from './compare-organisation.ts';
import { familyName, givenName } from './compare-person.ts';
import type { Features } from './features.ts';
import { wordsSimilarity } from './name-similarity.ts';

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

/** Words that are this alike in any order are not two names, however they were cut into given and family name. */
const ALIKE = 0.8;

/** A person's agreement is that of the worse of given and family name. */
export function nameAgreement(a: Features, b: Features): NameAgreement {
  if (a.kind !== b.kind) return 'unknown';
  const comparisons = a.kind === 'PERSON' ? [givenName, familyName] : [organisationName];
  const agreements = comparisons.map(({ levels, compare }) => {
    const level = compare(a, b);
    return level === MISSING ? 'unknown' : (MEANING[levels[level] ?? ''] ?? 'unknown');
  });
  const weakest = WEAKEST_FIRST.find((each) => agreements.includes(each)) ?? 'unknown';
  return weakest === 'different' && areWordsAlike(a, b) ? 'similar' : weakest;
}

/** `Anna Maria | Vogt Stern` and `Anna | Maria Stern`. Chinese names are compared by character alone. */
function areWordsAlike(a: Features, b: Features): boolean {
  if (a.kind !== 'PERSON' || a.person.hanFamily !== '' || b.person.hanFamily !== '') return false;
  const [one, other] = [a.person, b.person].map(({ given, family }) => `${given} ${family}`.split(' ').filter(Boolean));
  return (
    Math.min(one?.length ?? 0, other?.length ?? 0) >= 2 && wordsSimilarity('PERSON', one ?? [], other ?? []) >= ALIKE
  );
}
