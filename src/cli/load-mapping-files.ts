import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setupInvalid } from '../errors.ts';
import { loadExamples, type MappingExample } from '../mapping/examples.ts';
import { loadMapping, type Mapping } from '../mapping/run-mapping.ts';

/** What every mapping may read beside the row. */
const ALWAYS_BOUND = ['source'];

export interface MappingFiles {
  readonly mapping: Mapping;
  readonly examplesFile: string;
  /** Empty when there is no file of them. */
  readonly examples: readonly MappingExample[];
}

/**
 * A mapping and its examples. `name` is a path that ends in `.jsonata`, or `erp/order` for one of `mappingsDir`.
 * @throws AppError SETUP_INVALID with every problem and its place.
 */
export function loadMappingFiles(name: string, mappingsDir: string): MappingFiles {
  const file = toFile(name, mappingsDir);
  if (!existsSync(file)) {
    throw setupInvalid([
      { file, message: 'does not exist', hint: 'right: a path, or source/mapping such as erp/order' },
    ]);
  }
  const examplesFile = file.replace(/\.jsonata$/, '.examples.yaml');
  const examples = existsSync(examplesFile)
    ? loadExamples({ file: examplesFile, source: readFileSync(examplesFile, 'utf8') })
    : [];
  const variables = [...ALWAYS_BOUND, ...examples.flatMap(({ bindings }) => Object.keys(bindings))];
  const mapping = loadMapping({ file, source: readFileSync(file, 'utf8'), variables: [...new Set(variables)] });
  return { mapping, examplesFile, examples };
}

function toFile(name: string, mappingsDir: string): string {
  return name.endsWith('.jsonata') ? name : relative('', join(mappingsDir, `${name}.jsonata`));
}
