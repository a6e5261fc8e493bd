import type { CustomerRecord } from '../domain/customer-record.ts';
import type { CustomerKind } from './identity.ts';
import { foldText } from './matching/fold-text.ts';
import { hasHanForm, hasLatinForm, joinInitials } from './matching/legal-forms.ts';

/** What a record says its customer is; one that does not say is a person's unless its name is a company's. */
export function kindOf(record: CustomerRecord): CustomerKind {
  if (record.kind) return record.kind;
  if (record.givenName || record.familyName || record.birthDate) return 'PERSON';
  const folded = foldText(record.displayName ?? '');
  const isCompany = record.legalName != null || hasHanForm(folded) || hasLatinForm(joinInitials(folded.split(' ')));
  return isCompany ? 'ORGANIZATION' : 'PERSON';
}
