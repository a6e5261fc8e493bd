import { isIP } from 'node:net';
import { Secret } from '../../../src/config/secret.ts';
import type { FoundAddress } from '../../../src/source/look-up-address.ts';
import { createOutboundGuard, type OutboundRules } from '../../../src/source/outbound-guard.ts';
import { createOutbound } from '../../../src/source/outbound.ts';
import type { HttpSourceSettings } from '../../../src/source/source-settings.ts';
import type { Source } from '../../../src/source/source.ts';
import { LOOPBACK } from '../../loopback-sources.ts';
import { type Answer, sendJson, startServer, type TestServer } from './start-server.ts';
import { CONTEXT, createTestSource, failureOf, ROWS } from './test-source.ts';

/** Everything but addresses is allowed. */
const ANY_WAY: OutboundRules = { allow: [], plainHttp: true, ports: [] };

const found = (...addresses: string[]): FoundAddress[] =>
  addresses.map((address) => ({ address, family: isIP(address) === 6 ? 6 : 4 }));

describe('where requests may go', () => {
  let server: TestServer;
  let answer: Answer;
  const sources: Source[] = [];

  beforeEach(async () => {
    answer = (response) => sendJson(response, {});
    server = await startServer((...parts) => answer(...parts));
  });
  afterEach(async () => {
    await Promise.all(sources.splice(0).map((source) => source.close()));
    await server.close();
  });

  const port = () => new URL(server.url).port;

  function connect(
    host: string,
    {
      rules = ANY_WAY,
      addresses = [],
      ...changes
    }: Partial<HttpSourceSettings> & {
      rules?: OutboundRules;
      /** What the host's name answers, one list for each time it is asked; the last one for ever. */
      addresses?: FoundAddress[][];
    } = {},
  ): Source {
    const answers = [...addresses];
    const lookUp = async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    const outbound = createOutbound(rules, lookUp);
    const source = createTestSource({ baseUrl: `http://${host}:${port()}`, ...changes, outbound });
    sources.push(source);
    return source;
  }

  describe('addresses written into the URL', () => {
    it.each([
      ['loopback', '127.0.0.1', 'loopback'],
      ['another address of loopback', '127.8.9.10', 'loopback'],
      ['loopback, short', '127.1', 'loopback'],
      ['loopback as one decimal number', '2130706433', 'loopback'],
      ['loopback as one hexadecimal number', '0x7f000001', 'loopback'],
      ['loopback in hexadecimal parts', '0x7f.0x0.0x0.0x1', 'loopback'],
      ['loopback in octal parts', '0177.0.0.01', 'loopback'],
      ['loopback as one octal number', '017700000001', 'loopback'],
      ['loopback in full-width digits', '１２７.０.０.１', 'loopback'],
      ['loopback in circled digits', '①②⑦.⓪.⓪.①', 'loopback'],
      ['loopback with ideographic dots', '127。0。0。1', 'loopback'],
      ['loopback, percent-encoded', '%31%32%37.0.0.1', 'loopback'],
      ['loopback with a dot at its end', '127.0.0.1.', 'loopback'],
      ['zero, which is this machine', '0.0.0.0', 'unspecified'],
      ['zero, short', '0', 'unspecified'],
      ['link-local', '169.254.10.20', 'link-local'],
      ['the metadata of a cloud', '169.254.169.254', 'cloud metadata'],
      ['the metadata of a cloud as a number', '2852039166', 'cloud metadata'],
      ['the metadata of a cloud at an address that looks public', '168.63.129.16', 'cloud metadata'],
      ['the metadata of a cloud behind carrier-grade NAT', '100.100.100.200', 'cloud metadata'],
      ['private 10/8', '10.0.0.7', 'private'],
      ['private 172.16/12', '172.31.255.1', 'private'],
      ['private 192.168/16', '192.168.1.1', 'private'],
      ['carrier-grade NAT', '100.64.0.1', 'carrier-grade NAT'],
      ['multicast', '224.0.0.251', 'multicast'],
      ['broadcast', '255.255.255.255', 'broadcast'],
      ['for documentation', '192.0.2.1', 'reserved'],
      ['for benchmarks', '198.18.0.1', 'reserved'],
      ['of the future', '240.0.0.1', 'reserved'],
      ['IPv6 loopback', '[::1]', 'loopback'],
      ['IPv6 loopback, long', '[0000:0000:0000:0000:0000:0000:0000:0001]', 'loopback'],
      ['IPv6 nowhere', '[::]', 'unspecified'],
      ['IPv4 loopback as IPv6', '[::ffff:127.0.0.1]', 'loopback'],
      ['IPv4 loopback as IPv6, in hexadecimal', '[::ffff:7f00:1]', 'loopback'],
      ['metadata as IPv6', '[::ffff:a9fe:a9fe]', 'cloud metadata'],
      ['IPv4 loopback as old IPv6', '[::7f00:1]', 'reserved'],
      ['IPv4 loopback, translated (RFC 6145)', '[::ffff:0:127.0.0.1]', 'translated'],
      ['IPv4 loopback through NAT64', '[64:ff9b::7f00:1]', 'translated'],
      ['a private address through a NAT64 of one’s own', '[64:ff9b:1::a00:1]', 'translated'],
      ['IPv4 loopback through 6to4', '[2002:7f00:1::]', 'translated'],
      ['Teredo', '[2001:0:4136:e378:8000:63bf:3fff:fdd2]', 'translated'],
      ['IPv6 link-local', '[fe80::1]', 'link-local'],
      ['IPv6 private', '[fd12:3456:789a::1]', 'private'],
      ['the metadata of a cloud over IPv6', '[fd00:ec2::254]', 'cloud metadata'],
      ['IPv6 site-local of old', '[fec0::1]', 'private'],
      ['IPv6 multicast', '[ff02::1]', 'multicast'],
      ['IPv6 for documentation', '[2001:db8::1]', 'reserved'],
      ['IPv6 that nobody was given', '[4000::1]', 'reserved'],
    ])('are not asked: %s (%s)', async (_name, host, word) => {
      expect(await failureOf(connect(host))).toEqual({
        code: 'SOURCE_UNAVAILABLE',
        detail: `ADDRESS_REFUSED a ${word} address; outbound.allow would allow it`,
        message: 'A source system cannot be reached.',
        source: 'erp',
        attempts: 1,
      });
      expect(server.requests).toEqual([]);
    });

    it.each(['http://[fe80::1%25eth0]/', 'http://[fe80::1%eth0]/', 'http://127.0.0.1.1.1/', 'http://1.2.3.4.5/'])(
      'are no URL: %s',
      (url) => expect(URL.canParse(url)).toBe(false),
    );
  });

  describe('addresses that a name answers', () => {
    it.each([
      ['loopback', found('127.0.0.1')],
      ['private', found('10.1.2.3')],
      ['cloud metadata', found('169.254.169.254')],
      ['loopback', found('::ffff:127.0.0.1')],
      ['loopback', found('93.184.215.14', '127.0.0.1')],
      ['private', found('2606:2800:21f:cb07::1', 'fd00::1')],
      ['link-local', found('fe80::1%eth0')],
      ['cloud metadata', found('fd00:ec2::254%eth0')],
      ['malformed', [{ address: '0177.0.0.1', family: 4 as const }]],
    ])('are judged, every one of them: %s', async (word, addresses) => {
      const failure = await failureOf(connect('erp.example', { addresses: [addresses] }));
      expect(failure).toMatchObject({ code: 'SOURCE_UNAVAILABLE', attempts: 1 });
      expect(failure.detail).toContain(`a ${word} address`);
      expect(server.requests).toEqual([]);
    });

    it('are judged again for each connection, so that a name which turns to this machine is refused', async () => {
      const allowed = { ...ANY_WAY, allow: ['127.0.0.1'] };
      const addresses = [found('127.0.0.1'), found('127.0.0.2')];
      const source = connect('erp.example', { rules: allowed, addresses });
      answer = (response) => sendJson(response, {}, { Connection: 'close' });
      await source.send(ROWS, CONTEXT);
      expect(await failureOf(source)).toMatchObject({ detail: expect.stringContaining('a loopback address') });
      expect(server.requests).toHaveLength(1);
    });

    it('are looked up once for a connection: what was judged is what is connected to', async () => {
      // A second question would be answered by an address where nothing listens, and refused.
      const addresses = [found('127.0.0.1'), found('127.0.0.9')];
      const source = connect('erp.example', { rules: { ...ANY_WAY, allow: ['127.0.0.1'] }, addresses });
      expect(await source.send(ROWS, CONTEXT)).toMatchObject({ status: 200 });
      expect(server.requests[0]?.headers.host).toBe(`erp.example:${port()}`);
    });
  });

  describe('what the operator allows', () => {
    const refusal = (url: string, rules: Partial<OutboundRules>) =>
      createOutboundGuard({ allow: [], plainHttp: false, ports: [], ...rules }).refusalOfUrl(new URL(url))?.setting;

    it.each<[string, Partial<OutboundRules>, string | undefined]>([
      ['https://93.184.215.14/', {}, undefined],
      ['https://[2606:2800:21f:cb07::1]/', {}, undefined],
      ['https://erp.example/', {}, undefined],
      ['http://erp.example/', {}, 'outbound.plainHttp'],
      ['http://localhost.erp.example/', {}, 'outbound.plainHttp'],
      ['http://93.184.215.14/', {}, 'outbound.plainHttp'],
      ['http://erp.example/', { plainHttp: true }, undefined],
      ['http://localhost/', {}, undefined],
      ['http://127.0.0.1/', { allow: ['127.0.0.1'] }, undefined],
      ['http://127.0.0.2/', { allow: ['127.0.0.1'] }, 'outbound.allow'],
      ['http://127.0.0.2/', { allow: ['127.0.0.0/8'] }, undefined],
      ['http://10.1.2.3/', { allow: ['10.1.0.0/16'] }, 'outbound.plainHttp'],
      ['https://10.1.2.3/', { allow: ['10.1.0.0/16'] }, undefined],
      ['https://10.2.2.3/', { allow: ['10.1.0.0/16'] }, 'outbound.allow'],
      ['https://[::ffff:10.1.2.3]/', { allow: ['10.1.0.0/16'] }, undefined],
      ['https://[fd00::1]/', { allow: ['fd00::/8'] }, undefined],
      ['https://[fd00::1]/', { allow: ['10.0.0.0/8'] }, 'outbound.allow'],
      ['https://169.254.169.254/', { allow: ['169.254.0.0/16'] }, 'outbound.allow'],
      ['https://169.254.169.254/', { allow: ['0.0.0.0/0'] }, 'outbound.allow'],
      ['https://169.254.169.254/', { allow: ['169.254.169.254'] }, undefined],
      ['https://[64:ff9b::808:808]/', { allow: ['64:ff9b::/96'] }, undefined],
      ['https://[64:ff9b::7f00:1]/', { allow: ['64:ff9b::/96'] }, 'outbound.allow'],
      ['https://[64:ff9b::a00:1]/', { allow: ['64:ff9b::/96', '10.0.0.0/8'] }, undefined],
      ['https://127.0.0.1/', { allow: ['127.1', '0x7f000001', '127.0.0.1/99', 'localhost'] }, 'outbound.allow'],
      ['https://erp.example:8443/', { ports: [443, 8443] }, undefined],
      ['https://erp.example/', { ports: [443] }, undefined],
      ['https://erp.example:6379/', { ports: [443] }, 'outbound.ports'],
    ])('%s by %j: %s', (url, rules, setting) => expect(refusal(url, rules)).toBe(setting));

    it('http to a name takes a connection to this machine', async () => {
      const rules = { ...LOOPBACK, allow: ['127.0.0.1', '10.0.0.0/8'] };
      const source = connect('localhost', { rules, addresses: [found('10.1.2.3')] });
      expect((await failureOf(source)).detail).toBe(
        'ADDRESS_REFUSED http to another machine; outbound.plainHttp would allow it',
      );
    });
  });

  it('asks the token endpoint of a source by the same rules', async () => {
    const auth = {
      type: 'oauth2ClientCredentials' as const,
      tokenUrl: `http://10.0.0.7:${port()}/token`,
      clientId: new Secret('id'),
      clientSecret: new Secret('s3cret'),
      credentials: 'basic' as const,
    };
    const source = connect('127.0.0.1', { rules: LOOPBACK, auth });
    expect(await failureOf(source)).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      detail: 'ADDRESS_REFUSED a private address; outbound.allow would allow it',
    });
    expect(server.requests).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect %i, nor do credentials', async (status) => {
    const other = await startServer((response) => sendJson(response, {}));
    answer = (response) => response.writeHead(status, { Location: `${other.url}/rows` }).end();
    const auth = { type: 'apiKey' as const, in: 'header' as const, name: 'X-Key', value: new Secret('k3y') };
    const failure = await failureOf(connect('127.0.0.1', { rules: LOOPBACK, auth }));
    await other.close();
    expect(failure).toMatchObject({ code: 'SOURCE_REJECTED', detail: `status ${status}` });
    expect(server.requests[0]?.headers['x-key']).toBe('k3y');
    expect(other.requests).toEqual([]);
  });

  it('does not send the client’s secret where a token endpoint redirects to', async () => {
    const other = await startServer((response) => sendJson(response, { access_token: 'theirs' }));
    answer = (response) => response.writeHead(307, { Location: `${other.url}/token` }).end();
    const auth = {
      type: 'oauth2ClientCredentials' as const,
      tokenUrl: `${server.url}/token`,
      clientId: new Secret('id'),
      clientSecret: new Secret('s3cret'),
      credentials: 'body' as const,
    };
    const failure = await failureOf(connect('127.0.0.1', { rules: LOOPBACK, auth }));
    await other.close();
    expect(failure).toMatchObject({ code: 'SOURCE_REJECTED' });
    expect(other.requests).toEqual([]);
  });
});
