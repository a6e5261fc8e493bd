import type { ErasureReceipt } from '../../generated/graph.ts';
import { AppError } from '../../errors.ts';
import type { CustomerIdentity } from '../../identity/identity.ts';
import { toCustomerNode } from '../customer-node.ts';
import type { RequestContext } from '../request-context.ts';
import { copiesOf, type CustomerCopies } from './customer-copies.ts';

const NOTHING: CustomerCopies = { copies: [], unanswered: [] };

/**
 * Erases a customer from everything the gateway keeps: identity first, so that no request can bring a copy back, then
 * consents and cached copies. Tells what remains and why. CUSTOMER_NOT_FOUND for an id that never was.
 */
export async function eraseCustomer(
  customer: string,
  reason: string,
  context: RequestContext,
): Promise<ErasureReceipt> {
  const { customers, identity, consents, principal } = context;
  const known = await customers.load(customer);
  if (!known && customers.isFiltered) throw new AppError('CUSTOMER_NOT_FOUND');
  const found = known ? await copiesOf(toCustomerNode(known), context) : NOTHING;

  const erased = await identity.erase({ customer, actor: principal.id, reason });
  const agreements = known ? await consents.erase(known) : 0;
  for (const { live, keys } of found.copies) await context.forget(live, keys);
  return {
    customers: erased.customers,
    erasedAt: new Date().toISOString(),
    erased: [
      { place: 'identity records', count: erased.records },
      { place: 'consents', count: agreements },
      { place: 'cached copies', count: found.copies.reduce((sum, { keys }) => sum + keys.length, 0) },
    ],
    remaining: known ? remaining(known, found) : [],
  };
}

function remaining({ records }: CustomerIdentity, { unanswered }: CustomerCopies) {
  const sources = [...new Set(records.map(({ source }) => source))];
  return [
    ...sources.map((source) => ({
      place: `source ${source}`,
      reason:
        'It owns the record and takes no erasure from the gateway: ask its owner. The gateway does not read it again.',
    })),
    ...unanswered.map((source) => ({
      place: `cached copies of source ${source}`,
      reason: 'It did not answer, so not every copy could be named; they end with the time its connector keeps them.',
    })),
    {
      place: 'memory of other gateways without a shared cache',
      reason: 'Copies there lead nowhere without the identity and end with the time each connector keeps them.',
    },
    {
      place: 'refusals',
      reason: 'Kept as keyed hashes without any value, so that they are honoured if the person comes back.',
    },
    { place: 'audit and erasure event', reason: 'The law asks for proof: ids and field names, no values.' },
    { place: 'backups', reason: 'Sealed; end when they are deleted. Erase again after restoring one.' },
  ];
}
