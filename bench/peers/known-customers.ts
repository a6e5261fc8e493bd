import { readCustomers } from '../gateway/ask.ts';
import type { Door } from '../gateway/measure.ts';
import type { KnownCustomer } from './questions.ts';

/** The customers of the gateway's spine in the order of its pages, with their numbers in the ERP. */
export async function readKnownCustomers(door: Omit<Door, 'pid'>): Promise<KnownCustomer[]> {
  const customers = await readCustomers(door);
  return customers.map(({ id, records }) => ({ id, number: records[0]?.recordId ?? '' }));
}
