import type { CustomerResolvers } from '../../generated/graph.ts';
import { conflictsOf } from '../../profile/conflicts.ts';
import { PROFILE_FIELDS, type ProfileField } from '../../profile/policies.ts';
import type { Candidate, Profile } from '../../profile/profile.ts';
import { resolveField } from '../../profile/resolve-field.ts';
import { AppError } from '../../errors.ts';
import { customerProfile, toCustomerNode } from '../customer-node.ts';
import { merged, own, read, type FieldsOf } from '../field.ts';
import { sectionsOf } from '../sections.ts';

export const customerFields: FieldsOf<CustomerResolvers> = {
  id: read(({ identity }) => identity.id),
  kind: winnerOf('kind'),
  displayName: {
    ...merged(['displayName', 'legalName', 'givenName', 'familyName'], displayNameOf),
    firstDecides: true,
  },
  legalName: winnerOf('legalName'),
  givenName: winnerOf('givenName'),
  familyName: winnerOf('familyName'),
  emails: winnerOf('emails'),
  phones: winnerOf('phones'),
  addresses: winnerOf('addresses'),
  preferredLanguage: winnerOf('preferredLanguage'),
  birthDate: winnerOf('birthDate'),
  industry: winnerOf('industry'),
  identifiers: merged(['identifiers'], (profile) => resolveField(profile, 'identifiers').value ?? []),
  provenance: merged([], (profile, { fields }) => toProfileFields(fields).map((field) => toProvenance(profile, field))),
  conflicts: merged([], (profile) =>
    conflictsOf(profile).map(({ field, severity, values }) => ({ field, severity, values: values.map(toCandidate) })),
  ),
  records: read(({ identity }) =>
    identity.records.map(({ source, id, evidence, linkedAt }) => ({ source, recordId: id, evidence, linkedAt })),
  ),
  parent: own(async (node, _args, context) => {
    const { profile } = await customerProfile(node, [{ fields: ['parentId'] }], context);
    const { winner, value } = resolveField(profile, 'parentId');
    if (!winner || value === undefined) return null;
    const [id] = (await context.identity.customersOf([{ source: winner.ref.source, id: value }])).values();
    const parent = id === undefined ? undefined : await context.customers.load(id);
    return parent ? toCustomerNode(parent, node.maxAgeMs) : null;
  }),
  sections: own((node, _args, context) => sectionsOf(node, context)),
};

function winnerOf<F extends ProfileField>(field: F) {
  return merged([field], (profile) => resolveField(profile, field).value ?? null);
}

/** The name to show, else the registered name, else the parts of a person's name in Western order. */
function displayNameOf(profile: Profile): string | null {
  const shown = resolveField(profile, 'displayName').value ?? resolveField(profile, 'legalName').value;
  if (shown) return shown;
  const parts = [resolveField(profile, 'givenName').value, resolveField(profile, 'familyName').value];
  return parts.filter((part) => part !== undefined).join(' ') || null;
}

function toProfileFields(names: readonly string[] | null | undefined): readonly ProfileField[] {
  if (!names) return PROFILE_FIELDS;
  const unknown = names.filter((name) => !isProfileField(name));
  if (unknown.length === 0) return names.filter(isProfileField);
  throw new AppError('BAD_REQUEST', {
    message: `fields: no such field ${unknown.join(', ')}; expected some of ${PROFILE_FIELDS.join(', ')}.`,
  });
}

function isProfileField(name: string): name is ProfileField {
  return PROFILE_FIELDS.some((field) => field === name);
}

function toProvenance(profile: Profile, field: ProfileField) {
  const { winner, policy, losers } = resolveField(profile, field);
  return {
    field,
    policy,
    source: winner?.ref.source ?? null,
    recordId: winner?.ref.id ?? null,
    sourceTime: winner?.record.modifiedAt ?? null,
    fetchedAt: winner ? new Date(winner.fetchedAt).toISOString() : null,
    mappingVersion: winner?.mappingVersion ?? null,
    losers: losers.map(toCandidate),
  };
}

function toCandidate({ from, value }: Candidate) {
  return {
    source: from.ref.source,
    recordId: from.ref.id,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  };
}
