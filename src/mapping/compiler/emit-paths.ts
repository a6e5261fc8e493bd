import type { Filter, NameNode, Node, PathNode, SortNode, Stage } from './ast.ts';
import { Kind, literal, type Value } from './code.ts';
import { emitGroup } from './emit-constructors.ts';
import { emitTuplePath } from './emit-tuples.ts';
import { contextFunction, stepFunction, type Site } from './emitter.ts';
import { isOwnOnly } from './own-names.ts';

export function emitPath(node: PathNode, site: Site): Value {
  if (isNamesOnly(node)) return emitNames(node.steps, site);
  const tupleAt = node.steps.findIndex((step) => step.tuple);
  const plain = tupleAt === -1 ? node.steps : node.steps.slice(0, tupleAt);
  const items = emitSteps(plain, node, site);
  if (tupleAt !== -1) return emitTuplePath(node, items, tupleAt, site);
  return finishPath(node, items, site);
}

/** What the list at the end of a path is worth: grouped, kept a list, or a sequence like any other. */
export function finishPath(node: PathNode, items: string, site: Site): Value {
  const { code } = site;
  const kept = node.keepSingletonArray ? code.keep(`${code.use('keepList')}(${items})`).js : items;
  if (node.group) return emitGroup(node.group, { js: kept, kinds: Kind.list }, site);
  return code.keep(`${code.use(node.keepArray ? 'normaliseKept' : 'normalise')}(${kept})`);
}

function isPlainName(step: Node): step is NameNode {
  return step.type === 'name' && step.stages.length === 0 && step.predicates.length === 0 && !step.tuple && !step.group;
}

function isNamesOnly(node: PathNode): boolean {
  return !node.keepSingletonArray && !node.keepArray && !node.group && node.steps.every(isPlainName);
}

/** `a.b.c`: straight member reads while there is one object at a time, the general way from the first list on. */
function emitNames(steps: readonly Node[], site: Site): Value {
  const { code } = site;
  const names = steps.flatMap((step) => (step.type === 'name' ? [step.value] : []));
  const kind = site.isRoot ? 'mapNamesOfOne' : 'mapNames';
  const helper = code.helper(`${kind} ${JSON.stringify(names)}`, (name) => namesHelper(name, names, site));
  return code.keep(`${helper}(${site.context})`);
}

function namesHelper(name: string, names: readonly string[], { code, isRoot }: Site): string {
  const list = code.constant(names);
  const lines = names.map((member, index) => {
    const general = index === 0 && isRoot ? 'mapNamesOfOne' : 'mapNames';
    const from = general === 'mapNames' ? `, ${index}` : '';
    return `if (typeof v !== "object" || v === null) return undefined;
if (Array.isArray(v)) return ${code.use(general)}(v, ${list}${from});
v = ${readMember('v', member, code)};`;
  });
  return `function ${name}(v) {\n${lines.join('\n')}\nreturn typeof v === "object" ? ${code.use('lastOf')}(v) : v;\n}`;
}

/** Names that some prototype has are read the careful way. */
function readMember(object: string, name: string, code: Site['code']): string {
  if (isOwnOnly(name)) return `${code.use('memberOf')}(${object}, ${literal(name)})`;
  return `${object}[${literal(name)}]`;
}

/** The items after all steps, as the name of a JavaScript list. */
function emitSteps(steps: readonly Node[], path: PathNode, site: Site): string {
  const { code } = site;
  const items = code.slot(startOf(path, site));
  for (const [index, step] of steps.entries()) {
    const isLast = index === path.steps.length - 1;
    if (index === 0 && step.type === 'array' && step.consarray) {
      const value = site.program.emit(step, { ...site, context: items, isRoot: false });
      code.line(`${items} = ${value.js};`);
      continue;
    }
    const value = step.type === 'sort' ? sortedItems(items, step, site) : steppedItems(items, step, isLast, site);
    code.line(`${index > 0 ? `if (${items}.length > 0) ` : ''}${items} = ${value};`);
  }
  return items;
}

function startOf({ steps }: PathNode, { code, context, isRoot }: Site): string {
  return isRoot || steps[0]?.type === 'variable' ? `[${context}]` : `${code.use('itemsOf')}(${context})`;
}

function steppedItems(items: string, step: Node, isLast: boolean, site: Site): string {
  const { code } = site;
  const body = contextFunction(site, (inner) => emitStages(step.stages, site.program.emit(step, inner), inner));
  return `${code.use('mapStep')}(${items}, ${body}, ${isLast})`;
}

/** Filters of a step run for each context on its own. */
function emitStages(stages: readonly Stage[], value: Value, site: Site): Value {
  let result = value;
  for (const stage of stages) if (stage.type === 'filter') result = emitStage(stage, result, site);
  return result;
}

function emitStage({ expr }: Filter, value: Value, site: Site): Value {
  const { code } = site;
  const isIndex = expr.type === 'number' && expr.predicates.length === 0;
  const text = isIndex
    ? `${code.use('filterAt')}(${value.js}, ${Math.floor(Number(expr.value))})`
    : `${code.use('filterBy')}(${value.js}, ${stepFunction(expr, site)})`;
  return code.keep(text, Kind.list);
}

function sortedItems(items: string, step: SortNode, site: Site): string {
  const { code } = site;
  const terms = step.terms.map(
    ({ descending, expression }) => `{isDescending: ${descending}, valueOf: ${stepFunction(expression, site)}}`,
  );
  const at = code.place(step.position, '');
  const sorted = code.slot(items);
  code.line(`${code.use('running')}.at = ${at};`);
  code.line(`if (${items}.length > 1) ${sorted} = ${code.use('orderBy')}(${items}, [${terms.join(', ')}]);`);
  return emitStages(step.stages, { js: sorted, kinds: Kind.list }, site).js;
}
