import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toManifestSchema } from '../../../src/connector/manifest-schema.ts';

it('docs/connector.schema.json is what manifests are checked by (npm run schema:connector makes it again)', () => {
  expect(JSON.parse(readFileSync('docs/connector.schema.json', 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(toManifestSchema())),
  );
});

it.each(readdirSync('connectors'))('connectors/%s tells editors about it', (name) => {
  const [first] = readFileSync(join('connectors', name, 'connector.yaml'), 'utf8').split('\n');
  expect(first).toBe('# yaml-language-server: $schema=../../docs/connector.schema.json');
});
