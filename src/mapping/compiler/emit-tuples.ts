import type { Filter, Group, Node, PathNode, SortNode } from './ast.ts';
import { Kind, literal, type Code, type Value } from './code.ts';
import { emitGroup } from './emit-groups.ts';
import { emitSteps, isIndex, listOf } from './emit-steps.ts';
import { tupleFunction } from './emit-variables.ts';
import { emitTupleLoops, isLoopable } from './emit-tuple-loops.ts';
import { into, type Site } from './emitter.ts';
import { tupleNamesOf } from './scope.ts';

/** A path whose steps bind names: as nested loops where it can be, on tuples of the runtime where it cannot. */
export function emitTuplePath(node: PathNode, site: Site): Value {
  if (isLoopable(node)) return emitTupleLoops(node, site);
  const { code } = site;
  const tupleAt = node.steps.findIndex((step) => step.tuple);
  const items = emitItems(node.steps.slice(0, tupleAt), site);
  const result = code.slot();
  const names = tupleNamesOf(node);
  // A path that runs empty before its first tuple never becomes a stream.
  const empty = code.block((inner) => {
    const value = node.group ? emitGroup(node.group, { js: items, kinds: Kind.list }, into(site, inner)) : undefined;
    inner.line(`${result} = ${value?.js ?? `${code.use('normalise')}(${items})`};`);
  });
  const stream = code.block((inner) => {
    const value = emitStream(node, items, tupleAt, { ...into(site, inner), names });
    inner.line(`${result} = ${value};`);
  });
  code.line(tupleAt > 0 ? `if (${items}.length === 0) ${empty} else ${stream}` : stream);
  return { js: result, kinds: Kind.any };
}

function emitItems(steps: readonly Node[], site: Site): string {
  const { code, context, isRoot } = site;
  if (steps.length === 0) return code.keep(isRoot ? `[${context}]` : `${code.use('itemsOf')}(${context})`).js;
  return code.keep(listOf(emitSteps(steps, { ...site, isOutput: false }, false), site)).js;
}

interface TupleSite extends Site {
  readonly names: Set<string>;
}

function emitStream(node: PathNode, items: string, tupleAt: number, site: TupleSite): string {
  const { code } = site;
  const tuples = code.slot();
  let hasStarted = false;
  for (const step of node.steps.slice(tupleAt)) {
    code.line(`${tuples} = ${hasStarted ? nextTuples(tuples, step, site) : firstTuples(items, step, site)};`);
    hasStarted = true;
    emitTupleStages(tuples, step, site);
  }
  if (node.group) return `${code.use('groupTuples')}(${tuples}, ${tuplePairs(node.group, site)})`;
  if (node.tuple) return tuples;
  const contexts = code.keep(`${code.use('contextsOf')}(${tuples})`).js;
  const kept = node.keepSingletonArray ? `${code.use('keepList')}(${contexts})` : contexts;
  return `${code.use(node.keepArray ? 'normaliseKept' : 'normalise')}(${kept})`;
}

function firstTuples(items: string, step: Node, site: TupleSite): string {
  const { code } = site;
  if (step.type !== 'sort') return nextTuples(`${code.use('startTuples')}(${items})`, step, site);
  const index = step.index === undefined ? 'undefined' : literal(step.index);
  return `${code.use('indexSorted')}(${code.use('orderBy')}(${items}, ${termsOf(step, site, false)}), ${index})`;
}

function nextTuples(tuples: string, step: Node, site: TupleSite): string {
  const { code } = site;
  if (step.type === 'sort')
    return `${code.use('asTuples')}(${code.use('orderBy')}(${tuples}, ${termsOf(step, site, true)}))`;
  const body = tupleFunction(site.names, [step], site, (inner) => site.program.emit(step, inner));
  return `${code.use('mapTuples')}(${tuples}, ${body}, ${bindingOf(step, code)})`;
}

function bindingOf(step: Node, code: Code): string {
  const { focus, index, ancestor } = step;
  return code.constant({ focus, index, ancestor });
}

function termsOf(step: SortNode, site: TupleSite, isTuple: boolean): string {
  const terms = step.terms.map(({ descending, expression }) => {
    const body = tupleFunction(site.names, [expression], site, (inner) => site.program.emit(expression, inner));
    const valueOf = isTuple ? `(u) => (${body})(u["@"], u)` : `(c) => (${body})(c, {})`;
    return `{isDescending: ${descending}, valueOf: ${valueOf}}`;
  });
  return `[${terms.join(', ')}]`;
}

function emitTupleStages(tuples: string, step: Node, site: TupleSite): void {
  const { code } = site;
  for (const stage of step.stages) {
    if (stage.type === 'index') code.line(`${code.use('indexTuples')}(${tuples}, ${literal(stage.name)});`);
    else if (isIndex(stage)) code.line(`${tuples} = ${code.use('filterAt')}(${tuples}, ${indexOf(stage)});`);
    else {
      const { expr } = stage;
      const predicate = tupleFunction(site.names, [expr], site, (inner) => site.program.emit(expr, inner));
      code.line(`${tuples} = ${code.use('filterTuples')}(${tuples}, ${predicate});`);
    }
  }
}

function indexOf({ expr }: Filter): number {
  return expr.type === 'number' ? Math.floor(Number(expr.value)) : 0;
}

function tuplePairs(group: Group, site: TupleSite): string {
  const pairs = group.pairs.map((pair) => {
    const functions = pair.map((part) =>
      tupleFunction(site.names, [part], site, (inner) => site.program.emit(part, inner)),
    );
    return `[${functions.join(', ')}]`;
  });
  return `[${pairs.join(', ')}]`;
}

/** A filter behind a block that gives a stream of tuples. */
export function emitStreamFilter(filter: Filter, value: Value, node: Node, site: Site): Value {
  const { code } = site;
  if (isIndex(filter)) return code.keep(`${code.use('filterAt')}(${value.js}, ${indexOf(filter)})`);
  const { expr } = filter;
  const predicate = tupleFunction(tupleNamesOf(node), [expr], site, (inner) => site.program.emit(expr, inner));
  return code.keep(`${code.use('filterStream')}(${value.js}, ${predicate})`);
}

/** A grouping behind one. */
export function emitStreamGroup(group: Group, value: Value, node: Node, site: Site): Value {
  const pairs = tuplePairs(group, { ...site, names: tupleNamesOf(node) });
  return site.code.keep(`${site.code.use('groupStream')}(${value.js}, ${pairs})`, Kind.object);
}
