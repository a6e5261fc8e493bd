import { areBranchesApart } from './compare-organisation.ts';
import type { Features } from './features.ts';
import { nameAgreement } from './name-agreement.ts';

/** Whether something says that two records sharing an identifier are not one customer. */
export function contradicts(a: Features, b: Features): boolean {
  if (a.kindDeclared && b.kindDeclared && a.kind !== b.kind) return true;
  if (nameAgreement(a, b) === 'different') return true;
  if (a.kind === 'ORGANIZATION' && b.kind === 'ORGANIZATION' && areBranchesApart(a.organisation, b.organisation))
    return true;
  return a.birthDate !== '' && b.birthDate !== '' && differingCharacters(a.birthDate, b.birthDate) > 2;
}

function differingCharacters(a: string, b: string): number {
  return Array.from(a).filter((character, index) => character !== b[index]).length;
}
