import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';
import { TokenSettings } from '../../../../src/config/token-settings.ts';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** What tokens for the gateway of these tests carry. */
export const AUDIENCE = 'https://c360.example';

export interface TokenChanges {
  /** Takes the place of the usual claims; undefined takes a claim away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly kid?: string;
}

/**
 * An issuer whose every answer a test decides: it counts what it is asked for, publishes the keys it is told to, and can
 * be away or slow.
 */
export async function startIssuer() {
  const keys = new Map<string, { readonly privateKey: SigningKey; readonly jwk: JWK }>();
  const published = new Set<string>();
  const asked = { discovery: 0, keys: 0 };
  const state = { isAway: false, delayMs: 0, otherName: '' };
  const server = createServer((request, response) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    asked[isDiscovery ? 'discovery' : 'keys'] += 1;
    if (state.isAway) return void response.destroy();
    const document = { issuer: state.otherName || issuer, jwks_uri: `${issuer}/keys` };
    const body = isDiscovery ? document : { keys: [...published].map((kid) => keys.get(kid)?.jwk) };
    setTimeout(
      () => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
      state.delayMs,
    ).unref();
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const issuerOfTests = {
    issuer,
    asked,
    state,
    settings: TokenSettings.parse({ issuer, audience: AUDIENCE }),
    /** Makes a key and publishes it, unless told otherwise. */
    async addKey(kid: string, { alg = 'RS256', publish = true } = {}): Promise<JWK> {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
      keys.set(kid, { privateKey, jwk });
      if (publish) published.add(kid);
      return jwk;
    },
    withdraw: (kid: string) => published.delete(kid),
    /** A token as the issuer makes them, but for what a test changes. */
    async sign({ claims = {}, header = {}, kid = 'k1' }: TokenChanges = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer, aud: AUDIENCE, sub: 'agency', scope: 'customer:read', iat: now, exp: now + 600 };
      const payload: JWTPayload = Object.fromEntries(
        Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined),
      );
      const key = keys.get(kid);
      if (!key) throw new Error(`no key ${kid}`);
      const protectedHeader = { alg: key.jwk.alg ?? 'RS256', typ: 'at+jwt', kid, ...header };
      return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key.privateKey);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  await issuerOfTests.addKey('k1');
  return issuerOfTests;
}

export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>;
