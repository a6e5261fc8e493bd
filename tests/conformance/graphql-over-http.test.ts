import { auditServer, type AuditResult } from 'graphql-http';
import { AUDITED_GATEWAYS, type AuditedGateway } from './gateway-audit/audited-gateways.ts';

describe.each(AUDITED_GATEWAYS)('%s: the GraphQL-over-HTTP audits of npm graphql-http', (_name, start) => {
  let gateway: AuditedGateway;
  let results: AuditResult[];

  beforeAll(async () => {
    gateway = await start();
    const { 'content-type': _theirs, ...headers } = gateway.headers;
    results = await auditServer({
      url: gateway.graphql,
      fetchFn: async (url: string, options: RequestInit = {}) =>
        fetch(url, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), ...headers } }),
    });
  }, 60_000);
  afterAll(async () => gateway.stop());

  it('are 61, every one ok', () => {
    const others = results.filter(({ status }) => status !== 'ok');
    expect(others.map(({ id, name, status }) => `${id} ${status}: ${name}`)).toEqual([]);
    expect(results).toHaveLength(61);
  });
});
