import { globSync, existsSync, readFileSync } from 'node:fs';
import { loadExamples } from '../../src/mapping/examples.ts';
import { formatOutcomes, runExamples } from '../../src/mapping/run-examples.ts';
import { loadMapping } from '../../src/mapping/run-mapping.ts';

const mappings = globSync('mappings/*/*.jsonata').sort();
const examplesOf = (mapping: string) => mapping.replace(/\.jsonata$/, '.examples.yaml');

describe('the folder of mappings', () => {
  it('has an example file for every mapping, and none besides', () => {
    const files = globSync('mappings/*/*.examples.yaml').sort();
    expect(files).toEqual(mappings.map(examplesOf));
  });

  // A loop, since `it.each` refuses an empty table and a new checkout may have no mapping yet.
  for (const file of mappings.filter((mapping) => existsSync(examplesOf(mapping)))) {
    it(`${file} does what its examples say`, () => {
      const examplesFile = examplesOf(file);
      const examples = loadExamples({ file: examplesFile, source: readFileSync(examplesFile, 'utf8') });
      const variables = examples.flatMap(({ bindings }) => Object.keys(bindings));
      const mapping = loadMapping({ file, source: readFileSync(file, 'utf8'), variables });
      expect(formatOutcomes(examplesFile, runExamples(mapping, examples))).toBe('');
    });
  }
});
