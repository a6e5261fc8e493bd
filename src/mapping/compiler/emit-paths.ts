import type { NameNode, Node, PathNode } from './ast.ts';
import { Kind, type Value } from './code.ts';
import { emitGroup } from './emit-groups.ts';
import { emitNames, emitNamesAsList, isPlainName } from './emit-names.ts';
import { emitNamedItems, emitSteps, listOf, type Results } from './emit-steps.ts';
import { emitTuplePath } from './emit-tuples.ts';
import { knownSlot } from './emit-variables.ts';
import { branch, into, withContext, type Site } from './emitter.ts';
import type { Slot } from './scope.ts';

export function emitPath(node: PathNode, site: Site): Value {
  if (isNamesOnly(node)) return emitNames(namesOf(node.steps), site);
  const [first] = node.steps;
  if (first && isNamesOfVariable(node)) {
    const slot = first.type === 'variable' ? knownSlot(first.value, site) : undefined;
    if (slot) return emitNames(namesOf(node.steps), slotContext(slot, site));
    const variable = site.program.emit(first, { ...site, isOutput: false });
    return emitNames(namesOf(node.steps), withContext(site, variable.js, false));
  }
  const ancestors = isUnadorned(node) ? knownAncestors(node, site) : undefined;
  if (ancestors) return emitAncestorNames(node, ancestors, site);
  if (node.steps.some((step) => step.tuple)) return emitTuplePath(node, site);
  const items = node.group && isOnlyGrouped(node) ? emitNamedItems(node.steps, site) : undefined;
  if (node.group && items !== undefined) return emitGroup(node.group, { js: items, kinds: Kind.list }, site);
  return finishPath(node, emitSteps(node.steps, site), site);
}

function isOnlyGrouped({ keepArray, keepSingletonArray }: PathNode): boolean {
  return !keepArray && !keepSingletonArray;
}

function slotContext({ js, record = '', isData = false }: Slot, site: Site): Site {
  return { ...site, context: js, record, isData, isRoot: false };
}

/** The slots of `%.%.name`, nearest first, when all are known to come from the input. */
function knownAncestors({ steps }: PathNode, site: Site): Slot[] | undefined {
  const count = steps.findIndex(({ type }) => type !== 'parent');
  if (count < 1 || site.isRoot || !steps.slice(count).every(isPlainName)) return undefined;
  const slots = steps.slice(0, count).map((step) => {
    const isPlain = step.stages.length === 0 && step.predicates.length === 0 && !step.tuple && !step.group;
    const slot = step.type === 'parent' && isPlain ? knownSlot(step.label, site) : undefined;
    return slot?.isData === true ? slot : undefined;
  });
  return slots.includes(undefined) ? undefined : slots.filter((slot) => slot !== undefined);
}

/** One object above another: the member is read at once. With a list anywhere the steps are taken one by one. */
function emitAncestorNames(node: PathNode, slots: readonly Slot[], site: Site): Value {
  const { code } = site;
  const result = code.slot();
  const isDirect = [site.record, ...slots.map(({ record }) => record)].join(' && ');
  const last = slots.at(-1);
  const quick = code.block((inner) => {
    const value = emitNames(namesOf(node.steps), slotContext(last ?? { js: '', kinds: 0 }, into(site, inner)));
    inner.line(`${result} = ${value.js};`);
  });
  const careful = code.block((inner) => {
    const here = branch(site, inner);
    inner.line(`${result} = ${finishPath(node, emitSteps(node.steps, here), here).js};`);
  });
  code.line(`if (${isDirect}) ${quick} else ${careful}`);
  return { js: result, kinds: Kind.any };
}

/** What the list at the end of a path is worth: grouped, kept a list, or a sequence like any other. */
function finishPath(node: PathNode, results: Results, site: Site): Value {
  const { code } = site;
  const { list, only, isWhole } = results;
  if (!isWhole && node.group === undefined && !node.keepSingletonArray && !node.keepArray)
    return collapse(list, only, site);
  const whole = listOf(results, site);
  const kept = code.keep(node.keepSingletonArray ? `${code.use('keepList')}(${whole})` : whole, Kind.list);
  if (node.group) return emitGroup(node.group, kept, site);
  return code.keep(`${code.use(node.keepArray ? 'normaliseKept' : 'normalise')}(${kept.js})`);
}

/** None is nothing, one stands for itself, more are a sequence, whose mark only matters where somebody may look. */
function collapse(list: string, only: string | undefined, { code, isOutput }: Site): Value {
  if (only !== undefined) return code.keep(`${code.use('collapseLast')}(${list}, ${only})`);
  const many = isOutput ? `${code.use('checked')}(${list})` : `${code.use('asSequence')}(${list})`;
  return code.keep(`${list}.length > 1 ? ${many} : ${list}[0]`);
}

export interface FreshValue {
  readonly value: Value;
  /** It is a list that nobody else has and whose members are no lists, whatever their number. */
  readonly isFresh: boolean;
}

/** A path that `[path]` makes a list of: its own list of results where that will do. */
export function emitFreshList(node: Node, site: Site): FreshValue | undefined {
  if (node.type !== 'path' || node.predicates.length > 0 || node.group || node.keepArray || node.keepSingletonArray)
    return undefined;
  if (isNamesOnly(node)) return site.isData ? emitFreshNames(node, site) : undefined;
  const [first] = node.steps;
  if (!first || first.type === 'array' || isNamesOfVariable(node) || node.steps.some((step) => step.tuple))
    return undefined;
  if (isUnadorned(node) && knownAncestors(node, site)) return undefined;
  const results = emitSteps(node.steps, site);
  if (results.only !== undefined || results.isWhole) return { value: finishPath(node, results, site), isFresh: false };
  const { code } = site;
  // A filter may let nothing through as if it were something: alone, it is nothing.
  const isFiltered = (node.steps.at(-1)?.stages.length ?? 0) > 0;
  if (isFiltered)
    code.line(`if (${results.list}.length === 1 && ${results.list}[0] === undefined) ${results.list} = [];`);
  return { value: code.keep(`${code.use('checked')}(${results.list})`, Kind.list), isFresh: true };
}

function emitFreshNames(node: PathNode, site: Site): FreshValue {
  const names = namesOf(node.steps);
  return { value: site.code.keep(emitNamesAsList(names, site), Kind.list), isFresh: true };
}

function namesOf(steps: readonly Node[]): string[] {
  return steps.filter((step): step is NameNode => step.type === 'name').map(({ value }) => value);
}

function isNamesOnly(node: PathNode): boolean {
  return isUnadorned(node) && node.steps.every(isPlainName);
}

function isNamesOfVariable(node: PathNode): boolean {
  const [first, ...rest] = node.steps;
  const isVariable = first?.type === 'variable' && first.stages.length === 0 && first.predicates.length === 0;
  return isUnadorned(node) && isVariable && !first.tuple && !first.group && rest.length > 0 && rest.every(isPlainName);
}

function isUnadorned(node: PathNode): boolean {
  return !node.keepSingletonArray && !node.keepArray && !node.group;
}
