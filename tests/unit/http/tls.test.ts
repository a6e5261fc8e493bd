import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import type { SecureVersion } from 'node:tls';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createAuthority } from '../source/test-certificates.ts';
import { HEADERS, startFixtureGateway, type FixtureGateway } from './start-fixture-gateway.ts';

const authority = createAuthority('the gateway’s');
let folder: string;
let gateway: FixtureGateway;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'c360-tls-'));
  const { cert, key } = authority.issue({ for: 'IP:127.0.0.1' });
  writeFileSync(join(folder, 'cert.pem'), cert);
  writeFileSync(join(folder, 'key.pem'), key);
  const env = { C360_SECRET: 'x'.repeat(32), C360_TLS_CERT_FILE: 'cert.pem', C360_TLS_KEY_FILE: 'key.pem' };
  gateway = await startFixtureGateway({ config: loadConfig({ env, cwd: folder }) });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

async function ask(maxVersion: SecureVersion) {
  const options = {
    method: 'POST',
    headers: HEADERS,
    ca: authority.ca,
    maxVersion,
    minVersion: 'TLSv1' as const,
    ciphers: 'DEFAULT@SECLEVEL=0',
  };
  const outgoing = request(gateway.graphql, options);
  outgoing.end('{"query":"{ hello }"}');
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { headers: response.headers, body: await text(response) };
}

describe('with a certificate the gateway', () => {
  it('speaks HTTPS, and tells browsers to stay with it', async () => {
    const { headers, body } = await ask('TLSv1.3');
    expect(gateway.url).toMatch(/^https:/);
    expect(JSON.parse(body)).toEqual({ data: { hello: 'Hello world' } });
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('speaks no version before 1.2', async () => {
    await expect(ask('TLSv1.2')).resolves.toMatchObject({ body: expect.stringContaining('Hello') });
    await expect(ask('TLSv1.1')).rejects.toMatchObject({ code: expect.stringMatching(/EPROTO|ECONNRESET/) });
  });

  it('has nothing to say to plain HTTP', async () => {
    await expect(fetch(gateway.graphql.replace('https:', 'http:'))).rejects.toThrow('fetch failed');
  });
});
