import { createHmac, hash, hkdfSync } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Secret } from '../../config/secret.ts';
import type { TokenSettings } from '../../config/token-settings.ts';
import type { Principal } from '../principal.ts';
import { toPrincipal } from '../to-principal.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { isAcceptable, parseClaims, toCredential } from './token-claims.ts';
import { verifyJws } from './verify-jws.ts';

/** How long a token found good is not verified again; a key that the issuer withdraws bites this late at most. */
const TRUST_MS = 30_000;
const TOKENS_REMEMBERED = 10_000;

export interface TokensOptions {
  readonly settings: TokenSettings;
  /** The gateway's. */
  readonly secret: Secret;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Called when the issuer's keys cannot be had. */
  readonly onError?: (error: unknown) => void;
}

export interface Tokens {
  /** Whose access token it is; undefined for one that is not good, without a way to tell why. Never rejects. */
  authenticate(token: string): Promise<Principal | undefined>;
  /** Whether the token was found good lately. */
  isKnown(token: string): boolean;
  /** Fetches the issuer's keys before the first request needs them. */
  warm(): Promise<void>;
}

interface Remembered {
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  readonly expiresAt: number;
}

/** Access tokens (JWT, RFC 9068) of the OpenID provider that the settings name; nobody's without one. */
export function createTokens({ settings, secret, clock = Date.now, onError }: TokensOptions): Tokens {
  const { issuer, algorithms, types, clockSkewSeconds } = settings;
  const remembered = new LRUCache<string, Remembered>({ max: TOKENS_REMEMBERED });
  const keys = issuer === undefined ? undefined : createIssuerKeys({ issuer, ...(onError && { onError }) });

  const toPseudonym = createPseudonyms(secret);

  async function verify(token: string, now: number): Promise<Remembered | undefined> {
    const jws = keys && (await verifyJws(token, keys.find, algorithms));
    if (!jws || !types.some((type) => isSameType(type, jws.header['typ']))) return undefined;
    const claims = parseClaims(jws.payload);
    if (!claims || !isAcceptable(claims, settings, now)) return undefined;
    const credential = toCredential(claims, { settings, toPseudonym });
    const expiresAt = (claims.exp + clockSkewSeconds) * 1000;
    return credential && { principal: toPrincipal(credential), checkedAt: now, expiresAt };
  }

  return {
    async authenticate(token) {
      const digest = toDigest(token);
      const now = clock();
      const known = remembered.get(digest);
      if (known && now - known.checkedAt < TRUST_MS && now < known.expiresAt) return known.principal;
      const found = await verify(token, now);
      if (found) remembered.set(digest, found);
      else remembered.delete(digest);
      return found?.principal;
    },
    isKnown: (token) => remembered.has(toDigest(token)),
    warm: async () => keys?.warm(),
  };
}

/** RFC 7515: letters' case does not matter, `application/` may be left out. */
function isSameType(expected: string, given: unknown): boolean {
  const bare = (type: string) => type.toLowerCase().replace(/^application\//, '');
  return typeof given === 'string' && bare(given) === bare(expected);
}

function createPseudonyms(secret: Secret): (text: string) => string {
  const key = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'c360 token subjects', 32));
  return (text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);
}

function toDigest(token: string): string {
  return hash('sha256', token, 'base64');
}
