import { z } from 'zod';
import type { TokenSettings } from '../../config/token-settings.ts';
import { KeyGrant } from '../key-grant.ts';
import { isScope } from '../scopes.ts';
import type { Credential } from '../to-principal.ts';

/** Claims that every accepted token has. Times are seconds since 1970. */
const Claims = z.looseObject({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  sub: z.string().min(1).max(512),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().optional(),
});
export type Claims = z.output<typeof Claims>;

/** A subject that may stand in a log: some issuers write e-mail addresses. */
const FIT_FOR_LOGS = /^[\w.:|-]{1,128}$/;

/** The claims of a payload; undefined when it is no JSON object with those that are needed. */
export function parseClaims(payload: Uint8Array): Claims | undefined {
  try {
    return Claims.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
  } catch {
    return undefined;
  }
}

/** Whether a token of these claims is for this gateway and of this moment; `now` in milliseconds since 1970. */
export function isAcceptable({ iss, aud, exp, iat, nbf }: Claims, settings: TokenSettings, now: number): boolean {
  const { issuer, audience, clockSkewSeconds: skew, maxAgeSeconds } = settings;
  const seconds = now / 1000;
  if (iss !== issuer || audience === undefined || ![aud].flat().includes(audience)) return false;
  if (seconds >= exp + skew || seconds < iat - skew || seconds > iat + maxAgeSeconds + skew) return false;
  return nbf === undefined || seconds >= nbf - skew;
}

export interface CredentialOptions {
  readonly settings: TokenSettings;
  /** A keyed digest, for subjects that are not fit for logs. */
  readonly toPseudonym: (text: string) => string;
}

/** The credential that the claims speak of; undefined when one of those we read is malformed, or no scope is left. */
export function toCredential(claims: Claims, { settings, toPseudonym }: CredentialOptions): Credential | undefined {
  const toId = (name: string) => (FIT_FOR_LOGS.test(name) ? name : `sub_${toPseudonym(name)}`);
  const client = toText(claims['client_id']) ?? toText(claims['azp']);
  const isOwn = client === undefined || client === claims.sub;
  const scopes = toWords(claims[settings.scopeClaim])
    .filter(isScope)
    .filter((scope) => scope !== 'admin' || settings.allowAdmin);
  const grant = KeyGrant.safeParse({
    kind: scopes.includes('admin') ? 'operator' : isOwn ? 'partner' : 'user',
    roles: toWords(claims[settings.rolesClaim]),
    purposes: toWords(claims[settings.purposesClaim]),
    attributes: toAttributes(claims, settings.attributeClaims),
    jurisdiction: claims[settings.jurisdictionClaim],
  });
  if (!grant.success || scopes.length === 0) return undefined;
  return {
    via: 'jwt',
    id: toId(claims.sub),
    name: toId(client ?? claims.sub),
    tenant: toText(claims[settings.tenantClaim]) ?? 'default',
    scopes,
    grant: grant.data,
    ...(!isOwn && { client: toId(client) }),
  };
}

function toWords(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((word) => typeof word === 'string');
  return typeof claim === 'string' ? claim.split(' ').filter(Boolean) : [];
}

function toText(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' && claim.length <= 512 ? claim : undefined;
}

function toAttributes(claims: Claims, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => claims[name] != null).map((name) => [name, claims[name]]));
}
