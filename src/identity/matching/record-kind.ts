import type { CustomerRecord } from '../../domain/customer-record.ts';
import { foldText, hasHan } from './fold-text.ts';
import { hasHanForm, hasLatinForm, joinInitials } from './legal-forms.ts';

export type Kind = 'PERSON' | 'ORGANIZATION';

/** Most Chinese people's names are shorter. */
const LONGEST_HAN_NAME = 4;

/** What a record says its customer is; one that does not say is a person's unless its name is a company's. */
export function kindOf(record: CustomerRecord): Kind {
  if (record.kind) return record.kind;
  if (record.givenName || record.familyName || record.birthDate) return 'PERSON';
  if (record.legalName) return 'ORGANIZATION';
  return isCompanyName(foldText(record.displayName ?? '')) ? 'ORGANIZATION' : 'PERSON';
}

function isCompanyName(folded: string): boolean {
  if (hasHan(folded)) return hasHanForm(folded) || folded.length > LONGEST_HAN_NAME;
  return hasLatinForm(joinInitials(folded.split(' ')));
}
