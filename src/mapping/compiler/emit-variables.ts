import type { BindNode, Node } from './ast.ts';
import { Kind, literal, type Value } from './code.ts';
import { branch, withContext, type Site } from './emitter.ts';
import { bindsOf, type Scope, type Slot } from './scope.ts';
import { BUILTINS } from '../runtime/builtins.ts';

/** Opens a frame for the variables that `nodes` bind. */
export function declareFrame(nodes: readonly Node[], site: Site): Site {
  const slots = new Map<string, Slot>();
  const { names, lambdas } = bindsOf(nodes);
  for (const name of names) {
    const js = site.code.slot('UNSET');
    slots.set(name, { js, kinds: Kind.any, isLambda: lambdas.has(name) });
  }
  return { ...site, scope: { parent: site.scope, slots } };
}

/** A frame whose variables have their values: the parameters of a lambda. */
export function declareParameters(names: ReadonlyMap<string, Slot>, site: Site): Site {
  const inner = { ...site, scope: { parent: site.scope, slots: names } };
  for (const slot of names.values()) inner.assigned.add(slot);
  return inner;
}

/** A function of a tuple: `(context, tuple) => ...`, with the frame the tuple is. */
export function tupleFunction(
  names: Set<string>,
  nodes: readonly Node[],
  site: Site,
  write: (inner: Site) => Value,
): string {
  const [context, tuple] = [site.code.name('c'), site.code.name('u')];
  const code = site.code.fork();
  const scope: Scope = { parent: site.scope, slots: new Map(), tuple: { js: tuple, names } };
  const here = withContext({ ...branch(site, code), scope, isOutput: false }, context, false);
  const inner = declareFrame(nodes, here);
  const value = write(inner);
  return `(${context}, ${tuple}) => {\n${code.text}\nreturn ${value.js};\n}`;
}

export function emitBind(node: BindNode, site: Site): Value {
  const { code } = site;
  const slot = slotOf(node.name, site.scope);
  if (!slot) throw new TypeError(`No frame declares $${node.name}`);
  // A lambda runs only after it was bound, so it can count on its own name.
  const isLambda = node.rhs.type === 'lambda' && node.rhs.predicates.length === 0;
  const rhs = isLambda ? { ...site, assigned: new Set([...site.assigned, slot]) } : site;
  const bound = site.program.emit(node.rhs, { ...rhs, isOutput: false });
  const value = bound.isNested === true ? code.keep(`${code.use('normalise')}(${bound.js})`) : bound;
  code.line(`${slot.js} = ${value.js};`);
  site.assigned.add(slot);
  return value;
}

/** The slot of `$name` when that is certainly where it is looked up, and what is known of it holds. */
export function knownSlot(name: string, site: Site): Slot | undefined {
  for (let scope = site.scope; scope; scope = scope.parent) {
    const slot = scope.slots.get(name);
    if (slot) return site.assigned.has(slot) && slot.record !== undefined ? slot : undefined;
    if (scope.tuple?.names.has(name)) return undefined;
  }
  return undefined;
}

/** The JavaScript name of the lambda that `$name` certainly is; nothing else is ever bound to the name. */
export function knownLambda(procedure: Node, site: Site): string | undefined {
  if (procedure.type !== 'variable' || procedure.predicates.length > 0 || procedure.group) return undefined;
  for (let scope = site.scope; scope; scope = scope.parent) {
    const slot = scope.slots.get(procedure.value);
    if (slot) return slot.isLambda === true && site.assigned.has(slot) ? slot.js : undefined;
    if (scope.tuple?.names.has(procedure.value)) return undefined;
  }
  return undefined;
}

function slotOf(name: string, scope: Scope | undefined): Slot | undefined {
  for (let current = scope; current; current = current.parent) {
    const slot = current.slots.get(name);
    if (slot) return slot;
  }
  return undefined;
}

/** `$name`: the nearest frame that has it, then the caller's bindings, then the functions. */
export function emitVariable(name: string, site: Site): Value {
  const slot = knownSlot(name, site);
  if (slot) return { js: slot.js, kinds: slot.kinds, holdsData: slot.isData === true };
  return site.code.keep(variableIn(name, site.scope, site));
}

function variableIn(name: string, scope: Scope | undefined, site: Site): string {
  if (!scope) return globalVariable(name, site);
  const slot = scope.slots.get(name);
  if (slot) {
    if (site.assigned.has(slot)) return slot.js;
    return `(${slot.js} !== UNSET ? ${slot.js} : ${variableIn(name, scope.parent, site)})`;
  }
  if (!scope.tuple?.names.has(name)) return variableIn(name, scope.parent, site);
  const { js } = scope.tuple;
  const key = literal(name);
  return `(${key} in ${js} ? ${site.code.use('normalise')}(${js}[${key}]) : ${variableIn(name, scope.parent, site)})`;
}

function globalVariable(name: string, site: Site): string {
  const { program, code } = site;
  if (name === '$') return 'input';
  const registered = program.functions.get(name) ?? BUILTINS.get(name)?.value;
  if (registered !== undefined && !program.overridden.has(name)) return code.constant(registered);
  const known = program.bound.get(name);
  if (known) return known.js;
  const fallback = registered === undefined ? 'undefined' : code.constant(registered);
  const js = code.name('b');
  program.bound.set(name, { js, value: `${code.use('boundValue')}(bindings, ${literal(name)}, ${fallback})` });
  return js;
}

/** Whether `$name` is certainly the function of that name, and no variable. */
export function isGlobalFunction(name: string, site: Site): boolean {
  if (site.program.overridden.has(name)) return false;
  for (let scope = site.scope; scope; scope = scope.parent)
    if (scope.slots.has(name) || scope.tuple?.names.has(name)) return false;
  return true;
}

/** `%`: the value under its label in the nearest tuple that has it. */
export function parentValue(label: string, site: Site): Value {
  return site.code.keep(variableIn(label, site.scope, site));
}
