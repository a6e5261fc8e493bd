import { existsSync, globSync, readFileSync } from 'node:fs';
import { loadExamples } from '../../../src/mapping/examples.ts';
import { outputFieldsOf } from '../../../src/mapping/output-fields.ts';
import { loadMapping } from '../../../src/mapping/run-mapping.ts';

describe('the fields a mapping can fill', () => {
  it.each<[string, string, string[] | undefined]>([
    ['an object', '{ "id": ID, "name": $trimmed(NAME) }', ['id', 'name']],
    ['objects inside are not at the top', '{ "total": { "amount": A } }', ['total']],
    ['the last of a block', '($x := { "no": 1 }; { "id": ID })', ['id']],
    ['a variable', '($row := { "id": ID }; $row)', ['id']],
    ['a variable bound twice', '($row := { "id": ID }; X ? ($row := { "b": 1 }); $row)', ['b', 'id']],
    ['one object of each row', 'ITEMS[OPEN].{ "sku": SKU }', ['sku']],
    ['a group', 'ITEMS{ "sku": SKU, "n": N }', ['n', 'sku']],
    ['either branch', 'A ? { "a": 1 } : { "b": 2 }', ['a', 'b']],
    ['a branch that is absent', 'A ? { "a": 1 }', ['a']],
    ['parts put together', '$merge([{ "a": 1 }, B ? { "b": 2 }])', ['a', 'b']],
    ['a list', '[{ "a": 1 }, { "b": 2 }]', ['a', 'b']],
    ['a name that is computed', '{ "id": ID, NAME: 1 }', undefined],
    ['the row itself', '$', undefined],
    ['a part of the row', 'CUSTOMER', undefined],
    ['what a function makes', '$make({ "id": ID })', undefined],
    ['a variable that is handed in', '$given', undefined],
    ['a parameter', '($f := function($row) { $row }; $row := { "a": 1 }; $row)', undefined],
    ['a variable made of itself', '($row := $merge([$row, { "a": 1 }]); $row)', undefined],
    ['a transformation', '$ ~> |$|{ "a": 1 }|', undefined],
  ])('%s: %s', (_name, source, fields) => {
    const found = outputFieldsOf(source);
    expect(found && [...found].sort()).toEqual(fields);
  });

  const mappings = globSync('mappings/*/*.jsonata').filter((file) => existsSync(toExamples(file)));
  it.each(mappings)('%s fills no other in any of its examples', (file) => {
    const source = readFileSync(file, 'utf8');
    const examples = loadExamples({ file: toExamples(file), source: readFileSync(toExamples(file), 'utf8') });
    const { run } = loadMapping({ file, source, variables: examples.flatMap(({ bindings }) => Object.keys(bindings)) });
    const rows = examples.flatMap((example) => [run(example.in, example.bindings).value ?? []].flat());
    const fields = outputFieldsOf(source);
    expect(fields?.size).toBeGreaterThan(1);
    expect(rows.flatMap((row) => Object.keys(row)).filter((name) => !fields?.has(name))).toEqual([]);
  });
});

function toExamples(mapping: string): string {
  return mapping.replace(/\.jsonata$/, '.examples.yaml');
}
