import { auditServer, type AuditResult } from 'graphql-http';
import { HEADERS, startFixtureGateway, type FixtureGateway } from '../unit/http/start-fixture-gateway.ts';

describe('the GraphQL-over-HTTP audits of npm graphql-http, sent with the preflight header and a key', () => {
  let gateway: FixtureGateway;
  let results: AuditResult[];

  beforeAll(async () => {
    gateway = await startFixtureGateway();
    results = await auditServer({
      url: gateway.graphql,
      fetchFn: async (url: string, options: RequestInit = {}) =>
        fetch(url, {
          ...options,
          headers: {
            ...Object.fromEntries(new Headers(options.headers)),
            authorization: HEADERS.authorization,
            'apollo-require-preflight': '1',
          },
        }),
    });
  });
  afterAll(async () => gateway.stop());

  it('are 61, every one ok', () => {
    const others = results.filter(({ status }) => status !== 'ok');
    expect(others.map(({ id, name, status }) => `${id} ${status}: ${name}`)).toEqual([]);
    expect(results).toHaveLength(61);
  });
});
