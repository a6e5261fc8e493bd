import { AppError } from '../../../src/errors.ts';
import { LOOPBACK } from '../../loopback-sources.ts';
import { createWorkplace, manifestWith, type Workplace } from './write-connector.ts';

describe('a manifest that is wrong', () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = createWorkplace();
  });
  afterEach(() => workplace.remove());

  async function problemsOf(manifest: string, mapping?: string): Promise<string[]> {
    workplace.write(manifest, 'crm', mapping);
    const error: unknown = await workplace.load().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return [];
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('SETUP_INVALID');
    return error.problems.map(({ file, line, column, message, hint }) => {
      expect(file).toMatch(/crm\/(connector\.yaml|customer\.jsonata)$/);
      return `${line}:${column} ${message}${hint ? ` | ${hint}` : ''}`;
    });
  }

  const customer = (lines: string) => manifestWith({ customer: lines });

  it('is none when it is right', async () => {
    expect(await problemsOf(manifestWith())).toEqual([]);
  });

  it.each<[string, string, unknown[]]>([
    [
      'is no YAML',
      'connector: [crm',
      ['1:16 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    [
      'misses what it needs',
      'connector: crm',
      ['1:1 title is missing', '1:1 owner is missing', '1:1 source is missing', '1:1 provides is missing'],
    ],
    [
      'is of another folder',
      manifestWith().replace('connector: crm', 'connector: erp'),
      ['1:12 the folder is named "crm" | right: connector: crm'],
    ],
    [
      'misspells a key',
      manifestWith({ source: 'timout: 2s' }),
      ['7:11 unknown key "timout" | did you mean "timeout"?'],
    ],
    [
      'misspells a key deep inside',
      manifestWith({ source: 'limits: { concurency: 2 }' }),
      ['7:25 unknown key "concurency" | did you mean "concurrency"?'],
    ],
    [
      'invents a key',
      manifestWith({ source: 'retry: { forever: true }' }),
      ['7:21 unknown key "forever" | right: attempts, budget, baseDelay'],
    ],
    [
      'misspells a key of an entry',
      customer('fetch: { get: /c, bacth: 2 }\nrows: body\nkey: id\nmapping: customer'),
      ['9:30 unknown key "bacth" | did you mean "batch"?'],
    ],
    [
      'writes a duration without a unit',
      manifestWith({ source: 'timeout: 20' }),
      ['7:12 source.timeout is wrong: Invalid input: expected string, received number'],
    ],
    [
      'writes a duration in words',
      manifestWith({ source: 'timeout: soon' }),
      ['7:12 source.timeout is wrong: expected a duration such as 500ms, 2s, 5m or 1h'],
    ],
    [
      'writes a size in words',
      manifestWith({ source: 'limits: { maxResponseBytes: much }' }),
      ['7:31 source.limits.maxResponseBytes is wrong: expected a size such as 500kB or 10MB'],
    ],
    [
      'writes a ratio over one',
      manifestWith({ source: 'retry: { budget: 110% }' }),
      ['7:20 source.retry.budget is wrong: expected a ratio such as 10% or 0.1'],
    ],
    [
      'names an unsupported kind',
      manifestWith({ kind: 'soap' }),
      ['5:9 source.kind is not supported: "soap" | right: rest, odata, graphql, file'],
    ],
    [
      'names an unsupported way to log in',
      manifestWith({ source: 'auth: { type: kerberos }' }),
      [
        '7:17 source.auth.type is not supported: "kerberos" | right: none, basic, bearer, apiKey, oauth2ClientCredentials',
      ],
    ],
    [
      'has no address',
      manifestWith({ baseUrl: 'crm.example' }),
      ['6:12 is no http or https address | right: https://erp.example.com/api'],
    ],
    [
      'has a password in its address',
      manifestWith({ baseUrl: 'https://a:hunter2@crm.example' }),
      ['6:12 must not hold a user, a password or a # | credentials belong under auth'],
    ],
    [
      'stands at an address of a private network',
      manifestWith({ baseUrl: 'https://10.1.2.3/api' }),
      ['6:12 is a private address | if it is meant to be, set outbound.allow: C360_OUTBOUND_ALLOW=10.1.2.3'],
    ],
    [
      'stands at an address of this machine, written as a number',
      manifestWith({ baseUrl: 'https://2130706434/' }),
      ['6:12 is a loopback address | if it is meant to be, set outbound.allow: C360_OUTBOUND_ALLOW=127.0.0.2'],
    ],
    [
      'is asked by http',
      manifestWith({ baseUrl: 'http://crm.example' }),
      ['6:12 is http to another machine | if it is meant to be, set outbound.plainHttp: C360_OUTBOUND_PLAIN_HTTP=true'],
    ],
    [
      'has a token endpoint in a private network',
      manifestWith({
        source: 'auth: { type: oauth2ClientCredentials, tokenUrl: "https://[fd00::1]/", clientId: a, clientSecret: b }',
      }),
      ['7:52 is a private address | if it is meant to be, set outbound.allow: C360_OUTBOUND_ALLOW=fd00::1'],
    ],
    [
      'reads an unset variable',
      manifestWith({ baseUrl: '${CRM_BASE_URL}' }),
      ['6:12 the variable CRM_BASE_URL is not set | set CRM_BASE_URL in the environment'],
    ],
    [
      'reads a variable that is not set before a path',
      manifestWith({ baseUrl: '${CRM_BASE_URL}/api' }),
      ['6:12 the variable CRM_BASE_URL is not set | set CRM_BASE_URL in the environment'],
    ],
    [
      "reads another connector's variable",
      manifestWith({ source: 'auth: { type: bearer, token: "${ERP_PASSWORD}" }' }),
      ['7:32 connector crm must not read the variable "ERP_PASSWORD" | right: ${CRM_...}'],
    ],
    [
      'names no coordinate of the graph',
      manifestWith().replace('  Customer:', '  Custommer:'),
      ['8:3 the graph has no coordinate "Custommer" | did you mean "Customer"?'],
    ],
    [
      'asks a coordinate by a key it does not have',
      customer('by: email\nfetch: { get: /c }\nrows: body\nkey: id\nmapping: customer'),
      ['9:9 Customer is not asked by "email" | right: record'],
    ],
    [
      'provides the same twice',
      customer('- &entry { fetch: { get: /c }, rows: body, key: id, mapping: customer }\n- *entry'),
      ['10:7 provides Customer by record twice'],
    ],
    [
      'asks in no way',
      customer('fetch: { batch: 2 }\nrows: body\nkey: id\nmapping: customer'),
      ['9:5 provides.Customer.fetch is wrong: expected exactly one of get, post, graphql'],
    ],
    [
      'asks a REST source in GraphQL',
      customer('fetch: { graphql: "{ a }" }\nrows: body\nkey: id\nmapping: customer'),
      ['9:5 kind rest is not asked this way | right: get: /path or post: /path'],
    ],
    [
      'does not say where the rows are',
      customer('fetch: { get: /c }\nkey: id\nmapping: customer'),
      ['8:3 provides.Customer.rows is missing | right: rows: body.items'],
    ],
    [
      'has a path with an open brace',
      customer('fetch: { get: "/c/{$key" }\nrows: body\nkey: id\nmapping: customer'),
      ['9:19 a { is not closed | right: /orders/{$key}'],
    ],
    [
      'has a broken expression',
      customer('fetch: { get: /c }\nrows: body.(\nkey: id\nmapping: customer'),
      ['10:11 is no JSONata expression: Expected ")" before end of expression (character 6)'],
    ],
    [
      'misspells a variable',
      customer('fetch: { get: /c, query: { ids: $kyes } }\nrows: body\nkey: id\nmapping: customer'),
      ['9:37 $kyes is not known in this expression | did you mean $keys?'],
    ],
    [
      'forgets the quotes around a text',
      customer('fetch: { get: /c, query: { ids: $keys, state: open } }\nrows: body\nkey: id\nmapping: customer'),
      [`9:51 open names a field, and a request has none to read | right: "'open'" for a text`],
    ],
    [
      'calls a function that does not exist',
      customer('fetch: { get: /c, query: { ids: $joyn($keys) } }\nrows: body\nkey: $frobnicate(id)\nmapping: customer'),
      [
        '9:37 $joyn is not known in this expression | did you mean $join?',
        '11:10 $frobnicate is not known in this expression | right here: $keys, $key, $fields, $size, $page, $offset, $cursor, $status, $count',
      ],
    ],
    [
      'calls $eval',
      customer('fetch: { get: /c }\nrows: $eval("body")\nkey: id\nmapping: customer'),
      ['10:11 $eval is not allowed in a manifest'],
    ],
    [
      'reads files that are not its own',
      manifestWith({ kind: 'file' }).replace('baseUrl: http://127.0.0.1:9', 'root: ../erp'),
      ['6:9 must be a folder of the connector | right: root: data, or root: ${...}'],
    ],
    [
      'posts to a file and searches it',
      manifestWith({
        kind: 'file',
        customer: 'fetch: { post: /c }\nkey: id\nmapping: customer\nsearch: { get: /c.csv }',
      }).replace('baseUrl: http://127.0.0.1:9', 'root: data'),
      [
        '9:5 kind file is not asked this way | right: get: /customers.csv',
        '12:5 kind file cannot search | leave search out',
      ],
    ],
    [
      'names a mapping that is not there',
      customer('fetch: { get: /c }\nrows: body\nkey: id\nmapping: custmer'),
      [expect.stringMatching(/^12:14 the mapping .*crm\/custmer\.jsonata does not exist/)],
    ],
    [
      'enumerates what is no customer',
      manifestWith({
        more: '  Product: { by: sku, fetch: { get: /p }, rows: body, key: sku, mapping: customer, list: { get: /p } }',
      }),
      ['13:84 only customers can have a list | right: provides.Customer'],
    ],
  ])('%s', async (_name, manifest, problems) => {
    expect(await problemsOf(manifest)).toEqual(problems);
  });

  it.each([
    ['hands rows to a function', '{ "id": $string(id), "all": $keys($) }'],
    ['reads whatever there is', '{ "id": $string(id), "all": * }'],
  ])('asks for $fields where the mapping %s', async (_what, mapping) => {
    const manifest = customer(
      'fetch: { get: /c, query: { fields: \'$join($fields, ",")\' } }\nrows: body\nkey: id\nmapping: customer',
    );
    expect(await problemsOf(manifest, mapping)).toEqual([
      '9:5 asks for $fields, and its mapping may read any field | ' +
        'right: name each field in the mapping, without *, **, $eval, @ or a row given to a function',
    ]);
  });

  it('is told with all its problems, and those of the others, at once', async () => {
    workplace.write(manifestWith({ source: 'timeout: soon' }), 'erp');
    const problems = await problemsOf(
      manifestWith({ baseUrl: '${CRM_URL}', customer: 'fetch: { get: "/{" }\nkey: $nope\nmapping: gone' }),
    ).catch((error: unknown) => error);
    expect(problems).toBeInstanceOf(Error);
    const error: unknown = await workplace.load().catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new TypeError('expected an AppError');
    expect(error.problems.map(({ file }) => /(\w+)\/connector\.yaml/.exec(file)?.[1])).toEqual([
      'crm',
      'crm',
      'crm',
      'crm',
      'crm',
      'erp',
    ]);
    expect(error.message.split('\n')).toHaveLength(6);
  });

  it('points to the mapping when that is what is wrong', async () => {
    workplace.write(manifestWith());
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${workplace.mappingsDir}/crm/customer.jsonata`, '{\n  "id": $string(\n}');
    const error: unknown = await workplace.load().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SETUP_INVALID', problems: [{ line: 3 }] });
  });

  it.each([
    ['function', '{ "id": $strng(id) }', '1:9 $strng is not known | did you mean $string?'],
    ['variable', '(\n  $all := 1;\n  { "id": id & $al & $all }\n)', '3:16 $al is not known | did you mean $all?'],
  ])('finds a %s of a mapping that nothing binds', async (_what, mapping, problem) => {
    expect(await problemsOf(manifestWith(), mapping)).toEqual([problem]);
  });

  it('names a connector that does not exist', async () => {
    const { loadConnectors } = await import('../../../src/connector/load-connectors.ts');
    const { connectorsDir, mappingsDir } = workplace;
    await expect(
      loadConnectors({ connectorsDir, mappingsDir, env: {}, outbound: LOOPBACK, only: ['nope'] }),
    ).rejects.toThrow('does not exist');
  });

  it('never repeats a secret', async () => {
    const manifest = manifestWith({
      baseUrl: '${CRM_URL}',
      source: 'auth: { type: bearer, token: "${CRM_TOKEN}" }\ntimeout: soon',
    });
    workplace.write(manifest.replace('timeout: soon', ''));
    const error: unknown = await workplace
      .load({ CRM_URL: 'ftp://hunter2', CRM_TOKEN: 'hunter2' })
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('no http or https address');
    expect(String(error)).not.toContain('hunter2');
  });
});
