import { randomUUID } from 'node:crypto';
import { hasBasicAuth, jsonAnswer } from './vendor.ts';
import type { VendorAnswer, VendorRequest } from './vendor.ts';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long a token lives; 1,800 when absent. */
  readonly tokenTtlSeconds?: number;
}

/** An OAuth 2 token endpoint for client credentials, and the check of the tokens it gave. */
export interface TokenDesk {
  issue(request: VendorRequest): VendorAnswer;
  /** Undefined for a good bearer token, else the reason. */
  check(authorization: string | undefined): string | undefined;
}

const TOKEN_TTL_SECONDS = 1800;

export function createTokenDesk({
  clientId,
  clientSecret,
  tokenTtlSeconds = TOKEN_TTL_SECONDS,
}: ClientCredentials): TokenDesk {
  const expiresAtMs = new Map<string, number>();
  return {
    issue({ method, body, headers }) {
      if (method !== 'POST') return jsonAnswer(405, { error: 'invalid_request' });
      const form = new URLSearchParams(body);
      const isKnown =
        hasBasicAuth(headers.authorization, clientId, clientSecret) ||
        (form.get('client_id') === clientId && form.get('client_secret') === clientSecret);
      if (form.get('grant_type') !== 'client_credentials') return jsonAnswer(400, { error: 'unsupported_grant_type' });
      if (!isKnown) return jsonAnswer(400, { error: 'invalid_client' });
      const token = `demo-${randomUUID()}`;
      expiresAtMs.set(token, Date.now() + tokenTtlSeconds * 1000);
      return jsonAnswer(200, {
        access_token: token,
        expires_in: tokenTtlSeconds,
        token_type: 'Bearer',
        scope: 'accounting.transactions accounting.contacts',
      });
    },
    check(authorization) {
      const token = /^Bearer (.+)$/u.exec(authorization ?? '')?.[1];
      const expiresAt = token === undefined ? undefined : expiresAtMs.get(token);
      if (expiresAt === undefined) return 'AuthenticationUnsuccessful';
      return Date.now() < expiresAt ? undefined : `TokenExpired: token expired at ${new Date(expiresAt).toISOString()}`;
    },
  };
}
