import { AppError } from '../errors.ts';
import { KeyGrant, type KeyGrantInput } from './key-grant.ts';
import { isScope, SCOPES, type Scope } from './scopes.ts';

/** A key as it is asked for. */
export interface NewKey extends KeyGrantInput {
  readonly name: string;
  readonly scopes: readonly string[];
  /** RFC 3339; never when absent. */
  readonly expiresAt?: string;
  readonly tenant?: string;
  /** Shown in the key's text, for people: `live` unless said otherwise. */
  readonly environment?: string;
}

interface CheckedKey {
  readonly name: string;
  readonly tenant: string;
  readonly environment: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: number | null;
  readonly grant: KeyGrant;
}

/** @throws AppError BAD_REQUEST with everything that is wrong about it. */
export function toNewKey(input: NewKey, now: number): CheckedKey {
  const { name, scopes, expiresAt, tenant = 'default', environment = 'live', ...granted } = input;
  const expires = expiresAt === undefined ? null : Date.parse(expiresAt);
  const grant = KeyGrant.safeParse(granted);
  const problems = [
    ...(name.trim() ? [] : ['a key needs a name']),
    ...(tenant.trim() ? [] : ['the tenant has no name']),
    ...(scopes.length > 0 ? [] : [`a key needs at least one scope of: ${Object.keys(SCOPES).join(', ')}`]),
    ...scopes.filter((scope) => !isScope(scope)).map((scope) => `unknown scope "${scope}"`),
    ...(expires === null || expires > now ? [] : ['expiresAt must be an RFC 3339 time to come']),
    ...(/^[a-z]{2,8}$/.test(environment) ? [] : ['the environment must be 2 to 8 small letters']),
    ...(grant.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`),
  ];
  if (problems.length > 0 || !grant.success) throw new AppError('BAD_REQUEST', { message: problems.join('; ') });
  const known = [...new Set(scopes.filter(isScope))];
  return { name, tenant, environment, scopes: known, expiresAt: expires, grant: grant.data };
}
