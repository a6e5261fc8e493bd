import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { jest } from '@jest/globals';
import { startGateway, type TestGateway } from '../start-gateway.ts';

const AUDIENCE = 'https://c360.example';
const SECRET = 'a client secret of this test';

interface IssuedToken {
  readonly access_token: string;
  readonly token_type: string;
}

/** A real OpenID provider with two clients that ask for tokens for themselves. */
async function startProvider() {
  const server: Server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const toClient = (client_id: string) => ({
    client_id,
    client_secret: SECRET,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  });
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    ttl: { ClientCredentials: 600 },
    clients: [toClient('agency'), toClient('other')],
    scopes: ['customer:read', 'orders:read', 'admin'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: 'customer:read orders:read admin',
          audience: resource,
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: () => ({ purposes: ['SERVICE', 'ANALYTICS'] }),
  });
  server.on('request', provider.callback());

  return {
    issuer,
    async token(client: string, parameters: Record<string, string> = {}): Promise<string> {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${client}:${encodeURIComponent(SECRET)}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'customer:read', ...parameters }),
      });
      return ((await response.json()) as IssuedToken).access_token;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('a client of an OpenID provider', () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let gateway: TestGateway;
  beforeAll(async () => {
    // It warns that it keeps what it issues in memory.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    provider = await startProvider();
    gateway = await startGateway({
      sync: false,
      flags: { 'tokens.issuer': provider.issuer, 'tokens.audience': AUDIENCE },
    });
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
  });

  const ask = async (token: string, headers: Record<string, string> = {}) =>
    gateway.query(
      '{ viewer { id name scopes } customers(first: 1) { nodes { id } } }',
      {},
      { authorization: `Bearer ${token}`, ...headers },
    );

  it('is who its token says, with the scopes it asked for', async () => {
    const answer = await ask(await provider.token('agency'));
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({ viewer: { id: 'agency', name: 'agency', scopes: ['customer:read'] } });
  });

  it('has no more than its scopes', async () => {
    const answer = await ask(await provider.token('agency', { scope: 'orders:read' }));
    expect(answer.errors).toMatchObject([{ path: ['customers'], extensions: { code: 'FIELD_FORBIDDEN' } }]);
  });

  it('does not become an operator by asking', async () => {
    const answer = await ask(await provider.token('agency', { scope: 'customer:read admin' }));
    expect(answer.data).toMatchObject({ viewer: { scopes: ['customer:read'] } });
  });

  it('chooses among its purposes and no others', async () => {
    const token = await provider.token('agency');
    expect((await ask(token, { 'x-purpose': 'ANALYTICS' })).errors).toBeUndefined();
    expect((await ask(token, { 'x-purpose': 'RESEARCH' })).errors).toMatchObject([
      { extensions: { code: 'PURPOSE_FORBIDDEN' } },
    ]);
  });

  it('is refused with a token for another service', async () => {
    const token = await provider.token('agency', { resource: 'https://other.example' });
    expect((await ask(token)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('is refused without a word about why', async () => {
    const token = await provider.token('agency');
    const [head, payload, signature = ''] = token.split('.');
    const answers = await Promise.all(
      [`${head}.${payload}.${signature.slice(0, -8)}AAAAAAAA`, `${head}.${payload}.`, 'a.b.c', 'nothing'].map((wrong) =>
        ask(wrong),
      ),
    );
    const words = answers.map(({ errors }) =>
      JSON.stringify({ ...errors?.[0], extensions: { ...errors?.[0]?.extensions, requestId: '' } }),
    );
    expect(new Set(words).size).toBe(1);
  });

  it('goes on while the provider is away', async () => {
    const token = await provider.token('other');
    await provider.stop();
    expect((await ask(token)).errors).toBeUndefined();
    provider = await startProvider();
  });
});
