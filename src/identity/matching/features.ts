import type { CustomerRecord } from '../../domain/customer-record.ts';
import { recordKey } from '../../domain/record-ref.ts';
import { foldText, hasHan } from './fold-text.ts';
import { hasHanForm, hasLatinForm, joinInitials } from './legal-forms.ts';
import type { MatchRecord } from './match-record.ts';
import type { OrganisationName } from './organisation-name.ts';
import { toOrganisationName } from './organisation-name.ts';
import type { PersonName } from './person-name.ts';
import { toPersonName } from './person-name.ts';
import { toTaxId } from './tax-id.ts';

export type Kind = 'PERSON' | 'ORGANIZATION';

export interface IdentifierFeature {
  readonly type: string;
  readonly issuer: string;
  readonly value: string;
  /** Confirmed by a check digit. */
  readonly valid: boolean;
}

/** A record made comparable; raw values stay in the record. */
export interface Features {
  readonly key: string;
  readonly source: string;
  readonly id: string;
  readonly deduplicated: boolean;
  readonly kind: Kind;
  readonly kindDeclared: boolean;
  readonly person: PersonName;
  readonly organisation: OrganisationName;
  /** `YYYY-MM-DD` or `''`. */
  readonly birthDate: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly identifiers: readonly IdentifierFeature[];
}

const NO_PERSON: PersonName = { given: '', family: '', han: '' };
const NO_ORGANISATION: OrganisationName = { tokens: [], han: '' };

export function toFeatures({ ref, record, deduplicated }: MatchRecord): Features {
  const kind = record.kind ?? guessKind(record);
  const isPerson = kind === 'PERSON';
  return {
    key: recordKey(ref),
    source: ref.source,
    id: ref.id,
    deduplicated: deduplicated === true,
    kind,
    kindDeclared: record.kind != null,
    person: isPerson ? toPersonName(record) : NO_PERSON,
    organisation: isPerson ? NO_ORGANISATION : toOrganisationName(record.legalName ?? record.displayName),
    birthDate: record.birthDate ?? '',
    emails: [...new Set((record.emails ?? []).map(({ address }) => address.trim().toLowerCase()))],
    phones: [...new Set((record.phones ?? []).flatMap((phone) => phone.number ?? []))],
    identifiers: (record.identifiers ?? []).map(toIdentifier),
  };
}

function guessKind(record: CustomerRecord): Kind {
  if (record.givenName || record.familyName || record.birthDate) return 'PERSON';
  if (record.legalName) return 'ORGANIZATION';

  const folded = foldText(record.displayName ?? '');
  const isCompany = hasHan(folded)
    ? hasHanForm(folded) || folded.length > 4
    : hasLatinForm(joinInitials(folded.split(' ')));
  return isCompany ? 'ORGANIZATION' : 'PERSON';
}

function toIdentifier({ type, issuer, value }: NonNullable<CustomerRecord['identifiers']>[number]): IdentifierFeature {
  if (type === 'TAX_ID') return { type, ...toTaxId(value, issuer) };
  if (type === 'CUSTOMER_REFERENCE') return { type, issuer: issuer ?? '', value: value.trim(), valid: true };
  return { type, issuer: issuer ?? '', value: foldText(value).replaceAll(' ', ''), valid: false };
}
