import { setTimeout as delay } from 'node:timers/promises';
import DataLoader from 'dataloader';
import type { Principal } from '../access/principal.ts';
import type { RowFilter } from '../access/row-rules.ts';
import { recordsIn, type Part } from '../federation/parts.ts';
import type { CustomerIdentity, Identity } from '../identity/identity.ts';
import { PROFILE_FIELDS } from '../profile/policies.ts';
import { resolveField } from '../profile/resolve-field.ts';
import { customersParts, toCustomerNode, toProfile } from './customer-node.ts';
import type { RequestContext, VisibleCustomers } from './request-context.ts';

/** Customers by id, read together; one that does not exist for the caller is undefined like one that does not exist. */
export function createCustomers(
  identity: Identity,
  { filter, principal }: { filter: RowFilter | undefined; principal: Principal },
  context: () => RequestContext,
): VisibleCustomers {
  const known = new DataLoader<string, CustomerIdentity | undefined>(async (ids) => {
    const found = await identity.recordsOf(ids);
    return ids.map((id) => allowed(found.get(id), principal));
  });
  if (!filter)
    return {
      load: (id) => known.load(id),
      shows: async (customer) => allowed(customer, principal) !== undefined,
      isFiltered: false,
    };

  const shown = new DataLoader<CustomerIdentity, boolean>((customers) => judge(customers, filter, context()));
  return {
    isFiltered: true,
    shows: async (customer) => allowed(customer, principal) !== undefined && shown.load(customer),
    async load(id) {
      const startedAt = performance.now();
      const customer = await known.load(id);
      if (!customer) {
        await delay(durations.any());
        return undefined;
      }
      const isShown = await shown.load(customer);
      durations.add(performance.now() - startedAt);
      return isShown ? customer : undefined;
    },
  };
}

/** Whose data must rest exists for operators alone, who have to know what they may not use, and for who serves their rights. */
function allowed(customer: CustomerIdentity | undefined, { kind, scopes }: Principal): CustomerIdentity | undefined {
  return customer?.restricted && kind !== 'operator' && !scopes.has('rights:write') ? undefined : customer;
}

/** Judging takes reading; what could not be read hides the customer. */
async function judge(
  customers: readonly CustomerIdentity[],
  filter: RowFilter,
  context: RequestContext,
): Promise<boolean[]> {
  const nodes = customers.map((customer) => toCustomerNode(customer));
  const profiles = await customersParts(nodes, 'Customer', context);
  const words = [...filter.words].filter((word) => context.routing.of(`Customer.${word}`).length > 0);
  const others = await Promise.all(words.map((word) => customersParts(nodes, `Customer.${word}`, context)));
  return customers.map((customer, index) => {
    const parts = [profiles[index] ?? [], ...others.map((each) => each[index] ?? [])];
    if (parts.flat().some(hasFailed)) return false;
    const added = words.map((word, at) => [word, toValue(recordsIn<object>(parts[at + 1] ?? []))] as const);
    return filter.shows({ ...toFields(customer, parts[0] ?? [], context), ...Object.fromEntries(added) });
  });
}

function hasFailed({ outcomes }: Part): boolean {
  return outcomes.some(({ status }) => status === 'failed');
}

/** JSONata takes a list of one for the one. */
function toValue(rows: readonly unknown[]): unknown {
  return rows.length === 1 ? rows[0] : rows;
}

function toFields({ id, records }: CustomerIdentity, parts: readonly Part[], context: RequestContext) {
  const profile = toProfile(parts, context);
  const fields = PROFILE_FIELDS.map((field) => [field, resolveField(profile, field).value] as const);
  const refs = records.map(({ source, id: recordId }) => ({ source, recordId }));
  return { ...Object.fromEntries(fields), id, records: refs };
}

/** How long judging took lately: a customer that does not exist keeps the caller waiting as long as a hidden one would. */
const durations = createDurations();

function createDurations(capacity = 64) {
  const recent: number[] = [];
  let next = 0;
  return {
    add(ms: number): void {
      recent[next % capacity] = ms;
      next += 1;
    },
    any: (): number => recent[Math.floor(Math.random() * recent.length)] ?? 0,
  };
}
