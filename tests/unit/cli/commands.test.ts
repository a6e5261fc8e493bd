import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/create-program.ts';
import { createTerminal } from '../../../src/cli/terminal.ts';
import { createDataDir, runC360 } from './run-c360.ts';

// Each case starts processes, and a busy machine is slow at that.
const TIMEOUT_MS = 60_000;

/** Every command that does something, with its full name. */
function allCommands(command: Command, path: readonly string[] = []): [string, Command][] {
  if (command.commands.length === 0) return [[path.join(' '), command]];
  return command.commands.flatMap((child) => allCommands(child, [...path, child.name()]));
}

describe('every command', () => {
  const guide = readFileSync('docs/cli.md', 'utf8');

  it.each(allCommands(createProgram(createTerminal())))(
    '%s is in docs/cli.md with all its options',
    (name, command) => {
      const options = command.options.map(({ long }) => long ?? '').filter((long) => long !== '--help');
      const section = guide.split('\n## ').find((part) => part.startsWith(`\`c360 ${name}`)) ?? '';
      expect(section).not.toBe('');
      expect(options.filter((option) => !section.includes(option))).toEqual([]);
    },
  );

  it.each(allCommands(createProgram(createTerminal())).filter(([name]) => !/^keys (list|revoke)/.test(name)))(
    '%s teaches by example or says what its options take',
    (_name, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(help).toMatch(/\$ c360 |Scopes:/);
    },
  );
});

it('c360 --help says where to start', async () => {
  const { code, stdout } = await runC360(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Start here:\n {2}\$ c360 demo/);
});

describe('c360 connector new', () => {
  const toEnv = () => {
    const folder = createDataDir();
    const at = (name: string) => join(folder, name);
    return { C360_DATA_DIR: at('data'), C360_CONNECTORS_DIR: at('connectors'), C360_MAPPINGS_DIR: at('mappings') };
  };

  it('writes a connector that is right as it stands, and nothing that checks it keeps anything', async () => {
    const env = toEnv();
    const written = await runC360(['connector', 'new', 'help-desk'], env);
    expect(written.stdout.match(/help-desk\/[a-z.A-Z]+$/gm)).toEqual([
      'help-desk/connector.yaml',
      'help-desk/README.md',
      'help-desk/customer.jsonata',
      'help-desk/customer.examples.yaml',
    ]);
    expect(await runC360(['check', '--no-env'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Customer/),
    });
    expect(await runC360(['mapping', 'test'], env)).toMatchObject({ code: 0 });
    expect(existsSync(env.C360_DATA_DIR)).toBe(false);
    expect(await runC360(['connector', 'new', 'help-desk'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is there already'),
    });
  }, 60_000);

  it('refuses a name that could be no folder', async () => {
    const env = toEnv();
    expect(await runC360(['connector', 'new', '../x'], env)).toMatchObject({ code: 2 });
    expect(existsSync(env.C360_CONNECTORS_DIR)).toBe(false);
  }, 60_000);
});

it('c360 backup and c360 restore carry a store from one place to another', async () => {
  const folder = createDataDir();
  const env = { C360_SECRET: 's'.repeat(40), C360_STORE_URL: `sqlite:${join(folder, 'one.db')}` };
  const made = await runC360(['keys', 'create', '--name', 'kept', '--scopes', 'customer:read'], env);
  expect(made.code).toBe(0);
  const file = join(folder, 'store.backup');
  expect(await runC360(['backup', file], env)).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^Wrote \d+ rows/),
  });
  const elsewhere = { ...env, C360_STORE_URL: `sqlite:${join(folder, 'two.db')}` };
  expect(await runC360(['restore', file], elsewhere)).toMatchObject({ code: 0 });
  expect((await runC360(['keys', 'list'], elsewhere)).stdout).toContain('kept');
  expect(await runC360(['restore', file], elsewhere)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('not empty'),
  });
}, 60_000);

describe('an exit code tells a script', () => {
  interface Ending {
    readonly what: string;
    readonly args: readonly string[];
    readonly env?: Record<string, string>;
    readonly code: number;
    readonly words: RegExp;
  }

  it.each<Ending>([
    { what: 'an unknown command', args: ['sreve'], code: 2, words: /unknown command 'sreve'[^]*Did you mean serve/ },
    { what: 'a missing option', args: ['keys', 'create', '--name', 'x'], code: 2, words: /--scopes/ },
    {
      what: 'an unknown scope',
      args: ['keys', 'create', '--name', 'x', '--scopes', 'all'],
      code: 2,
      words: /unknown scope "all"/,
    },
    {
      what: 'a wrong setting',
      args: ['config'],
      env: { C360_PORT: 'many' },
      code: 2,
      words: /one problem\n {2}C360_PORT: port: /,
    },
    { what: 'an unknown key', args: ['keys', 'revoke', 'key_unknown'], code: 1, words: /There is no key key_unknown/ },
    { what: 'a port out of range', args: ['serve', '--port', '70000'], code: 2, words: /--port: port: / },
    {
      what: 'variables that are not set',
      args: ['check'],
      code: 2,
      words: /is not set; set \w+_\w+ in the environment/,
    },
  ])(
    '$what',
    async ({ args, env, code, words }) => {
      const ran = await runC360(args, env);
      expect(ran.stderr).toMatch(words);
      expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
    },
    TIMEOUT_MS,
  );
});

describe('c360 keys', () => {
  it(
    'makes a key, lists it without the key itself, and revokes it',
    async () => {
      const env = { C360_DATA_DIR: createDataDir() };
      const made = await runC360(['keys', 'create', '--name', 'web shop', '--scopes', 'customer:read', '--json'], env);
      const { id, key } = JSON.parse(made.stdout);

      const listed = await runC360(['keys', 'list'], env);
      expect(listed.stdout).toContain(`${id}  web shop  default  customer:read`);
      expect(listed.stdout + listed.stderr).not.toContain(key);

      const rotated = JSON.parse((await runC360(['keys', 'rotate', id, '--overlap', '60', '--json'], env)).stdout);
      expect(rotated).toEqual({ id, key: expect.not.stringContaining(key) });

      expect(await runC360(['keys', 'revoke', id], env)).toMatchObject({ code: 0, stderr: `Revoked ${id}.\n` });
      const [after] = JSON.parse((await runC360(['keys', 'list', '--json'], env)).stdout);
      expect(after).toMatchObject({ id, revokedAt: expect.any(String) });
    },
    TIMEOUT_MS,
  );
});

describe('c360 check', () => {
  it(
    'finds what is shipped in order, without any credentials',
    async () => {
      const { code, stdout } = await runC360(['check', '--no-env', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'erp', provides: expect.arrayContaining(['Customer']) }),
        ]),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'names file and line of what is wrong',
    async () => {
      const connectorsDir = join(createDataDir(), 'connectors');
      cpSync('connectors/erp', join(connectorsDir, 'erp'), { recursive: true });
      mkdirSync(join(connectorsDir, 'broken'));
      writeFileSync(join(connectorsDir, 'broken', 'connector.yaml'), 'connector: broken\nsource: [\n');
      const { code, stderr } = await runC360(['check', '--no-env'], { C360_CONNECTORS_DIR: connectorsDir });
      expect(code).toBe(2);
      expect(stderr).toMatch(/broken\/connector\.yaml:\d+:\d+: /);
    },
    TIMEOUT_MS,
  );
});

it('c360 config shows what applies and no secret', async () => {
  const env = { C360_SECRET: 'a-secret-of-more-than-32-characters', C360_LIMITS_MAX_COST: '77' };
  const { stdout } = await runC360(['config'], env);
  expect(stdout).toMatch(/^limits\.maxCost +77 +C360_LIMITS_MAX_COST$/m);
  expect(stdout).toMatch(/^secret +\[redacted\]/m);
  expect(stdout).not.toContain('a-secret-of');
});
