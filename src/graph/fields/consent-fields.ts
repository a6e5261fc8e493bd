import type { NewConsent, OwnConsent } from '../../access/release/consent-records.ts';
import type { Consent, CustomerResolvers, MutationResolvers } from '../../generated/graph.ts';
import { AppError } from '../../errors.ts';
import { customerParts } from '../customer-node.ts';
import { own, type FieldsOf } from '../field.ts';
import type { RequestContext } from '../request-context.ts';
import { settleParts } from '../settle-parts.ts';

export const customerConsentFields: FieldsOf<Pick<CustomerResolvers, 'consents'>> = {
  consents: own(async (node, _args, context, place) => {
    const [kept, parts] = await Promise.all([
      context.consents.load(node.identity),
      customerParts(node, 'Customer.consents', context),
    ]);
    return [...kept.map(toConsent), ...settleParts<Consent>(parts, context, place)];
  }),
};

export const consentMutationFields: FieldsOf<Pick<MutationResolvers, 'recordConsent' | 'withdrawConsent'>> = {
  recordConsent: own(async (_root, { customer, consent }, context) => {
    const { state, collectedAt, expiresAt, ...words } = consent;
    if (state !== 'GRANTED' && state !== 'DENIED')
      throw new AppError('BAD_REQUEST', { message: 'state: expected GRANTED or DENIED.' });
    const times = { collectedAt: toEpochMs(collectedAt), expiresAt: toEpochMs(expiresAt) };
    return keep(customer, { ...withoutNulls(words), purpose: words.purpose, state, ...times }, context);
  }),
  withdrawConsent: own((_root, { customer, purpose, ...words }, context) =>
    keep(customer, { ...withoutNulls(words), purpose, state: 'WITHDRAWN' }, context),
  ),
};

async function keep(id: string, consent: NewConsent, { customers, consents, principal }: RequestContext) {
  const identity = await customers.load(id);
  if (!identity) throw new AppError('CUSTOMER_NOT_FOUND');
  return toConsent(await consents.record(identity, consent, principal.id));
}

function toConsent({ collectedAt, expiresAt, ...consent }: OwnConsent): Consent {
  return {
    ...consent,
    collectedAt: new Date(collectedAt).toISOString(),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

function toEpochMs(instant: string | null | undefined): number | undefined {
  return instant == null ? undefined : Date.parse(instant);
}

function withoutNulls(words: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, value]) => (value == null ? [] : [[name, value] as const])),
  );
}
