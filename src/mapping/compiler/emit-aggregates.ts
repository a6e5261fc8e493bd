import type { CallNode, PathNode } from './ast.ts';
import { Kind, mayBe, type Value } from './code.ts';
import { canForEach, emitForEach, isElement } from './emit-steps.ts';
import type { Site } from './emitter.ts';

interface Aggregate {
  readonly start: string;
  /** Takes in one number. */
  readonly step: (total: string, next: string) => string;
  /** Nothing to go through. */
  readonly empty: string;
}

const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  ['sum', { start: '0', step: (total, next) => `${total} += ${next};`, empty: 'undefined' }],
  ['max', { start: '-Infinity', step: (total, next) => `${total} = Math.max(${total}, ${next});`, empty: 'undefined' }],
  ['min', { start: 'Infinity', step: (total, next) => `${total} = Math.min(${total}, ${next});`, empty: 'undefined' }],
  ['count', { start: '0', step: () => '', empty: '0' }],
]);

/** `$sum(items[...].amount)`: the numbers are added where they are found, without a list of them. */
export function emitAggregate(name: string, node: CallNode, site: Site): Value | undefined {
  const aggregate = AGGREGATES.get(name);
  const [path] = node.arguments;
  if (!aggregate || node.arguments.length !== 1 || path?.type !== 'path' || !isSuitable(path)) return undefined;
  const { code } = site;
  const [total, count, blank] = [code.slot(aggregate.start), code.slot('0'), code.slot('0')];
  // One empty list and nothing else is taken as it is, and adds up to 0; more of them are no values at all.
  const empties = name === 'sum' ? code.slot('0') : undefined;
  const at = code.place(node.position, name);
  emitForEach(path.steps, { ...site, isOutput: false }, (item, inner) => {
    const one = `${aggregate.step(total, item.js)} ${count} += 1;`;
    const many = code.name('m');
    const items =
      name === 'count' ? `${code.use('itemsOf')}(${item.js})` : `${code.use('numbersOf')}(${item.js}, ${at})`;
    const noteEmpty = empties === undefined ? '' : ` if (${item.js}.length === 0) ${empties} += 1;`;
    const each = `{ for (const ${many} of ${items}) { ${aggregate.step(total, many)} ${count} += 1; }${noteEmpty} }`;
    // A filter may let nothing through as if it were something.
    if (isElement(item)) inner.code.line(`if (${item.js} === undefined) ${blank} += 1;`);
    if (name !== 'count')
      inner.code.line(`if (typeof ${item.js} === "number") { ${one} } else if (${item.js} !== undefined) ${each}`);
    else if (isTakenWhole(item)) inner.code.line(one);
    else inner.code.line(`if (${item.js} !== undefined) ${each}`);
  });
  if (name === 'count') code.line(`if (${count} === 1 && ${blank} === 1) ${count} = 0;`);
  else code.line(`if (${blank} > 0 && ${count} + ${blank} > 1) ${code.use('numbersOf')}(undefined, ${at});`);
  const empty = empties === undefined ? aggregate.empty : `(${empties} === 1 ? 0 : ${aggregate.empty})`;
  const value = name === 'count' ? count : `${count} === 0 ? ${empty} : ${total}`;
  return code.keep(value, name === 'count' ? Kind.number : Kind.number | Kind.nothing);
}

function isTakenWhole(item: Value): boolean {
  return isElement(item) || (!mayBe(item, Kind.list) && !mayBe(item, Kind.nothing));
}

/** Paths of more than one step whose sequence nobody looks at. */
function isSuitable(path: PathNode): boolean {
  if (path.group || path.keepArray || path.keepSingletonArray || path.predicates.length > 0) return false;
  const isName = path.steps.length === 1 && path.steps[0]?.type === 'name' && path.steps[0].stages.length === 0;
  return !isName && path.steps[0]?.type !== 'variable' && canForEach(path.steps);
}
