import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { createTokens, type Tokens } from '../../../../src/access/tokens/create-tokens.ts';
import { Secret } from '../../../../src/config/secret.ts';
import { TokenSettings } from '../../../../src/config/token-settings.ts';
import { AUDIENCE, startIssuer, type TestIssuer, type TokenChanges } from './start-issuer.ts';

const secret = new Secret('a secret of this test and of nothing else');
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

let issuer: TestIssuer;
let tokens: Tokens;
beforeEach(async () => {
  issuer = await startIssuer();
  tokens = createTokens({ settings: issuer.settings, secret });
});
afterEach(() => issuer.stop());

describe('an access token', () => {
  it('of a client for itself makes a partner', async () => {
    expect(await tokens.authenticate(await issuer.sign({ claims: { client_id: 'agency' } }))).toEqual({
      kind: 'partner',
      via: 'jwt',
      id: 'agency',
      name: 'agency',
      tenant: 'default',
      scopes: new Set(['customer:read']),
      roles: new Set(),
      attributes: {},
      purposes: new Set(),
    });
  });

  it('of a person in an app makes a user, with what the claims say', async () => {
    const settings = TokenSettings.parse({
      ...issuer.settings,
      attributeClaims: ['territory', 'absent'],
      rolesClaim: 'groups',
    });
    const claims = {
      sub: 'user-1',
      azp: 'web-app',
      scope: 'customer:read orders:read openid',
      purposes: ['SERVICE', 'MARKETING'],
      groups: 'agents leads',
      tenant: 'acme',
      jurisdiction: 'DE',
      territory: 'EMEA',
    };
    expect(await createTokens({ settings, secret }).authenticate(await issuer.sign({ claims }))).toEqual({
      kind: 'user',
      via: 'jwt',
      id: 'user-1',
      name: 'web-app',
      client: 'web-app',
      tenant: 'acme',
      scopes: new Set(['customer:read', 'orders:read']),
      roles: new Set(['agents', 'leads']),
      attributes: { territory: 'EMEA' },
      purposes: new Set(['SERVICE', 'MARKETING']),
      purpose: 'SERVICE',
      jurisdiction: 'DE',
    });
  });

  it('whose subject is an e-mail address is known by a pseudonym', async () => {
    const principal = await tokens.authenticate(await issuer.sign({ claims: { sub: 'mei.lin@example.org' } }));
    expect(principal?.id).toMatch(/^sub_[\w-]{22}$/);
    expect(JSON.stringify(principal)).not.toContain('example.org');
  });

  it('may be an operator’s only where the settings say so', async () => {
    const claims = { scope: 'admin customer:read' };
    expect(await tokens.authenticate(await issuer.sign({ claims }))).toMatchObject({
      kind: 'partner',
      scopes: new Set(['customer:read']),
    });
    const settings = TokenSettings.parse({ ...issuer.settings, allowAdmin: true });
    expect(await createTokens({ settings, secret }).authenticate(await issuer.sign({ claims }))).toMatchObject({
      kind: 'operator',
    });
  });

  it.each<[string, TokenChanges]>([
    ['a list of audiences with ours', { claims: { aud: ['other', AUDIENCE] } }],
    ['a full media type', { header: { typ: 'application/AT+JWT' } }],
    ['an end within the clocks’ difference', { claims: { exp: inSeconds(-20), iat: inSeconds(-600) } }],
    ['a start within the clocks’ difference', { claims: { iat: inSeconds(20), nbf: inSeconds(20) } }],
  ])('is accepted with %s', async (_, changes) => {
    expect(await tokens.authenticate(await issuer.sign(changes))).toMatchObject({ id: 'agency' });
  });

  it.each<[string, TokenChanges]>([
    ['another issuer', { claims: { iss: 'https://other.example' } }],
    ['our issuer and a slash', { claims: { iss: 'http://127.0.0.1/' } }],
    ['another audience', { claims: { aud: 'https://other.example' } }],
    ['audiences without ours', { claims: { aud: ['a', 'b'] } }],
    ['no audience', { claims: { aud: undefined } }],
    ['no end', { claims: { exp: undefined } }],
    ['no time of issue', { claims: { iat: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an empty subject', { claims: { sub: '' } }],
    ['an end long past', { claims: { exp: inSeconds(-90), iat: inSeconds(-600) } }],
    ['an end that is text', { claims: { exp: '9999999999' } }],
    ['a start to come', { claims: { nbf: inSeconds(90) } }],
    ['an issue to come', { claims: { iat: inSeconds(90) } }],
    ['an issue too long ago', { claims: { iat: inSeconds(-90_000) } }],
    ['no scope of ours', { claims: { scope: 'openid email' } }],
    ['no scope at all', { claims: { scope: undefined } }],
    ['a jurisdiction that is none', { claims: { jurisdiction: 'somewhere' } }],
    ['purposes that are none', { claims: { purposes: ['a purpose with spaces'] } }],
    ['the type of an ID token', { header: { typ: 'JWT' } }],
    ['no type', { header: { typ: undefined } }],
    ['an extension that must be understood', { header: { crit: ['b64'], b64: true } }],
  ])('is refused with %s', async (_, changes) => {
    expect(await tokens.authenticate(await issuer.sign(changes))).toBeUndefined();
  });

  it('is not trusted beyond its end because it was good before', async () => {
    let now = Date.now();
    const patient = createTokens({ settings: issuer.settings, secret, clock: () => now });
    const token = await issuer.sign({ claims: { exp: inSeconds(10) } });
    expect(await patient.authenticate(token)).toBeDefined();
    expect(patient.isKnown(token)).toBe(true);
    now += 45_000;
    expect(await patient.authenticate(token)).toBeUndefined();
    expect(patient.isKnown(token)).toBe(false);
  });
});

describe('a forged token is refused', () => {
  const parts = async () => (await issuer.sign()).split('.') as [string, string, string];
  const header = (changes: object) => encode({ alg: 'RS256', typ: 'at+jwt', kid: 'k1', ...changes });

  it.each(['none', 'None', 'nOnE', ''])('with the algorithm "%s" and no signature', async (alg) => {
    const [, payload, signature] = await parts();
    expect(await tokens.authenticate(`${header({ alg })}.${payload}.`)).toBeUndefined();
    expect(await tokens.authenticate(`${header({ alg })}.${payload}.${signature}`)).toBeUndefined();
    expect(await tokens.authenticate(`${header({ alg })}.${payload}`)).toBeUndefined();
  });

  it.each(['pem', 'jwk', 'der'] as const)('with the public key as %s taken for a shared secret', async (form) => {
    const jwk = await issuer.addKey('k2');
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const shared = {
      pem: key.export({ type: 'spki', format: 'pem' }),
      der: key.export({ type: 'spki', format: 'der' }),
      jwk: JSON.stringify(jwk),
    }[form];
    const [, payload] = await parts();
    const signed = `${header({ alg: 'HS256', kid: 'k2' })}.${payload}`;
    const forged = createHmac('sha256', shared).update(signed).digest('base64url');
    expect(await tokens.authenticate(`${signed}.${forged}`)).toBeUndefined();
  });

  it.each<[string, (jwk: object) => object]>([
    ['in the header', (jwk) => ({ jwk })],
    ['in the header, without a name', (jwk) => ({ jwk, kid: undefined })],
    ['at an address in the header', () => ({ jku: 'http://127.0.0.1:9/keys', kid: 'evil' })],
    ['in a certificate chain of the header', () => ({ x5c: ['AAAA'], x5u: 'http://127.0.0.1:9/c' })],
    ['by a path', () => ({ kid: '../../../../dev/null' })],
    ['by a statement', () => ({ kid: `k1' union select 'x` })],
    ['by a name that objects have', () => ({ kid: '__proto__' })],
    ['under the issuer’s own name', () => ({})],
    ['by a list of names', () => ({ kid: ['k1'] })],
  ])('with a key of its own %s', async (_, changes) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const [, payload] = await parts();
    const signed = `${header(changes(publicKey.export({ format: 'jwk' })))}.${payload}`;
    const signature = createSign('sha256').update(signed).sign(privateKey, 'base64url');
    expect(await tokens.authenticate(`${signed}.${signature}`)).toBeUndefined();
  });

  it.each<[string, (token: [string, string, string]) => string]>([
    ['payload', ([head, , signature]) => `${head}.${encode({ sub: 'admin', scope: 'admin' })}.${signature}`],
    ['header', ([, payload, signature]) => `${header({ kid: 'k1', extra: 1 })}.${payload}.${signature}`],
    [
      'signature',
      ([head, payload, signature]) => `${head}.${payload}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    ],
    ['spelling', ([head, payload, signature]) => `${head}.${payload}.${signature}==`],
    ['number of parts', ([head, payload, signature]) => `${head}.${payload}.${signature}.${signature}`],
    ['length', ([head, payload, signature]) => `${head}.${payload}.${signature.repeat(200)}`],
    ['form', ([head, payload, signature]) => JSON.stringify({ protected: head, payload, signature })],
    ['case', ([head, payload, signature]) => `${head}.${payload}.${signature.toUpperCase()}`],
  ])('with another %s', async (_, spoil) => {
    expect(await tokens.authenticate(spoil(await parts()))).toBeUndefined();
  });

  it('signed with a key that the issuer has not published', async () => {
    await issuer.addKey('secret', { publish: false });
    expect(await tokens.authenticate(await issuer.sign({ kid: 'secret' }))).toBeUndefined();
  });

  it('signed with an algorithm that is not on the list, by the issuer itself', async () => {
    await issuer.addKey('k384', { alg: 'RS384' });
    expect(await tokens.authenticate(await issuer.sign({ kid: 'k384' }))).toBeUndefined();
  });

  it('whatever it is, when no issuer is set', async () => {
    const nobody = createTokens({ settings: TokenSettings.parse({}), secret });
    expect(await nobody.authenticate(await issuer.sign())).toBeUndefined();
    expect(issuer.asked).toEqual({ discovery: 0, keys: 0 });
  });
});
