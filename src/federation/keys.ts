import type { Invoice, Order, Product } from '../domain/commerce.ts';
import { hashEmail, hashPhone } from '../domain/hashed-identifier.ts';
import type { CustomerIdentity } from '../identity/identity.ts';
import type { ProfileField } from '../profile/policies.ts';
import type { Profile } from '../profile/profile.ts';
import { resolveField } from '../profile/resolve-field.ts';
import type { LiveRoute } from './live-route.ts';
import type { Sourced } from './parts.ts';

/** The customer's own number in the route's source. */
export function recordKeys({ records }: CustomerIdentity, { route }: LiveRoute): string[] {
  return records.filter(({ source }) => source === route.source).map(({ id }) => id);
}

/** Whether the route's keys stand in the customer's profile, which must be read first. */
export function needsProfile({ route }: LiveRoute): boolean {
  return route.by !== 'record';
}

const PROFILE_KEYS: Readonly<Record<string, (profile: Profile) => readonly string[]>> = {
  email: emailsOf,
  emailHash: (profile) => emailsOf(profile).map(hashEmail),
  phone: phonesOf,
  phoneHash: (profile) => phonesOf(profile).map(hashPhone),
  taxId: (profile) => identifiersOf(profile, 'TAX_ID'),
  reference: (profile) => identifiersOf(profile, 'CUSTOMER_REFERENCE'),
};

export function profileKeys(profile: Profile, { route }: LiveRoute): readonly string[] {
  return PROFILE_KEYS[route.by]?.(profile) ?? [];
}

/** The fields of the profile that name keys of the route. */
export function fieldsOfKeys({ route }: LiveRoute): readonly ProfileField[] {
  return FIELDS_OF_KEYS[route.by] ?? [];
}

const FIELDS_OF_KEYS: Readonly<Record<string, readonly ProfileField[]>> = {
  email: ['emails'],
  emailHash: ['emails'],
  phone: ['phones'],
  phoneHash: ['phones'],
  taxId: ['identifiers'],
  reference: ['identifiers'],
};

/** Keys of a record's own coordinates: an id is only known to the source that gave it, a number to everybody. */
export function orderKeys(order: Sourced<Order>, { route }: LiveRoute): readonly string[] {
  if (route.by === 'id') return route.source === order.source ? [order.id] : [];
  return [order.orderNumber];
}

export function invoiceKeys(invoice: Sourced<Invoice>, { route }: LiveRoute): readonly string[] {
  if (route.coordinate === 'Order') return route.by === 'orderNumber' ? [invoice.orderNumber ?? []].flat() : [];
  if (route.by === 'id') return route.source === invoice.source ? [invoice.id] : [];
  return [invoice.number];
}

export function productKeys(product: Pick<Product, 'sku'>): readonly string[] {
  return [product.sku];
}

function emailsOf(profile: Profile): string[] {
  return (resolveField(profile, 'emails').value ?? []).map(({ address }) => address);
}

function phonesOf(profile: Profile): string[] {
  return (resolveField(profile, 'phones').value ?? []).flatMap(({ number }) => number ?? []);
}

function identifiersOf(profile: Profile, wanted: string): string[] {
  return (resolveField(profile, 'identifiers').value ?? []).flatMap(({ type, value }) =>
    type === wanted ? value : [],
  );
}
