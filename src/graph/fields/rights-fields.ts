import type { MutationResolvers } from '../../generated/graph.ts';
import { AppError } from '../../errors.ts';
import { own, type FieldsOf } from '../field.ts';
import type { RequestContext } from '../request-context.ts';
import { eraseCustomer } from '../rights/erase-customer.ts';
import { exportCustomer } from '../rights/export-customer.ts';

export type RightsMutations = Pick<
  MutationResolvers,
  'exportCustomerData' | 'eraseCustomer' | 'restrictCustomer' | 'liftRestriction'
>;

export const rightsMutationFields: FieldsOf<RightsMutations> = {
  exportCustomerData: own((_root, { customer }, context) => exportCustomer(customer, context)),
  eraseCustomer: own((_root, { customer, reason }, context) => eraseCustomer(customer, reason, context)),
  restrictCustomer: own(async (_root, { customer, reason }, context) => {
    await context.identity.restrict(await asked(customer, reason, context));
    return true;
  }),
  liftRestriction: own(async (_root, { customer, reason }, context) => {
    await context.identity.unrestrict(await asked(customer, reason, context));
    return true;
  }),
};

/** Who does not exist for the caller cannot be restricted by it either. */
async function asked(customer: string, reason: string, { customers, principal }: RequestContext) {
  if (customers.isFiltered && !(await customers.load(customer))) throw new AppError('CUSTOMER_NOT_FOUND');
  return { customer, reason, actor: principal.id };
}
