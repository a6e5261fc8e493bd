import type { Principal } from '../src/access/principal.ts';

/** A partner with a key bound to nothing, but for what is said otherwise. */
export function principalWith(changes: Partial<Principal> = {}): Principal {
  return {
    kind: 'partner',
    via: 'key',
    id: 'k',
    name: 'test',
    tenant: 'default',
    scopes: new Set(),
    roles: new Set(),
    attributes: {},
    purposes: new Set(),
    ...changes,
  };
}
