import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { Secret } from '../../src/config/secret.ts';
import type { TlsSettings } from '../../src/source/source-settings.ts';
import type { Source } from '../../src/source/source.ts';
import { createAuthority, type Pair, type TestAuthority } from '../unit/source/test-certificates.ts';
import { CONTEXT, createTestSource, failureOf, ROWS } from '../unit/source/test-source.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

describe('TLS to a source', () => {
  let ours: TestAuthority;
  let good: Pair;
  let server: Server | undefined;
  let source: Source | undefined;
  const sockets = new Set<Socket>();
  let received: string[] = [];

  beforeAll(() => {
    ours = createAuthority('ours');
    good = ours.issue({ for: 'IP:127.0.0.1' });
  });
  afterEach(async () => {
    await source?.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    server = undefined;
    received = [];
  });

  const answering = (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.on('data', (bytes: Buffer) => {
      received.push(bytes.toString());
      socket.write(ANSWER);
    });
  };

  async function connect(listening: Server, tls: TlsSettings = { ca: ours.ca }): Promise<Source> {
    server = listening.on('tlsClientError', () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    source = createTestSource({ baseUrl: `https://127.0.0.1:${port}`, tls });
    return source;
  }

  const speaking = (options: TlsOptions) => createTlsServer(options, answering);
  const old = { ciphers: 'DEFAULT@SECLEVEL=0' } as const;

  it.each<[string, () => Server, RegExp]>([
    [
      'a certificate that has expired',
      () => speaking(ours.issue({ for: 'IP:127.0.0.1', days: -1 })),
      /^CERT_HAS_EXPIRED$/,
    ],
    [
      'the certificate of another host',
      () => speaking(ours.issue({ for: 'DNS:erp.example' })),
      /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    ],
    [
      'a certificate of an unknown authority',
      () => speaking(createAuthority('theirs').issue({ for: 'IP:127.0.0.1' })),
      /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/,
    ],
    ['a certificate that vouches for itself', () => speaking(createAuthority('itself').itself), /SELF_SIGNED/],
    ['TLS 1.0 only', () => speaking({ ...good, ...old, minVersion: 'TLSv1', maxVersion: 'TLSv1' }), /PROTOCOL/],
    ['TLS 1.1 only', () => speaking({ ...good, ...old, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }), /PROTOCOL/],
    ['a handshake that stalls', () => createTcpServer((socket) => void sockets.add(socket)), /^ERR_TLS_HANDSHAKE_TIME/],
    ['no TLS at all', () => createTcpServer((socket) => answering(socket.setEncoding('latin1'))), /^(ERR_SSL|EPROTO)/],
  ])('%s: unavailable, with the reason for the operator, asked once', async (_name, listening, detail) => {
    const failure = await failureOf(await connect(listening()));
    expect(failure).toEqual({
      code: 'SOURCE_UNAVAILABLE',
      detail: expect.stringMatching(detail),
      message: 'A source system cannot be reached.',
      source: 'erp',
      attempts: 1,
    });
    expect(received.join('')).not.toContain('GET /rows');
  });

  it('takes a certificate of the authority that the connector names', async () => {
    const asked = await connect(speaking(good));
    expect(await asked.send(ROWS, CONTEXT)).toMatchObject({ status: 200, body: {} });
  });

  it('does not take it without that', async () => {
    expect(await failureOf(await connect(speaking(good), {}))).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      detail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });

  describe('that asks for a certificate of ours', () => {
    const mutual = () => speaking({ ...good, ca: ours.ca, requestCert: true, rejectUnauthorized: true });

    it('is shown it', async () => {
      const { cert, key } = ours.issue({ for: 'DNS:gateway.example' });
      const asked = await connect(mutual(), { ca: ours.ca, cert, key: new Secret(key) });
      expect(await asked.send(ROWS, CONTEXT)).toMatchObject({ status: 200 });
      expect(received.join('')).toContain('GET /rows');
    });

    it.each<[string, () => TlsSettings]>([
      ['none', () => ({ ca: ours.ca })],
      [
        'one of another authority',
        () => {
          const { cert, key } = createAuthority('theirs').issue({ for: 'DNS:gateway.example' });
          return { ca: ours.ca, cert, key: new Secret(key) };
        },
      ],
    ])('is unavailable when it gets %s', async (_name, tls) => {
      const failure = await failureOf(await connect(mutual(), tls()));
      expect(failure).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'erp' });
      expect(received).toEqual([]);
    });
  });
});
