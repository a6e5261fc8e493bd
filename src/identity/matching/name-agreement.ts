import type { Features } from './features.ts';
import type { OrganisationName } from './organisation-name.ts';
import { editDistance, jaroWinkler } from './string-similarity.ts';

/** How two records' names compare; `unknown` when one has none or the scripts cannot be compared. */
export type NameAgreement = 'same' | 'similar' | 'different' | 'unknown';

export function nameAgreement(a: Features, b: Features): NameAgreement {
  if (a.kind !== b.kind) return 'unknown';
  return a.kind === 'PERSON' ? personAgreement(a, b) : organisationAgreement(a.organisation, b.organisation);
}

function personAgreement(a: Features, b: Features): NameAgreement {
  const straight = weaker(
    partAgreement(a.person.given, b.person.given),
    partAgreement(a.person.family, b.person.family),
  );
  if (straight !== 'different') return straight;

  const swapped = weaker(
    partAgreement(a.person.given, b.person.family),
    partAgreement(a.person.family, b.person.given),
  );
  return swapped === 'unknown' ? straight : swapped;
}

const STRENGTH = { different: 0, unknown: 1, similar: 2, same: 3 } as const;

function weaker(a: NameAgreement, b: NameAgreement): NameAgreement {
  return STRENGTH[a] <= STRENGTH[b] ? a : b;
}

function partAgreement(a: string, b: string): NameAgreement {
  if (a === '' || b === '') return 'unknown';
  if (a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'same';
  if (isInitialOf(a, b) || isInitialOf(b, a)) return 'similar';

  const similarity = jaroWinkler(a, b);
  if (similarity >= 0.92) return 'same';
  if (similarity >= 0.82 || sharesToken(a, b)) return 'similar';
  return 'different';
}

function isInitialOf(a: string, b: string): boolean {
  return a.length === 1 && b.startsWith(a);
}

function sharesToken(a: string, b: string): boolean {
  const tokens = new Set(a.split(' '));
  return b.split(' ').some((token) => token.length > 1 && tokens.has(token));
}

function organisationAgreement(a: OrganisationName, b: OrganisationName): NameAgreement {
  if (a.tokens.length === 0 || b.tokens.length === 0) return 'unknown';
  if (a.han !== '' && b.han !== '') return hanAgreement(a.han, b.han);

  const joinedA = a.tokens.join('');
  const joinedB = b.tokens.join('');
  if (joinedA === joinedB) return 'same';
  if ((a.han === '') !== (b.han === '')) return 'unknown';
  return tokenAgreement(a.tokens, b.tokens);
}

/** One character more or less is another company as often as a slip: 上海华新 and 上海华鑫. */
function hanAgreement(a: string, b: string): NameAgreement {
  if (a === b) return 'same';
  const isContained = a.includes(b) || b.includes(a);
  return isContained || editDistance(a, b, 1) <= 1 ? 'similar' : 'different';
}

function tokenAgreement(a: readonly string[], b: readonly string[]): NameAgreement {
  const restOfB = [...b];
  const restOfA = a.filter((token) => {
    const index = restOfB.findIndex((other) => isSlipOf(token, other));
    if (index >= 0) restOfB.splice(index, 1);
    return index < 0;
  });
  if (restOfA.length === 0 && restOfB.length === 0) return 'same';
  if (restOfA.length === 0 || restOfB.length === 0) return 'similar';
  return jaroWinkler(a.join(''), b.join('')) >= 0.9 ? 'similar' : 'different';
}

/** Short words and numbers must be equal; longer ones may hold a slip of the pen. */
function isSlipOf(a: string, b: string): boolean {
  if (a === b) return true;
  const length = Math.min(a.length, b.length);
  if (length < 5 || /\d/.test(a) || /\d/.test(b)) return false;
  return editDistance(a, b, 2) <= (length >= 9 ? 2 : 1);
}
