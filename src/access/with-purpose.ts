import { AppError } from '../errors.ts';
import type { Principal } from './principal.ts';

/** The request header by which a caller says what the call is for. */
export const PURPOSE_HEADER = 'x-purpose';

const PURPOSE = /^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/;

/** Whether a text can name a purpose at all. */
export function isPurposeName(text: string): boolean {
  return PURPOSE.test(text);
}

/**
 * The same caller, calling for the purpose named. The header narrows what the credential is bound to and adds nothing.
 * @throws AppError PURPOSE_FORBIDDEN for a purpose the credential is not bound to, whether or not there is such a purpose.
 */
export function withPurpose(principal: Principal, header: string | readonly string[] | undefined): Principal {
  if (header === undefined) return principal;
  if (typeof header !== 'string' || !principal.purposes.has(header)) throw new AppError('PURPOSE_FORBIDDEN');
  return header === principal.purpose ? principal : Object.freeze({ ...principal, purpose: header });
}
