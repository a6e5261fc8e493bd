import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Config } from '../../../src/config/config.ts';
import { toConfigurationPage } from '../../../src/config/configuration-page.ts';
import { loadConfig, type LoadConfigOptions } from '../../../src/config/load-config.ts';
import { AppError } from '../../../src/errors.ts';

const SECRET = 'a-secret-of-more-than-32-characters';

function inFolder(yaml?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'c360-config-'));
  if (yaml !== undefined) writeFileSync(join(folder, 'c360.config.yaml'), yaml);
  return folder;
}

function load(options: LoadConfigOptions & { yaml?: string }): Config {
  const { yaml, env = {}, ...rest } = options;
  return loadConfig({ cwd: inFolder(yaml), env: { C360_SECRET: SECRET, ...env }, ...rest });
}

function problemsOf(options: LoadConfigOptions & { yaml?: string }): string[] {
  try {
    load(options);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'SETUP_INVALID') throw error;
    return error.problems.map(({ file, line, message, hint }) =>
      [file.replace(/^.*\//, ''), line, message, hint].filter((part) => part !== undefined).join(' | '),
    );
  }
  return [];
}

describe('what wins', () => {
  it.each([
    ['the default', {}, 4000, true],
    ['the file', { yaml: 'port: 4001' }, 4001, false],
    ['the environment over the file', { yaml: 'port: 4001', env: { C360_PORT: '4002' } }, 4002, false],
    ['a flag over both', { yaml: 'port: 4001', env: { C360_PORT: '4002' }, flags: { port: '0' } }, 0, false],
    ['an empty variable counts as absent', { env: { C360_PORT: '' } }, 4000, true],
  ])('%s', (_case, options, port, isDefaultPort) => {
    expect(load(options)).toMatchObject({ port, isDefaultPort });
  });

  it('keeps what the file says beside what the environment says in one section', () => {
    const { limits } = load({ yaml: 'limits: { maxCost: 7, maxDepth: 8 }', env: { C360_LIMITS_MAX_DEPTH: '9' } });
    expect(limits).toMatchObject({ maxCost: 7, maxDepth: 9, maxTokens: 1000 });
  });

  it('reads lists and booleans from the environment', () => {
    const env = { C360_CORS_ORIGINS: 'https://a.example, https://b.example', C360_INTROSPECTION: 'false' };
    expect(load({ env })).toMatchObject({
      cors: { origins: ['https://a.example', 'https://b.example'] },
      introspection: false,
    });
  });

  it('puts the embedded store into the data folder unless another store is named', () => {
    const cwd = inFolder();
    const config = loadConfig({ cwd, env: { C360_SECRET: SECRET, C360_DATA_DIR: 'kept' } });
    expect(config.storeUrl.reveal()).toBe(`sqlite:${join(cwd, 'kept', 'c360.db')}`);
    expect(load({ env: { C360_STORE_URL: 'postgres://u:p@db/c360' } }).storeUrl.reveal()).toBe(
      'postgres://u:p@db/c360',
    );
  });
});

describe('what is wrong', () => {
  it('is told all at once, each with its place', () => {
    const yaml = ['host: 127.0.0.1', 'port: many', 'limits:', '  maxCost: 0', '  maxCots: 5', 'colour: red'].join('\n');
    const env = {
      C360_REDIS_URL: 'http://cache',
      C360_REDIS_ULR: 'x',
      C360_TEST_THING: 'y',
      C360_TLS_CERT_FILE: 'c.pem',
    };
    expect(problemsOf({ yaml, env })).toEqual([
      'C360_REDIS_ULR | is no setting | did you mean C360_REDIS_URL?',
      'c360.config.yaml | 2 | port: Invalid input: expected number, received string',
      'C360_REDIS_URL | redisUrl: is no Redis address; right: redis://… or rediss://…',
      'c360.config.yaml | 4 | limits.maxCost: Too small: expected number to be >=1',
      'c360.config.yaml | 5 | limits.maxCots is no setting | did you mean limits.maxCost?',
      'C360_TLS_CERT_FILE | tls: certFile and keyFile belong together; right: set both or neither',
      'c360.config.yaml | 6 | colour is no setting | docs/configuration.md lists them all',
    ]);
  });

  it.each([
    ['YAML that does not parse', { yaml: 'port: [' }, /^c360\.config\.yaml \| 1 \|/],
    ['a list in place of a map', { yaml: '- port' }, /is no map of settings/],
    ['a named file that is not there', { env: { C360_CONFIG: 'gone.yaml' } }, /^gone\.yaml \| does not exist/],
    ['any origin', { env: { C360_CORS_ORIGINS: '*' } }, /^C360_CORS_ORIGINS \| .*is no origin/],
    ['a flag', { flags: { port: '99999' } }, /^--port \| /],
    ['a united scalar', { yaml: 'profile:\n  birthDate: UNION' }, /^c360\.config\.yaml \| 2 \| profile\.birthDate: /],
    ['numbers nobody verifies', { env: { C360_PROFILE_PHONES: 'VERIFIED_FIRST' } }, /^C360_PROFILE_PHONES \| /],
    [
      'a name of two records',
      { yaml: 'profile:\n  givenName: MOST_RECENT' },
      /givenName and familyName come from one record; right: /,
    ],
    [
      'a short former secret',
      { env: { C360_FORMER_SECRETS: 'hunter2' } },
      /^C360_FORMER_SECRETS \| formerSecrets\.0: /,
    ],
    ['a short secret', { env: { C360_SECRET: 'hunter2' } }, /^C360_SECRET \| secret: /],
  ])('%s', (_case, options, expected) => {
    const problems = problemsOf(options);
    expect(problems[0]).toMatch(expected);
    expect(problems.join()).not.toContain('hunter2');
  });
});

describe('the secret', () => {
  it('is made once, for its owner only, with a word about sharing it', () => {
    const cwd = inFolder();
    const first = loadConfig({ cwd, env: {} });
    const second = loadConfig({ cwd, env: {} });
    expect(first.warnings[0]).toMatch(/must share one/);
    expect(second.warnings).toEqual([]);
    expect(second.secret.reveal()).toBe(first.secret.reveal());
    expect(statSync(join(cwd, '.c360', 'secret')).mode & 0o777).toBe(0o600);
  });

  it('does not print, whatever prints it', () => {
    const formerSecret = 'hunter2 and thirty-two more characters';
    const config = load({
      env: { C360_REDIS_URL: 'redis://:hunter2hunter2@cache', C360_FORMER_SECRETS: formerSecret },
    });
    expect(config.formerSecrets.map((secret) => secret.reveal())).toEqual([formerSecret]);
    const printed = [
      inspect(config, { depth: 9 }),
      JSON.stringify(config),
      'secret: ' + config.secret.toString(),
      String(config.redisUrl),
    ];
    expect(printed.join()).not.toMatch(/hunter2|a-secret-of/);
    expect(printed.join()).toContain('[redacted]');
    expect(config.secret.reveal()).toBe(SECRET);
  });
});

it('gives a configuration that nobody can change', () => {
  const { limits } = load({});
  expect(() => Object.assign(limits, { maxCost: 1 })).toThrow(/read only/);
});

it('is described, setting by setting, in docs/configuration.md', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(toConfigurationPage());
});
