import { createAccess, type Access } from '../../../src/access/create-access.ts';
import { createAuthenticator, type Authenticate } from '../../../src/access/create-authenticator.ts';
import { createGuessGuard } from '../../../src/access/limits/guess-guard.ts';
import { createTokens } from '../../../src/access/tokens/create-tokens.ts';
import { Secret } from '../../../src/config/secret.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { startIssuer, type TestIssuer } from './tokens/start-issuer.ts';

const secret = new Secret('a secret of this test and of nothing else');
const address = '198.51.100.7';

let store: Store;
let access: Access;
let issuer: TestIssuer;
let authenticate: Authenticate;
beforeEach(async () => {
  store = await openStore({ url: 'sqlite::memory:' });
  access = createAccess({ store, secret });
  issuer = await startIssuer();
  const tokens = createTokens({ settings: issuer.settings, secret });
  authenticate = createAuthenticator({ access, tokens, guard: createGuessGuard() });
});
afterEach(async () => {
  await issuer.stop();
  await store.close();
});

const makeKey = async () => (await access.createKey({ name: 'shop', scopes: ['customer:read'] })).key;
const guess = async (times: number) => {
  for (let tried = 0; tried < times; tried += 1)
    await authenticate({ authorization: `Bearer guess-${tried}`, address });
};

describe('a caller', () => {
  it('is known by a key or a token', async () => {
    const key = await makeKey();
    expect(await authenticate({ authorization: `Bearer ${key}`, address })).toMatchObject({ via: 'key' });
    expect(await authenticate({ apiKey: key, address })).toMatchObject({ via: 'key' });
    expect(await authenticate({ authorization: `bearer ${await issuer.sign()}`, address })).toMatchObject({
      via: 'jwt',
    });
  });

  it('is nobody without either, with a token in the key’s place, or with a wrong one before a right one', async () => {
    const key = await makeKey();
    const token = await issuer.sign();
    expect(await authenticate({ address })).toBeUndefined();
    expect(await authenticate({ apiKey: token, address })).toBeUndefined();
    expect(await authenticate({ authorization: 'Bearer wrong', apiKey: key, address })).toBeUndefined();
    expect(await authenticate({ authorization: `Bearer ${token} ${token}`, address })).toBeUndefined();
  });

  it('may choose among the purposes of its token', async () => {
    const authorization = `Bearer ${await issuer.sign({ claims: { purposes: 'SERVICE MARKETING' } })}`;
    expect(await authenticate({ authorization, address })).toMatchObject({ purpose: 'SERVICE' });
    expect(await authenticate({ authorization, purpose: 'MARKETING', address })).toMatchObject({
      purpose: 'MARKETING',
    });
    const unbound = authenticate({ authorization, purpose: 'RESEARCH', address });
    await expect(unbound).rejects.toMatchObject({ code: 'PURPOSE_FORBIDDEN' });
  });
});

describe('too many guesses', () => {
  it('lock out new credentials from where they came, for a time that is told', async () => {
    await guess(20);
    const fresh = authenticate({ apiKey: await makeKey(), address });
    await expect(fresh).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', retryAfterMs: expect.any(Number) });
  });

  it('leave alone who is not there, and who was known there before', async () => {
    const key = await makeKey();
    const token = `Bearer ${await issuer.sign()}`;
    await authenticate({ apiKey: key, address });
    await authenticate({ authorization: token, address });
    await guess(20);
    expect(await authenticate({ apiKey: key, address })).toBeDefined();
    expect(await authenticate({ authorization: token, address })).toBeDefined();
    expect(await authenticate({ apiKey: await makeKey(), address: '198.51.100.8' })).toBeDefined();
  });

  it('are not requests without a credential', async () => {
    for (let asked = 0; asked < 50; asked += 1) await authenticate({ address });
    expect(await authenticate({ apiKey: await makeKey(), address })).toBeDefined();
  });
});
