import type { KeyGrant } from './key-grant.ts';
import type { Principal } from './principal.ts';
import { isScope, SCOPES, type Scope } from './scopes.ts';

export interface Credential {
  readonly via: Principal['via'];
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  readonly grant: KeyGrant;
  readonly client?: string;
}

/** The principal that a credential stands for. `admin` includes every other scope. */
export function toPrincipal({ via, id, name, tenant, scopes, grant, client }: Credential): Principal {
  const { kind, roles, purposes, attributes, jurisdiction, operations, limits } = grant;
  const isAdmin = scopes.includes('admin');
  const [purpose] = purposes;
  return Object.freeze({
    via,
    id,
    name,
    tenant,
    ...(client !== undefined && { client }),
    kind: kind ?? (isAdmin ? 'operator' : 'partner'),
    scopes: new Set(isAdmin ? Object.keys(SCOPES).filter(isScope) : scopes),
    roles: new Set(roles),
    attributes: Object.freeze({ ...attributes }),
    purposes: new Set(purposes),
    ...(purpose !== undefined && { purpose }),
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(operations && { operations: new Set(operations) }),
    ...(limits && { limits }),
  });
}
