import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { freezePrototypes } from '../../../src/mapping/freeze-prototypes.ts';

const MODULE = join(import.meta.dirname, '../../../src/mapping/freeze-prototypes.ts');

/** In a process of its own: what it does cannot be undone. */
function runFrozen(script: string): string {
  const source = `import { ${freezePrototypes.name} } from ${JSON.stringify(MODULE)}; ${freezePrototypes.name}(); ${script}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' }).trim();
}

describe('freezePrototypes', () => {
  it.each([
    ['adding to Object.prototype', 'Object.prototype.polluted = 1'],
    ['replacing a method', 'Array.prototype.map = () => []'],
    ['redefining a method', 'Object.defineProperty(String.prototype, "trim", { value: 1 })'],
    ['deleting a method', 'delete Array.prototype.push'],
  ])('makes %s fail', (_name, attempt) => {
    expect(runFrozen(`try { ${attempt}; console.log('done'); } catch { console.log('refused'); }`)).toBe('refused');
  });

  it('leaves ordinary code alone: objects may still have a toString of their own', () => {
    const script = `const o = {}; o.toString = () => 'mine'; class A { constructor() { this.valueOf = 1; } }
      console.log(String(o), new A().valueOf, [3, 1].sort().join(), Object.keys(o).join());`;
    expect(runFrozen(script)).toBe('mine 1 1,3 toString');
  });
});
