import { AppError } from '../errors.ts';
import type { Access } from './create-access.ts';
import type { GuessGuard } from './limits/guess-guard.ts';
import type { Principal } from './principal.ts';
import type { Tokens } from './tokens/create-tokens.ts';
import { withPurpose } from './with-purpose.ts';

/** What a request says of its caller. */
export interface Introduction {
  /** `Bearer <key or token>`. */
  readonly authorization?: string | undefined;
  /** A key by itself; `authorization` goes first. */
  readonly apiKey?: string | readonly string[] | undefined;
  readonly purpose?: string | readonly string[] | undefined;
  /** Where the request came from, for locking out who guesses. */
  readonly address: string;
}

export interface AuthenticatorOptions {
  readonly access: Access;
  readonly tokens: Tokens;
  readonly guard: GuessGuard;
}

export type Authenticate = (introduction: Introduction) => Promise<Principal | undefined>;

/** A compact JWS: two dots, which no key of ours has. */
const TOKEN = /^bearer +([^.\s]+\.[^.\s]*\.[^.\s]*)$/i;

/**
 * Who is calling: the holder of an API key or of a token, for the purpose named. Undefined for nobody we know, without a
 * way to tell what was wrong. Throws QUOTA_EXCEEDED where too many guesses came from, PURPOSE_FORBIDDEN for a purpose the
 * credential is not bound to.
 */
export function createAuthenticator({ access, tokens, guard }: AuthenticatorOptions): Authenticate {
  return async ({ authorization, apiKey, purpose, address }) => {
    const header = authorization ?? (typeof apiKey === 'string' ? apiKey : undefined);
    if (header === undefined) return undefined;
    const token = TOKEN.exec(header)?.[1];

    const lockedForMs = guard.lockedForMs(address);
    const isKnown = lockedForMs > 0 && (token === undefined ? access.isKnown(header) : tokens.isKnown(token));
    if (lockedForMs > 0 && !isKnown) throw lockedOut(lockedForMs);

    const principal = await (token === undefined ? access.authenticate(header) : tokens.authenticate(token));
    if (!principal) guard.recordFailure(address);
    return principal && withPurpose(principal, purpose);
  };
}

function lockedOut(retryAfterMs: number): AppError {
  return new AppError('QUOTA_EXCEEDED', {
    message: 'Too many credentials that are not valid came from here.',
    retryAfterMs,
  });
}
