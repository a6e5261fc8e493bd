import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:https';
import { AppError } from '../../../src/errors.ts';
import { createAuthority, type Pair, type TestAuthority } from '../source/test-certificates.ts';
import { createWorkplace, manifestWith, type Workplace } from './write-connector.ts';

describe('source.tls of a manifest', () => {
  let ours: TestAuthority;
  let client: Pair;
  let workplace: Workplace;

  beforeAll(() => {
    ours = createAuthority('ours');
    client = ours.issue({ for: 'DNS:gateway.example' });
  });
  beforeEach(() => {
    workplace = createWorkplace();
  });
  afterEach(() => workplace.remove());

  const withTls = (tls: string, baseUrl = 'https://crm.example') =>
    manifestWith({ baseUrl, source: `tls: { ${tls} }` });
  const inFolder = (file: string, text: string) => writeFileSync(`${workplace.connectorsDir}/crm/${file}`, text);

  it('is how the source is spoken to, from variables, a file they name, or the connector’s folder', async () => {
    const server = createServer(
      { ...ours.issue({ for: 'IP:127.0.0.1' }), ca: ours.ca, requestCert: true },
      (_request, response) => response.end('{"items":[{"id":"1"}]}'),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const tls = 'ca: ca.pem, cert: "${CRM_CERT}", key: "${CRM_KEY}"';
    workplace.write(withTls(tls, `https://127.0.0.1:${port}`));
    inFolder('ca.pem', ours.ca);
    inFolder('key.pem', client.key);
    const [crm] = await workplace.load({
      CRM_CERT: client.cert,
      CRM_KEY: `${workplace.connectorsDir}/crm/key.pem`,
    });
    const rows = await crm?.routes[0]?.fetchRows(['1'], { coordinate: 'Customer', keys: 1 });
    server.close();
    expect(rows).toEqual([{ key: '1', row: { id: '1' } }]);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['a key in the manifest', 'cert: c.pem, key: k.pem', {}, 'must come from the environment'],
    ['a file above its folder', 'ca: ../../etc/ca.pem', {}, 'must come from the environment'],
    ['an absolute file', 'ca: /etc/ssl/ca.pem', {}, 'must come from the environment'],
    ['a file that is not there', 'ca: none.pem', {}, 'is neither PEM text nor a file that can be read'],
    ['a variable that is not set', 'ca: "${CRM_CA}"', {}, 'the variable CRM_CA is not set'],
    ['a certificate without its key', 'cert: c.pem', {}, 'source.tls is wrong: cert and key belong together'],
    ['what is no PEM', 'cert: c.pem, key: "${CRM_KEY}"', { CRM_KEY: '-----BEGIN nonsense' }, 'cannot be used: ERR_'],
  ])('is refused with %s', async (_what, tls, env, words) => {
    workplace.write(withTls(tls));
    inFolder('c.pem', client.cert);
    const error: unknown = await workplace.load(env).catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new TypeError('expected an AppError');
    expect(error.problems[0]?.message).toContain(words);
    expect(error.problems[0]?.line).toBe(7);
  });

  it('is refused with a key of another certificate, and says nothing of it', async () => {
    workplace.write(withTls('cert: "${CRM_CERT}", key: "${CRM_KEY}"'));
    const { key } = ours.issue({ for: 'DNS:other.example' });
    const error: unknown = await workplace.load({ CRM_CERT: client.cert, CRM_KEY: key }).catch((thrown) => thrown);
    expect(error).toMatchObject({ problems: [{ message: expect.stringContaining('KEY_VALUES_MISMATCH') }] });
    expect(String(error)).not.toContain('PRIVATE');
  });
});
