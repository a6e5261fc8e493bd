import type { Filter, Node, SortNode, Stage } from './ast.ts';
import { isOnly, Kind, mayBe, type Code, type Value } from './code.ts';
import { emitLeadingNames, isPlainName } from './emit-names.ts';
import { branch, stepFunction, withContext, type Site } from './emitter.ts';

/** A JavaScript list of results; `only` holds what a last step gave when it may have been one list. */
export interface Results {
  readonly list: string;
  readonly only: string | undefined;
  /** The list may be something else than a new sequence: it carries its own mark, and may be a list of the input. */
  readonly isWhole: boolean;
}

/** Does something with each item in turn: the body of a loop. */
export type Sink = (item: Value, site: Site) => void;

/** Steps as nested loops that write into one list. */
export function emitSteps(steps: readonly Node[], site: Site, isPathEnd = true): Results {
  const { code } = site;
  const sortAt = steps.findLastIndex((step) => step.type === 'sort');
  const sorted = sortAt === -1 ? undefined : emitSorted(steps.slice(0, sortAt), steps[sortAt], site);
  const rest = steps.slice(sortAt + 1);
  if (sorted !== undefined && rest.length === 0) return sorted;
  const list = code.name('l');
  const only = code.name('y');
  const isWhole = isConstructedStart(steps) || sorted !== undefined;
  code.line(`let ${list} = ${isWhole ? `${code.use('asSequence')}([])` : '[]'};`);
  let canBeList = false;
  let usesOnly = false;
  const collect: Sink = (value, inner) => {
    const isList = pushLast(value, { list, only }, inner.code) && isPathEnd;
    usesOnly ||= mayBe(value, Kind.list);
    canBeList ||= isList;
  };
  const body = code.block((inner) => {
    const start: Site = branch(site, inner);
    if (sorted) {
      // One that filters or a constructor left empty ends the path there and then, whatever kind of list it is.
      inner.line(`if (${sorted.list}.length === 0) ${list} = ${sorted.list};`);
      emitEach({ js: sorted.list, kinds: Kind.list }, start, (item, deeper) => emitStep(rest, item, deeper, collect));
    } else emitStart(rest, start, collect, list);
  });
  if (usesOnly) code.line(`let ${only}_count = 0, ${only};`);
  code.line(body);
  const onlyOne = canBeList ? `${only}_count === 1 ? ${only} : undefined` : undefined;
  return { list, only: onlyOne, isWhole };
}

/** Steps as nested loops that do something with each result; not for orders and constructed beginnings. */
export function emitForEach(steps: readonly Node[], site: Site, sink: Sink): void {
  const body = site.code.block((inner) => emitStart(steps, branch(site, inner), sink, ''));
  site.code.line(body);
}

export function canForEach(steps: readonly Node[]): boolean {
  return !isConstructedStart(steps) && steps.every(({ type, tuple }) => type !== 'sort' && !tuple);
}

/** The first step looks at the context: the input as one item, a list member by member. */
function emitStart(steps: readonly Node[], site: Site, sink: Sink, list: string): void {
  const [first] = steps;
  if (first?.type === 'array' && isConstructedStart(steps)) {
    const items = site.isRoot ? `[${site.context}]` : `${site.code.use('itemsOf')}(${site.context})`;
    const context = site.code.keep(items).js;
    const value = site.program.emit(first, { ...withContext(site, context, false), isOutput: false });
    // An empty one ends the path there and then.
    site.code.line(`if (${value.js}.length === 0) ${list} = ${value.js};`);
    emitEach(value, { ...site, isData: false }, (item, inner) => emitStep(steps.slice(1), item, inner, sink), 'tuple');
    return;
  }
  if (site.isRoot || first?.type === 'variable') emitStepHere(steps, { ...site, isRoot: false }, sink);
  else if (leadingNames(steps).length > 0) emitStepHere(steps, site, sink, 'items');
  else
    emitEach(
      { js: site.context, kinds: Kind.any },
      site,
      (item, inner) => emitStep(steps, item, inner, sink),
      'context',
    );
}

function emitStep(steps: readonly Node[], item: Value, site: Site, sink: Sink): void {
  emitStepHere(steps, withContext(site, item.js, site.isData), sink);
}

/** The first of the steps for the site's context, and the others for each of its results. */
function emitStepHere(steps: readonly Node[], site: Site, sink: Sink, way: 'items' | 'item' = 'item'): void {
  const names = leadingNames(steps);
  if (names.length > 0) {
    const value = emitLeadingNames(names, site, way);
    emitEach(value, site, (item, inner) => emitStep(steps.slice(names.length), item, inner, sink));
    return;
  }
  const [step, ...rest] = steps;
  if (!step) return;
  const isLast = rest.length === 0;
  const value = site.program.emit(step, { ...site, isOutput: site.isOutput && isLast && step.type === 'object' });
  const isData = site.isData && (step.type === 'name' || step.type === 'wildcard' || step.type === 'descendant');
  const inner: Site = { ...site, isData };
  if (isLast) emitStages(step.stages, value, inner, { sink, isLast });
  else
    emitStages(step.stages, value, inner, {
      sink: (result, here) => emitResult(result, rest, here, sink),
      isLast,
    });
}

function emitResult(result: Value, rest: readonly Node[], site: Site, sink: Sink): void {
  if (isElement(result)) emitStep(rest, result, site, sink);
  else emitEach(result, site, (item, inner) => emitStep(rest, item, inner, sink));
}

function isConstructedStart([first]: readonly Node[]): boolean {
  return first?.type === 'array' && first.consarray;
}

/** Names that can be read in one go: all but the last step of a path, which has a rule of its own. */
function leadingNames(steps: readonly Node[]): string[] {
  const names: string[] = [];
  for (const step of steps.slice(0, -1)) {
    if (!isPlainName(step)) break;
    names.push(step.value);
  }
  return names;
}

/** A member that a filter let through is taken as it is, list or not. */
interface Element extends Value {
  readonly isElement: true;
}

export function isElement(value: Value): value is Element {
  return 'isElement' in value;
}

interface StageEnd {
  readonly sink: Sink;
  /** What comes out is a result of the path: which kind of list it is matters. */
  readonly isLast: boolean;
}

function emitStages(stages: readonly Stage[], value: Value, site: Site, end: StageEnd): void {
  const { sink, isLast } = end;
  const filters = stages.filter((stage): stage is Filter => stage.type === 'filter');
  const [first, ...rest] = filters;
  if (!first) sink(value, site);
  else if (rest.length > 0) emitStages(rest, emitFiltered(first, value, site, 'list'), site, end);
  else if (isIndex(first) && !isLast) sink(emitPicked(first, value, site), site);
  else if (isIndex(first) || isConstant(first.expr)) sink(emitFiltered(first, value, site), site);
  else emitFilterLoop(first, value, site, sink);
}

export function isIndex({ expr }: Filter): boolean {
  return expr.type === 'number' && expr.predicates.length === 0 && !expr.group;
}

/** The member at a position: gone through like a sequence of one. */
function emitPicked({ expr }: Filter, value: Value, { code }: Site): Value {
  return code.keep(
    `${code.use('memberAt')}(${value.js}, ${expr.type === 'number' ? Math.floor(Number(expr.value)) : 0})`,
  );
}

/** `as` list: only its members matter. */
function emitFiltered(filter: Filter, value: Value, { code, ...site }: Site, as?: 'list'): Value {
  const { expr } = filter;
  if (isIndex(filter) && expr.type === 'number')
    return code.keep(`${code.use('filterAt')}(${value.js}, ${Math.floor(Number(expr.value))})`, Kind.list);
  if (isConstant(expr)) {
    const chosen = site.program.emit(expr, { code, ...site, isOutput: false });
    return code.keep(`${code.use('filterPositions')}(${value.js}, ${chosen.js})`, Kind.list);
  }
  const filterBy = code.use(as === 'list' ? 'membersBy' : 'filterBy');
  return code.keep(`${filterBy}(${value.js}, ${stepFunction(expr, { code, ...site })})`, Kind.list);
}

/** Lists of positions that are the same for every member, such as \`[[0..4]]\`. */
function isConstant(node: Node): boolean {
  if (node.predicates.length > 0 || node.group) return false;
  if (node.type === 'array') return node.expressions.every(isConstant);
  if (node.type === 'binary') return node.value === '..' && isConstant(node.lhs) && isConstant(node.rhs);
  return node.type === 'number';
}

/** The last filter of a step needs no list of its own: what it lets through goes on at once. */
function emitFilterLoop({ expr }: Filter, value: Value, site: Site, sink: Sink): void {
  const { code } = site;
  const many = code.keep(`Array.isArray(${value.js})`, Kind.boolean).js;
  const count = code.keep(`${many} ? ${value.js}.length : 1`, Kind.number).js;
  const index = code.name('i');
  const body = code.block((inner) => {
    const item = inner.keep(`${many} ? ${value.js}[${index}] : ${value.js}`).js;
    const here = { ...withContext({ ...branch(site, inner), isOutput: false }, item, site.isData), tail: site.tail };
    const chosen = site.program.emit(expr, here);
    const element: Element = { js: item, kinds: Kind.any, isElement: true };
    const next = inner.block((deeper) => sink(element, { ...here, code: deeper, isOutput: site.isOutput }));
    if (isOnly(chosen, Kind.boolean | Kind.nothing)) inner.line(`if (${chosen.js} === true) ${next}`);
    else {
      const times = inner.name('n');
      const first = `${inner.use('timesChosen')}(${chosen.js}, ${index}, ${count})`;
      inner.line(`for (let ${times} = ${first}; ${times} > 0; ${times} -= 1) ${next}`);
    }
  });
  code.line(`${code.use('spend')}(${count});`);
  code.line(`for (let ${index} = 0; ${index} < ${count}; ${index} += 1) ${body}`);
}

/**
 * What is gone through: the results of a step, where constructed lists are one; the results of a tuple step, where they
 * are not; or the context a path starts from, which is there even when it is nothing.
 */
type Loop = 'flatten' | 'tuple' | 'context';

/** A loop over a list, or its body once for anything else that is there. */
export function emitEach(value: Value, site: Site, sink: Sink, way: Loop = 'flatten'): void {
  const { code } = site;
  if (!mayBe(value, Kind.list)) {
    const body = code.block((inner) => sink(value, branch(site, inner)));
    code.line(mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ${body}` : body);
    return;
  }
  const isFlat = site.isData || way !== 'flatten' ? '' : ` && ${code.use('isFlattened')}(${value.js})`;
  const many = code.keep(`Array.isArray(${value.js})${isFlat}`, Kind.boolean).js;
  const single = way === 'context' ? '1' : `${value.js} === undefined ? 0 : 1`;
  const count = code.keep(`${many} ? ${value.js}.length : ${single}`, Kind.number).js;
  const index = code.name('i');
  const body = code.block((inner) => {
    const item = inner.keep(`${many} ? ${value.js}[${index}] : ${value.js}`);
    sink(item, branch(site, inner));
  });
  code.line(`${code.use('spend')}(${count});`);
  code.line(`for (let ${index} = 0; ${index} < ${count}; ${index} += 1) ${body}`);
}

/** Adds a result of the last step; says whether it may have been a list. */
function pushLast(value: Value, { list, only }: { list: string; only: string }, code: Code): boolean {
  if (isElement(value)) {
    code.line(`${list}.push(${value.js});`);
    return false;
  }
  const push = `${list}.push(${value.js});`;
  if (!mayBe(value, Kind.list)) {
    code.line(mayBe(value, Kind.nothing) ? `if (${value.js} !== undefined) ${push}` : push);
    return false;
  }
  const flat = `{ ${only} = ${value.js}; ${code.use('pushFlat')}(${list}, ${value.js}); }`;
  code.line(
    `if (${value.js} !== undefined) { ${only}_count += 1; if (typeof ${value.js} === "object") ${flat} else ${push} }`,
  );
  return true;
}

/** Everything before an order-by, in that order. */
function emitSorted(before: readonly Node[], sort: Node | undefined, site: Site): Results {
  const { code } = site;
  if (sort?.type !== 'sort') throw new TypeError('Not an order-by step');
  const items = itemsBefore(before, site);
  code.line(`${code.use('running')}.at = ${code.place(sort.position)};`);
  const sorted = code.keep(`${code.use('sortItems')}(${items}, ${termsOf(sort, site)})`, Kind.list);
  const filtered = sort.stages
    .filter((stage): stage is Filter => stage.type === 'filter')
    .reduce((value, stage) => emitFiltered(stage, value, site), sorted);
  return { list: filtered.js, only: undefined, isWhole: true };
}

function itemsBefore(before: readonly Node[], site: Site): string {
  if (before.length === 0) return startItems(site);
  return emitNamedItems(before, site) ?? listOf(emitSteps(before, { ...site, isOutput: false }, false), site);
}

/** What plain names lead to in the input: the list itself, which nobody will change. */
export function emitNamedItems(steps: readonly Node[], site: Site): string | undefined {
  if (!site.isData || !steps.every(isPlainName)) return undefined;
  const names = steps.map((step) => (step.type === 'name' ? step.value : ''));
  const value = emitLeadingNames(names, site, site.isRoot ? 'item' : 'items');
  return site.code.keep(`${site.code.use('asItems')}(${value.js})`, Kind.list).js;
}

function startItems({ code, isRoot, context }: Site): string {
  return isRoot ? `[${context}]` : `${code.use('itemsOf')}(${context})`;
}

/** The results with the mark that says what they are. */
export function listOf({ list, only, isWhole }: Results, { code }: Site): string {
  if (only !== undefined) return `${code.use(isWhole ? 'onlyOrWhole' : 'lastList')}(${list}, ${only})`;
  return isWhole ? list : `${code.use('asSequence')}(${list})`;
}

function termsOf(sort: SortNode, site: Site): string {
  const terms = sort.terms.map(
    ({ descending, expression }) => `{isDescending: ${descending}, valueOf: ${stepFunction(expression, site)}}`,
  );
  return `[${terms.join(', ')}]`;
}
