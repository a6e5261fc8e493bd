import type { Filter, Node, PathNode, Stage } from './ast.ts';
import { isOnly, Kind, type Value } from './code.ts';
import { emitEach } from './emit-steps.ts';
import { declareFrame } from './emit-variables.ts';
import { branch, withContext, type Site } from './emitter.ts';
import type { Slot } from './scope.ts';

/** Whether the names a path binds can live in JavaScript variables: nothing orders, groups or passes on its tuples. */
export function isLoopable(node: PathNode): boolean {
  if (node.group || node.tuple || node.keepArray) return false;
  return node.steps.every(isLoopableStep);
}

function isLoopableStep(step: Node): boolean {
  const givesTuples = step.tuple && step.type !== 'name' && step.type !== 'wildcard' && step.type !== 'variable';
  const isConstructed = step.type === 'array' && step.consarray;
  return step.type !== 'sort' && !givesTuples && !isConstructed && step.stages.every(isLoopableStage);
}

const TRUTHS = new Set(['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or']);

/** Only truths: a number would count the whole stream, which loops do not see. */
function isLoopableStage(stage: Stage): boolean {
  return stage.type === 'filter' && stage.expr.type === 'binary' && TRUTHS.has(stage.expr.value) && !stage.expr.group;
}

/** Each step a loop, each name a variable of its body. */
export function emitTupleLoops(node: PathNode, site: Site): Value {
  const { code } = site;
  const list = code.name('l');
  code.line(`const ${list} = [];`);
  const collect = (context: string, inner: Site): void => inner.code.line(`${list}.push(${context});`);
  const first = node.steps[0];
  code.line(
    code.block((inner) => {
      const start = branch(site, inner);
      if (site.isRoot || first?.type === 'variable')
        emitTupleStep(node.steps, false, { ...start, isRoot: false }, collect);
      else
        emitEach(
          { js: site.context, kinds: Kind.any },
          start,
          (item, here) => emitTupleStep(node.steps, false, withContext(here, item.js, site.isData), collect),
          'context',
        );
    }),
  );
  if (node.keepSingletonArray)
    return code.keep(`${code.use('normalise')}(${code.use('keepList')}(${code.use('asSequence')}(${list})))`);
  const many = site.isOutput ? `${code.use('checked')}(${list})` : `${code.use('asSequence')}(${list})`;
  return code.keep(`${list}.length > 1 ? ${many} : ${list}[0]`);
}

type Sink = (context: string, site: Site) => void;

function emitTupleStep(steps: readonly Node[], isStream: boolean, outer: Site, sink: Sink): void {
  const [step, ...rest] = steps;
  if (!step) return sink(outer.context, outer);
  const isTuple = isStream || step.tuple;
  const site = isTuple ? declareFrame([step], { ...outer, isOutput: false }) : { ...outer, isOutput: false };
  const isObject = step.type === 'object' && rest.length === 0;
  const value = site.program.emit(step, { ...site, isOutput: outer.isOutput && isObject });
  const position = step.index === undefined ? undefined : site.code.slot('-1');
  const isData = site.isData && step.type === 'name';
  emitEach(
    value,
    { ...outer, isData },
    (item, inner) => {
      if (position !== undefined) inner.code.line(`${position} += 1;`);
      const named = nameItem(step, item, position, inner);
      const here = step.focus === undefined ? withContext(named, item.js, isData) : named;
      emitFilters(step.stages, here, (kept) =>
        emitTupleStep(rest, isTuple, { ...kept, isOutput: outer.isOutput }, sink),
      );
    },
    isTuple ? 'tuple' : 'flatten',
  );
}

/** The names this step binds, as variables of the loop body. */
function nameItem(step: Node, item: Value, position: string | undefined, site: Site): Site {
  const slots = new Map<string, Slot>();
  const add = (name: string | undefined, js: string): void => {
    if (name === undefined) return;
    // A loop's counter goes on, its closures must not.
    slots.set(name, { js: site.code.keep(js).js, kinds: Kind.any });
  };
  add(step.focus, `typeof ${item.js} === "object" ? ${site.code.use('normalise')}(${item.js}) : ${item.js}`);
  if (position !== undefined) add(step.index, position);
  if (step.ancestor !== undefined) {
    const js = site.context;
    slots.set(step.ancestor, { js, kinds: Kind.any, record: site.record, isData: site.isData });
  }
  if (slots.size === 0) return site;
  for (const slot of slots.values()) site.assigned.add(slot);
  return { ...site, scope: { parent: site.scope, slots } };
}

function emitFilters(stages: readonly Stage[], site: Site, next: (site: Site) => void): void {
  const [first, ...rest] = stages.filter((stage): stage is Filter => stage.type === 'filter');
  if (!first) return next(site);
  const { code } = site;
  const chosen = site.program.emit(first.expr, { ...site, isOutput: false });
  const condition = isOnly(chosen, Kind.boolean) ? chosen.js : `${chosen.js} === true`;
  code.line(`if (${condition}) ${code.block((inner) => emitFilters(rest, branch(site, inner), next))}`);
}
