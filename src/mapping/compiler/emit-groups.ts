import type { Group } from './ast.ts';
import { Kind, type Value } from './code.ts';
import { stepFunction, type Site } from './emitter.ts';

/** An object constructor whose names depend on the items: they are grouped by name first. */
export function emitGrouping({ pairs, position }: Group, items: string, site: Site): Value {
  const { code } = site;
  code.line(`${code.use('running')}.at = ${code.place(position)};`);
  const functions = pairs.map(([name, value]) => `[${stepFunction(name, site)}, ${stepFunction(value, site)}]`);
  return code.keep(`${code.use('groupBy')}(${items}, [${functions.join(', ')}])`, Kind.object);
}

/** `{...}` behind something: groups its members. */
export function emitGroup(group: Group, value: Value, site: Site): Value {
  return emitGrouping(group, value.js, site);
}
