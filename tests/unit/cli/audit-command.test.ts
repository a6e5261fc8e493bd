import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../src/store/open-store.ts';
import { createDataDir, runC360 } from './run-c360.ts';

const TIMEOUT_MS = 60_000;

describe('c360 audit', () => {
  it(
    'shows what was done to keys and who looked, and finds what was edited or cut off',
    async () => {
      const dataDir = createDataDir();
      const env = { C360_DATA_DIR: dataDir };
      const made = await runC360(['keys', 'create', '--name', 'x', '--scopes', 'customer:read', '--json'], env);
      const { id } = JSON.parse(made.stdout);
      await runC360(['keys', 'revoke', id], env);

      const listed = await runC360(['audit', 'list', '--customer', 'cus_1', '--json'], env);
      expect(JSON.parse(listed.stdout)).toMatchObject({ seq: 3, entry: { action: 'audit.read', targets: ['cus_1'] } });

      const exported = await runC360(['audit', 'export'], env);
      const records = exported.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(records.map(({ entry }) => [entry.action, ...entry.targets])).toEqual([
        ['key.create', id],
        ['key.revoke', id],
        ['audit.read', 'cus_1'],
        ['audit.read'],
      ]);
      expect(records[0].entry.who).toMatchObject({ kind: 'operator', via: 'cli', id: expect.stringMatching(/^cli:/) });

      const verified = await runC360(['audit', 'verify', '--json'], env);
      expect({ code: verified.code, ...JSON.parse(verified.stdout) }).toMatchObject({
        code: 0,
        intact: true,
        records: 4,
      });
      const anchors = join(dataDir, 'anchors.ndjson');
      writeFileSync(anchors, verified.stdout);

      const store = await openStore({ url: `sqlite:${join(dataDir, 'c360.db')}` });
      await store.run('delete from audit_record where seq > 1');
      await store.close();
      const cut = await runC360(['audit', 'verify', '--anchors', anchors], env);
      expect(cut).toMatchObject({ code: 1, stdout: expect.stringContaining('cut off') });
    },
    TIMEOUT_MS,
  );

  it.each([
    ['a time that is none', ['audit', 'list', '--since', 'yesterday'], /"yesterday" is no RFC 3339 time/],
    ['anchors that are none', ['audit', 'verify', '--anchors', 'package.json'], /does not hold what c360 audit verify/],
  ])(
    'refuses %s',
    async (_, args, words) => {
      const ran = await runC360(args);
      expect(ran.code).toBe(2);
      expect(ran.stderr).toMatch(words);
    },
    TIMEOUT_MS,
  );
});
