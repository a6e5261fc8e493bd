import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataDir, runC360, startC360 } from './run-c360.ts';

// Each case starts processes, and a busy machine is slow at that.
const TIMEOUT_MS = 90_000;

const MAPPING = `{
  "id": Number,
  "status": $code({ "O": "OPEN" }, State),
  "total": { "amount": $decimal(Net), "currency": Cur },
  "rounded": $round(Net)
}
`;
const EXAMPLES = `- name: an open one
  in: { Number: '1', State: O, Net: 2.5, Cur: EUR, Spare: x }
  out: { id: '1', status: OPEN, total: { amount: '2.5', currency: EUR }, rounded: 2 }
- name: a strange one
  in: { Number: '2', State: Z }
  problems: [{ path: status, code: UNKNOWN_CODE }]
`;

describe('c360 mapping', () => {
  let mappingsDir: string;
  const run = (...args: string[]) => runC360(['mapping', ...args], { C360_MAPPINGS_DIR: mappingsDir });
  const read = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);
  const save = (name: string, text: string) => writeFileSync(join(mappingsDir, 'shop', name), text);

  beforeEach(() => {
    mappingsDir = createDataDir();
    mkdirSync(join(mappingsDir, 'shop'));
    save('deal.jsonata', MAPPING);
    save('deal.examples.yaml', EXAMPLES);
  });

  it(
    'test: says that all examples hold, or how each differs and where',
    async () => {
      expect(await run('test')).toMatchObject({ code: 0, stderr: expect.stringMatching(/^2 of 2 examples hold\.$/m) });
      save('deal.jsonata', MAPPING.replace('Cur }', '"USD" }'));
      const { code, stdout } = await run('test', 'shop/deal');
      expect(code).toBe(1);
      expect(stdout).toMatch(/deal\.examples\.yaml:1: an open one\n {2}total\.currency: expected "EUR", got "USD"\n/);
      expect(await read('test')).toMatchObject([{ example: 'an open one', line: 1 }, { differences: [] }]);
    },
    TIMEOUT_MS,
  );

  it(
    'test --watch: runs again after a save, and lives through one that does not parse',
    async () => {
      const { child, exited } = startC360(['mapping', 'test', '--watch'], { C360_MAPPINGS_DIR: mappingsDir });
      let told = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
      const until = async (words: RegExp): Promise<void> => {
        while (!words.test(told)) await once(child.stderr, 'data');
        told = '';
      };
      child.stdout.resume();
      try {
        await until(/2 of 2 examples hold/);
        save('deal.jsonata', '{ "id": ');
        await until(/deal\.jsonata:1:/);
        save('deal.jsonata', MAPPING.replace('Number', 'Nummer'));
        await until(/1 of 2 examples hold/);
      } finally {
        child.kill('SIGINT');
      }
      await expect(exited).resolves.toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'try: maps an example or a row of one’s own, and shows what was refused',
    async () => {
      expect(await read('try', 'shop/deal')).toMatchObject({ value: { status: 'OPEN' }, problems: [] });
      const strange = await run('try', 'shop/deal', '--example', 'a strange one');
      expect(strange).toMatchObject({ code: 0, stderr: expect.stringMatching(/first run [\d.]+ µs, then [\d.]+ µs/) });
      expect(strange.stdout).toMatch(/problem .*"UNKNOWN_CODE"/);
      const row = join(mappingsDir, 'row.json');
      writeFileSync(row, '{"Number":"7"}');
      expect(await read('try', join(mappingsDir, 'shop/deal.jsonata'), '--row', row)).toMatchObject({
        value: { id: '7' },
      });
    },
    TIMEOUT_MS,
  );

  it(
    'coverage: names what is dropped, left empty and lossy',
    async () => {
      const coverage = await read('coverage', 'shop/deal', '--as', 'Customer.orders');
      expect(coverage).toMatchObject({ rows: 2, dropped: [{ path: 'Spare', rows: 1 }] });
      expect(coverage.unfilled).toEqual(expect.arrayContaining(['orderedAt', 'lines.sku']));
      expect(coverage.unfilled).not.toContain('total.amount');
      expect((await run('coverage', 'shop/deal')).stdout).toMatch(/5:14 \$round in rounded: digits are dropped/);
    },
    TIMEOUT_MS,
  );

  it(
    'explain: names expression, place, fields read and functions called',
    async () => {
      const { stdout } = await run('explain', 'shop/deal', 'status');
      expect(stdout).toMatch(/^status {2}.*deal\.jsonata:3:13\n.*\n {2}reads State\n {2}calls \$code\n$/);
      const targets = (await read('explain', 'shop/deal', 'total')).map(({ target }: { target: string }) => target);
      expect(targets).toEqual(['total', 'total.amount', 'total.currency']);
    },
    TIMEOUT_MS,
  );

  it.each<[string, string[], number, RegExp]>([
    ['a mapping that is not there', ['test', 'shop/deel'], 2, /deel\.jsonata: does not exist; right: /],
    ['an example that is not there', ['try', 'shop/deal', '--example', 'x'], 2, /it has: an open one; a strange one/],
    ['a row that is no JSON', ['try', 'shop/deal', '--row', 'package-lock.yaml'], 2, /is no JSON file/],
    ['a coordinate nobody knows', ['coverage', 'shop/deal', '--as', 'Deal'], 2, /there is no coordinate Deal/],
    ['a field it does not fill', ['explain', 'shop/deal', 'colour'], 1, /fills no field colour/],
  ])(
    'refuses %s',
    async (_what, args, code, words) => {
      const ran = await run(...args);
      expect(ran.stderr).toMatch(words);
      expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code, stdout: '' });
    },
    TIMEOUT_MS,
  );
});
