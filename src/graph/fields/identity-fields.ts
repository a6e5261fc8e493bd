import type { RecordRef } from '../../domain/record-ref.ts';
import { AppError } from '../../errors.ts';
import type {
  CustomerResolvers,
  IdentityChangeResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../../generated/graph.ts';
import { pageSize } from '../connection.ts';
import { toCustomerNode } from '../customer-node.ts';
import { own, type FieldsOf } from '../field.ts';
import type { RuledNode } from '../nodes.ts';
import type { RequestContext } from '../request-context.ts';

type IdentityQueries = Pick<QueryResolvers, 'identityWhy' | 'identityReview' | 'identityRulings'>;

export const identityQueryFields: FieldsOf<IdentityQueries> = {
  identityWhy: own(async (_root, { a, b }, { identity }) => {
    const { same, path, quarantined } = await identity.why(a, b);
    const steps = path.map(({ from, to, evidence, wouldLeave }) => ({
      from: toSourceRef(from),
      to: toSourceRef(to),
      evidence,
      wouldLeave: wouldLeave.map(toSourceRef),
    }));
    return { same, path: steps, quarantined };
  }),
  identityReview: own(async (_root, { first, skip }, { identity }) => {
    const { pairs, total } = await identity.stewardship.quarantined({ first: pageSize(first), skip: skip ?? 0 });
    const shown = pairs.map(({ a, b, rule, bits }) => ({ a: toSourceRef(a), b: toSourceRef(b), rule, bits }));
    return { pairs: shown, totalCount: total };
  }),
  identityRulings: own(async (_root, { first }, { identity }) => {
    const rulings = await identity.stewardship.rulings(pageSize(first));
    return rulings.map(({ pairs, ...ruling }) => ({
      ...ruling,
      pairs: pairs.map(({ kind, a, b }) => ({ kind, a: toSourceRef(a), b: toSourceRef(b) })),
    }));
  }),
};

export const customerHistoryFields: FieldsOf<Pick<CustomerResolvers, 'history'>> = {
  history: own(async (node, _args, { identity }) => {
    const entries = await identity.history(node.identity.id);
    return entries.map(({ record, other, ...entry }) => ({
      ...entry,
      record: record ? toSourceRef(record) : null,
      other: other ?? null,
    }));
  }),
};

type Rulings = Pick<MutationResolvers, 'linkRecords' | 'unlinkRecords' | 'splitCustomer' | 'withdrawRuling'>;

export const mutationFields: FieldsOf<Rulings> = {
  linkRecords: own((_root, { a, b, reason }, context) =>
    context.identity.stewardship.link({ a, b, ...steward(context, reason) }),
  ),
  unlinkRecords: own((_root, { a, b, reason }, context) =>
    context.identity.stewardship.unlink({ a, b, ...steward(context, reason) }),
  ),
  splitCustomer: own((_root, { id, records, reason }, context) =>
    context.identity.stewardship.split({ customer: id, records, ...steward(context, reason) }),
  ),
  withdrawRuling: own((_root, { ruling, reason }, context) =>
    context.identity.stewardship.withdraw({ ruling, ...steward(context, reason) }),
  ),
};

export const identityChangeFields: FieldsOf<IdentityChangeResolvers> = {
  customers: own(async ({ customers }: RuledNode, _args, context) => {
    const identities = await context.identity.recordsOf([...new Set(customers.values())]);
    return [...identities.values()].map((identity) => toCustomerNode(identity));
  }),
};

/** Who rules is whoever holds the credential; why must be said. */
function steward({ principal }: RequestContext, reason: string): { actor: string; reason: string } {
  if (reason.trim() === '')
    throw new AppError('BAD_REQUEST', { message: 'reason: say why; it is kept with the ruling.' });
  return { actor: principal.id, reason: reason.trim() };
}

function toSourceRef({ source, id }: RecordRef) {
  return { name: source, recordId: id };
}
