import { z } from 'zod';

/** Signatures that only the issuer can make; a shared secret (HS256) is none of them. */
export const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const claim = z.string().min(1);
const IS_SAFE = /^(https:\/\/[^\s]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^\s]*)?)$/;

/** Whose tokens are accepted beside API keys, and which claims say what. */
export const TokenSettings = z
  .strictObject({
    issuer: z
      .string()
      .regex(IS_SAFE, 'is no issuer; right: https://…, or http:// on this machine')
      .optional()
      .describe(
        'OpenID provider whose access tokens (JWT) are accepted beside API keys, exactly as its tokens name it.',
      ),
    audience: z
      .string()
      .min(1)
      .optional()
      .describe('What tokens for this gateway carry as `aud`; needed with `issuer`.'),
    algorithms: z
      .array(z.enum(SIGNATURE_ALGORITHMS))
      .min(1)
      .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
      .describe(`Accepted signatures, of ${SIGNATURE_ALGORITHMS.join(', ')}.`),
    types: z
      .array(z.string().min(1))
      .min(1)
      .default(['at+jwt'])
      .describe('Accepted `typ` of a token’s header; add `JWT` for issuers that write that.'),
    clockSkewSeconds: z
      .int()
      .min(0)
      .max(60)
      .default(30)
      .describe('Seconds that the issuer’s clock and ours may differ.'),
    maxAgeSeconds: z
      .int()
      .min(60)
      .max(604_800)
      .default(86_400)
      .describe('Oldest token accepted, in seconds since it was issued, whatever its own end.'),
    scopeClaim: claim.default('scope').describe('Claim with the scopes: a list, or words in one text.'),
    purposesClaim: claim
      .default('purposes')
      .describe('Claim with the purposes, in the same form; the first is meant when a call names none.'),
    rolesClaim: claim.default('roles').describe('Claim with the roles, in the same form.'),
    tenantClaim: claim.default('tenant').describe('Claim with the tenant.'),
    jurisdictionClaim: claim.default('jurisdiction').describe('Claim with the jurisdiction: two capital letters.'),
    attributeClaims: z.array(claim).default([]).describe('Claims that row rules may read as `principal.<name>`.'),
    allowAdmin: z.boolean().default(false).describe('Whether a token may carry the scope `admin`.'),
  })
  .refine(({ issuer, audience }) => issuer === undefined || audience !== undefined, {
    message: 'audience is missing; right: what the issuer writes into `aud` for this gateway',
  });

export type TokenSettings = z.output<typeof TokenSettings>;
