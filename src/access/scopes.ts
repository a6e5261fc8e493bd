/** What a credential may be allowed to do. */
export const SCOPES = {
  'customer:read': 'Read customers: names, contact points, addresses, identifiers and where each value comes from.',
  'orders:read': 'Read the orders of customers.',
  'finance:read': 'Read invoices, payments and credit.',
  'shipments:read': 'Read shipments and tracking.',
  'audience:read': 'Read audience segments.',
  'product:read': 'Read products, stock and suppliers.',
  'interactions:read': 'Read interactions with customers.',
  'consent:write': 'Record what customers allow and take back.',
  'rights:write': 'Export, restrict and erase customers at their own request.',
  'sources:read': 'Read which systems are connected and how they are doing.',
  admin: 'Change keys, connectors and identity rulings; includes every other scope.',
  introspection: 'Ask the API for its schema.',
} as const;

export type Scope = keyof typeof SCOPES;

export function isScope(name: string): name is Scope {
  return Object.hasOwn(SCOPES, name);
}
