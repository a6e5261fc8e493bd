import { isListField, PROFILE_FIELDS, type ProfileField } from './policies.ts';
import type { Candidate, Profile } from './profile.ts';
import { candidatesOf, resolveField } from './resolve-field.ts';
import { foldSpelling } from './sameness.ts';

export type Severity = 'LOW' | 'MEDIUM' | 'HIGH';

export interface Conflict {
  readonly field: ProfileField;
  readonly severity: Severity;
  /** The value that is shown comes first. */
  readonly values: readonly Candidate[];
}

/** Fields whose values should identify the customer: a disagreement may mean two customers were taken for one. */
const IDENTIFYING: ReadonlySet<ProfileField> = new Set(['birthDate', 'kind', 'identifiers']);
/** A parent's number is only meaningful in its own source, so two numbers do not disagree. */
const INCOMPARABLE: ReadonlySet<ProfileField> = new Set(['parentId']);

/** Every field on which the records of a customer disagree. Of lists, only tax ids conflict: anyone may have two addresses. */
export function conflictsOf(profile: Profile): Conflict[] {
  const scalars = PROFILE_FIELDS.filter((field) => !isListField(field) && !INCOMPARABLE.has(field));
  return [...scalars.flatMap((field) => scalarConflict(profile, field)), ...taxIdConflict(profile)];
}

function scalarConflict(profile: Profile, field: ProfileField): Conflict[] {
  const { winner, value, losers } = resolveField(profile, field);
  if (!winner || losers.length === 0) return [];
  const onlySpelling =
    typeof value === 'string' && losers.every((loser) => foldSpelling(String(loser.value)) === foldSpelling(value));
  const severity = onlySpelling ? 'LOW' : IDENTIFYING.has(field) ? 'HIGH' : 'MEDIUM';
  return [{ field, severity, values: [{ from: winner, value }, ...losers] }];
}

/** One authority gives a customer one tax id. */
function taxIdConflict(profile: Profile): Conflict[] {
  const taxIds = candidatesOf(profile, 'identifiers').flatMap(({ from, value }) =>
    value.filter(({ type }) => type === 'TAX_ID').map((identifier) => ({ from, identifier })),
  );
  const byIssuer = Map.groupBy(taxIds, ({ identifier }) => identifier.issuer ?? '');
  return [...byIssuer.values()].flatMap((group) => {
    const distinct = new Map(group.map((entry) => [entry.identifier.value, entry]));
    if (distinct.size < 2) return [];
    const values = [...distinct.values()].map(({ from, identifier }) => ({ from, value: identifier.value }));
    return [{ field: 'identifiers', severity: 'HIGH', values } satisfies Conflict];
  });
}
