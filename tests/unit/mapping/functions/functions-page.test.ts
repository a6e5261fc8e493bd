import { readFileSync } from 'node:fs';
import { toFunctionsPage } from '../../../../src/mapping/functions/functions-page.ts';
import { standardFunctions } from '../../../../src/mapping/functions/standard-functions.ts';

it('docs/mapping-functions.md is what the functions say (the page tells how to make it again)', () => {
  expect(readFileSync('docs/mapping-functions.md', 'utf8')).toBe(toFunctionsPage());
});

describe.each(Object.entries(standardFunctions))('$%s', (_name, { examples, refuses }) => {
  it('shows a value it accepts', () => {
    expect(examples.some(({ out }) => out !== undefined)).toBe(true);
  });

  it('shows every code it says it refuses with', () => {
    const documented = Array.from(refuses.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g), ([, code]) => code);
    expect(examples.map(({ problem }) => problem)).toEqual(expect.arrayContaining(documented));
  });
});
