import type { Builtin } from './builtin.ts';
import { listBuiltins } from './builtins-list.ts';
import { numberBuiltins } from './builtins-number.ts';
import { objectBuiltins } from './builtins-object.ts';
import { textBuiltins } from './builtins-text.ts';

/** Every function of the language except `$eval`, which only the reference engine has. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>(
  Object.entries({ ...numberBuiltins, ...textBuiltins, ...listBuiltins, ...objectBuiltins }),
);
