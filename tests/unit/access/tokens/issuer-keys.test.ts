import { setTimeout } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { createIssuerKeys } from '../../../../src/access/tokens/issuer-keys.ts';
import { startIssuer, type TestIssuer } from './start-issuer.ts';

let issuer: TestIssuer;
let now = 0;
let failures = 0;
beforeEach(async () => {
  issuer = await startIssuer();
  [now, failures] = [0, 0];
});
afterEach(() => issuer.stop());

const createKeys = () =>
  createIssuerKeys({ issuer: issuer.issuer, clock: () => now, onError: () => void (failures += 1) });

/** Whether the key a token names is found. */
async function finds(keys: ReturnType<typeof createKeys>, kid: string): Promise<boolean> {
  const flattened = { payload: '', signature: '' };
  return Promise.resolve(keys.find({ alg: 'RS256', kid }, flattened)).then(
    () => true,
    () => false,
  );
}

describe('the issuer’s keys', () => {
  it('are fetched once, whoever asks', async () => {
    const keys = createKeys();
    await keys.warm();
    const found = await Promise.all(Array.from({ length: 50 }, () => finds(keys, 'k1')));
    expect(new Set(found)).toEqual(new Set([true]));
    expect(issuer.asked).toEqual({ discovery: 1, keys: 1 });
  });

  it('are fetched by the first request when nobody warmed them', async () => {
    expect(decodeProtectedHeader(await issuer.sign()).kid).toBe('k1');
    expect(await finds(createKeys(), 'k1')).toBe(true);
  });

  it('follow a rotation: the new key is found, the withdrawn one no more', async () => {
    const keys = createKeys();
    await keys.warm();
    await issuer.addKey('k2');
    issuer.withdraw('k1');
    now += 20_000;
    expect(await finds(keys, 'k2')).toBe(true);
    expect(await finds(keys, 'k1')).toBe(false);
  });

  it('are asked for three times a minute at most, however many unknown names are tried', async () => {
    const keys = createKeys();
    await keys.warm();
    for (let tried = 0; tried < 600; tried += 1) {
      now = tried * 99;
      expect(await finds(keys, `guess-${tried}`)).toBe(false);
    }
    expect(issuer.asked.keys).toBeLessThanOrEqual(3);
  });

  it('go on working for an hour while the issuer is away, and end then', async () => {
    const keys = createKeys();
    await keys.warm();
    issuer.state.isAway = true;
    now = 59 * 60_000;
    expect(await finds(keys, 'k1')).toBe(true);
    expect(await finds(keys, 'unknown')).toBe(false);
    now = 61 * 60_000;
    expect(await finds(keys, 'k1')).toBe(false);
    expect(failures).toBeGreaterThan(0);
    issuer.state.isAway = false;
    now = 62 * 60_000;
    expect(await finds(keys, 'k1')).toBe(true);
  });

  it('are refreshed beside the requests when they have grown old', async () => {
    const keys = createKeys();
    await keys.warm();
    issuer.state.delayMs = 200;
    now = 6 * 60_000;
    expect(await finds(keys, 'k1')).toBe(true);
    await keys.warm();
    expect(issuer.asked.keys).toBe(2);
  });

  it('that are long in coming are not waited for', async () => {
    const keys = createKeys();
    await keys.warm();
    issuer.state.delayMs = 3_000;
    now = 20_000;
    const asked = finds(keys, 'unknown');
    const late = setTimeout(2_000, 'late', { ref: false });
    expect(await Promise.race([asked, late])).toBe(false);
  });

  it('are none when the issuer’s document names another issuer', async () => {
    issuer.state.otherName = 'https://other.example';
    expect(await finds(createKeys(), 'k1')).toBe(false);
    expect(failures).toBe(1);
  });
});
