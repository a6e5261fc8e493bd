import { apply, defineFunction, isFunction, type FunctionValue } from './calls.ts';
import { running, spend } from './evaluation.ts';
import { fail } from './failure.ts';
import type { Step } from './paths.ts';
import { isList, isPlain, setOwn, type List, type Plain } from './sequences.ts';
import { Signature } from './signature.ts';

export interface Transform {
  readonly pattern: Step;
  readonly update: Step;
  readonly delete?: Step | undefined;
  /** `$clone` as the expression sees it. */
  readonly clone: unknown;
  /** Places in the source. */
  readonly at: number;
  readonly updateAt: number;
  readonly deleteAt: number;
}

const SIGNATURE = new Signature('<(oa):o>');

/** `| pattern | update, delete |`: a function that returns a changed copy of what it is given. */
export function createTransform(transform: Transform): FunctionValue {
  const run = (value: unknown): unknown => {
    if (value === undefined) return undefined;
    if (!isFunction(transform.clone)) failAt(transform.at, 'T2013');
    const result = apply(transform.clone, [value], null);
    const found = transform.pattern(result);
    if (found === undefined) return result;
    const matches: List = isList(found) ? found : [found];
    for (let index = 0; index < matches.length; index += 1) change(matches[index], transform);
    return result;
  };
  return defineFunction(run, { arity: 1, signature: SIGNATURE, parameters: ['obj'] });
}

function change(match: unknown, transform: Transform): void {
  spend(1);
  const update = transform.update(match);
  if (update !== undefined) {
    if (!isPlain(update)) return failAt(transform.updateAt, 'T2011', update);
    assign(match, update);
  }
  const deletions = transform.delete?.(match);
  if (deletions === undefined) return;
  const names: List = isList(deletions) ? deletions : [deletions];
  if (!names.every((name) => typeof name === 'string')) return failAt(transform.deleteAt, 'T2012', deletions);
  if (isPlain(match) || isList(match)) for (const name of names) Reflect.deleteProperty(match, name);
}

function failAt(at: number, code: string, value?: unknown): never {
  running.at = at;
  return fail(code, value === undefined ? {} : { value });
}

function assign(match: unknown, update: Plain): void {
  if (contains(update, match)) fail('U1006');
  for (const name of Object.keys(update)) {
    if (isPlain(match)) setOwn(match, name, update[name]);
    else if (!isList(match)) throw new TypeError('A transform can only change objects');
    else if (/^\d+$/.test(name)) match[Number(name)] = update[name];
  }
}

/** Whether a value holds the very object it is about to become a part of. */
function contains(value: unknown, part: unknown): boolean {
  if (value === part) return true;
  if (typeof value !== 'object' || value === null) return false;
  spend(1);
  return Object.values(value).some((member) => contains(member, part));
}
