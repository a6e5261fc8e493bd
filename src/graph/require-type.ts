import type { Scope } from '../access/scopes.ts';
import { AppError } from '../errors.ts';
import type { RequestContext } from './request-context.ts';

/** What it takes to learn that a record of the type exists at all, however it is asked for. */
const SCOPE_OF_TYPE = {
  Customer: 'customer:read',
  Order: 'orders:read',
  Invoice: 'finance:read',
} as const satisfies Record<string, Scope>;

/** Throws FIELD_FORBIDDEN unless the caller may read records of the type. */
export function requireType(type: keyof typeof SCOPE_OF_TYPE, { principal }: RequestContext): void {
  if (!principal.scopes.has(SCOPE_OF_TYPE[type])) throw new AppError('FIELD_FORBIDDEN');
}
