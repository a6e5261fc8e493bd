import type { NameNode, Node, PathNode } from './ast.ts';
import { Kind, type Value } from './code.ts';
import { emitGroup } from './emit-groups.ts';
import { emitNames, isPlainName } from './emit-names.ts';
import { emitSteps, listOf, type Results } from './emit-steps.ts';
import { emitTuplePath } from './emit-tuples.ts';
import { withContext, type Site } from './emitter.ts';

export function emitPath(node: PathNode, site: Site): Value {
  if (isNamesOnly(node)) return emitNames(namesOf(node.steps), site);
  const [first] = node.steps;
  if (first && isNamesOfVariable(node)) {
    const variable = site.program.emit(first, { ...site, isOutput: false });
    return emitNames(namesOf(node.steps), withContext(site, variable.js, false));
  }
  if (node.steps.some((step) => step.tuple)) return emitTuplePath(node, site);
  return finishPath(node, emitSteps(node.steps, site), site);
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

/** The results of a path as a list nobody else has, when its members cannot be lists; for `[path]`. */
export function emitFreshList(node: Node, site: Site): string | undefined {
  if (node.type !== 'path' || node.predicates.length > 0 || isNamesOnly(node) || node.group) return undefined;
  if (node.keepArray || node.keepSingletonArray || node.steps.some((step) => step.tuple)) return undefined;
  const last = node.steps.at(-1);
  if (last?.type !== 'object' || last.stages.length > 0) return undefined;
  if (node.steps[0]?.type === 'array' || node.steps.some(({ type }) => type === 'sort')) return undefined;
  const { list } = emitSteps(node.steps, site);
  return `${site.code.use('checked')}(${list})`;
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
