import type { ApplyNode, CallNode, Node } from './ast.ts';
import { Kind, literal, mayBe, type Value } from './code.ts';
import { emitAggregate } from './emit-aggregates.ts';
import { emitBuiltin, emitLoopBuiltin } from './emit-builtins.ts';
import { isGlobalFunction, knownLambda } from './emit-variables.ts';
import type { Site } from './emitter.ts';
import { BUILTINS } from '../runtime/builtins.ts';

/** The name a call is known by; empty when it has none. */
function nameOf(procedure: Node): string {
  const token = tokenOf(procedure);
  return typeof token === 'string' ? token : '';
}

/** What the reference calls a call's procedure in errors. */
function tokenOf(procedure: Node): unknown {
  const named = procedure.type === 'path' ? procedure.steps[0] : procedure;
  return named && 'value' in named && named.type !== 'regex' ? named.value : undefined;
}

/** Whether the procedure is certainly a function of the language. */
function builtinOf({ procedure }: CallNode, site: Site): string | undefined {
  return functionName(procedure, site);
}

function functionName(procedure: Node, site: Site): string | undefined {
  if (procedure.type !== 'variable' || procedure.predicates.length > 0 || procedure.group) return undefined;
  const name = procedure.value;
  const isKnown = BUILTINS.has(name) && !site.program.functions.has(name) && isGlobalFunction(name, site);
  return isKnown ? name : undefined;
}

export function emitCall(node: CallNode, site: Site, applied?: Value): Value {
  const { code } = site;
  const name = builtinOf(node, site);
  const at = code.place(node.position, tokenOf(node.procedure));
  if (name !== undefined) {
    const loop = isLooked(node) ? undefined : emitLoopBuiltin(name, node, site, { applied, isRaw: false });
    if (loop) return loop;
    const aggregate = applied || isLooked(node) ? undefined : emitAggregate(name, node, site);
    if (aggregate) return aggregate;
  }
  const inner = { ...site, isOutput: false };
  const known = name === undefined ? knownLambda(node.procedure, inner) : undefined;
  const target = name === undefined && known === undefined ? emitTarget(node, inner, at) : undefined;
  const args = emitArguments(node, inner, applied);
  code.line(`${code.use('running')}.at = ${at};`);
  if (name !== undefined) return emitBuiltin(name, args, inner);
  const list = args.map(({ js }) => js).join(', ');
  if (known) return deeper(`${code.use('finishCall')}(${known}(${list}), ${site.context})`, inner, true);
  return deeper(`${code.use('apply')}(${target}, [${list}], ${site.context})`, inner);
}

/** Whether something looks at the sequence before it is normalised. */
function isLooked({ keepArray, predicates, group }: Node): boolean {
  return keepArray || predicates.length > 0 || group !== undefined;
}

/** A call counts for as many nested evaluations as the reference has open around it. */
function deeper(call: string, { code, depth }: Site, isDirect = false): Value {
  code.line(`running.depth += ${depth};`);
  if (isDirect) code.line(`if (running.depth >= running.maxDepth || --running.fuel < 0) ${code.use('checkCall')}();`);
  const value = code.keep(call);
  code.line(`running.depth -= ${depth};`);
  return { ...value, isNested: true };
}

/** The function to call; forgetting its `$` is worth an error of its own. */
function emitTarget({ procedure }: CallNode, site: Site, at: number): string {
  const { code } = site;
  const target = site.program.emit(procedure, site);
  if (procedure.type !== 'path') return target.js;
  code.line(`${code.use('running')}.at = ${at};`);
  const name = nameOf(procedure);
  const isKnown = BUILTINS.has(name) || site.program.functions.has(name);
  return code.keep(
    `${target.js} === undefined ? ${code.use('fail')}(${isKnown ? '"T1005"' : '"T1006"'}, {token: ${literal(name)}}) : ${target.js}`,
  ).js;
}

function emitArguments(node: CallNode, site: Site, applied?: Value): Value[] {
  const args = applied ? [applied] : [];
  for (const argument of node.arguments) {
    const value = site.program.emit(argument, site);
    args.push(mayBe(value, Kind.function) ? passed(value, argument, site) : value);
  }
  return args;
}

/** Functions lose their signature and context when they are passed on; literal ones have neither. */
function passed(value: Value, argument: Node, { code }: Site): Value {
  if (argument.type === 'regex' || (argument.type === 'lambda' && argument.signature === undefined)) return value;
  const wrapped = `typeof ${value.js} === "function" ? ${code.use('passAsArgument')}(${value.js}) : ${value.js}`;
  return code.keep(wrapped, value.kinds);
}

/** A call in tail position: whoever called the lambda makes it, with its own context, and takes the result as it is. */
export function emitTailCall(node: Node, outer: Site): Value {
  const site = { ...outer, isOutput: false };
  const { code } = site;
  if (node.type !== 'function') return site.program.emit(node, site);
  const at = code.place(node.position, tokenOf(node.procedure));
  const name = builtinOf(node, site);
  if (name !== undefined && site.tail !== 'value' && hasAllArguments(name, node)) {
    const loop = emitLoopBuiltin(name, node, site, { isRaw: true });
    if (loop) return loop;
    const args = node.arguments.map((argument) => site.program.emit(argument, site));
    code.line(`${code.use('running')}.at = ${at};`);
    return emitBuiltin(name, args, site);
  }
  const target = site.program.emit(node.procedure, site);
  const args = node.arguments.map((argument) => site.program.emit(argument, site).js);
  const list = `[${args.join(', ')}]`;
  const call = `new ${code.use('TailCall')}(${target.js}, ${list}, ${at})`;
  if (site.tail === 'return') return code.keep(call);
  if (site.tail === 'value') return code.keep(`${code.use('deferred')}(${call})`, Kind.function);
  code.line(`${code.use('running')}.at = ${at};`);
  return code.keep(`${code.use('apply')}(${target.js}, ${list}, null)`);
}

/** Whether no argument could come from the context, which in tail position is the caller's. */
function hasAllArguments(name: string, node: CallNode): boolean {
  const definition = BUILTINS.get(name)?.signature.definition ?? '';
  const parameters =
    definition
      .slice(1)
      .split(':')[0]
      ?.replaceAll(/<[^>]*>|\([^)]*\)|[snblfoajx]/g, 'p')
      .replaceAll(/p\?/g, '') ?? '';
  return node.arguments.length >= parameters.replaceAll(/[^p]/g, '').length && !node.arguments.some(isFunctionNode);
}

/** Functions passed in tail position keep what they are, unlike elsewhere. */
function isFunctionNode({ type }: Node): boolean {
  return type !== 'path' && type !== 'string' && type !== 'number' && type !== 'binary' && type !== 'value';
}

export function emitPartial(node: CallNode, site: Site): Value {
  const { code } = site;
  const open: number[] = [];
  const args = node.arguments.map((argument, index) => {
    if (argument.type !== 'placeholder') return site.program.emit(argument, site).js;
    open.push(index);
    return 'undefined';
  });
  const at = code.place(node.position, tokenOf(node.procedure));
  const target = site.program.emit(node.procedure, site);
  const name = nameOf(node.procedure);
  const isForgotten = node.procedure.type === 'path' && (BUILTINS.has(name) || site.program.functions.has(name));
  code.line(`${code.use('running')}.at = ${at};`);
  if (isForgotten)
    code.line(`if (${target.js} === undefined) ${code.use('fail')}("T1007", {token: ${literal(name)}});`);
  return code.keep(
    `${code.use('applyPartially')}(${target.js}, [${args.join(', ')}], [${open.join(', ')}])`,
    Kind.function,
  );
}

/** `value ~> $f`, `value ~> $f(x)`, `$f ~> $g`. */
export function emitApply(node: ApplyNode, site: Site): Value {
  const { code } = site;
  const left = site.program.emit(node.lhs, { ...site, isOutput: false });
  if (node.rhs.type === 'function')
    return emitCall({ ...node.rhs, keepArray: isLooked(node) || isLooked(node.rhs) }, site, left);
  const at = code.place(node.position);
  const name = node.rhs.type === 'variable' ? functionName(node.rhs, site) : undefined;
  if (name !== undefined && !mayBe(left, Kind.function)) {
    code.line(`${code.use('running')}.at = ${at};`);
    return emitBuiltin(name, [left], { ...site, context: 'null' });
  }
  const right = site.program.emit(node.rhs, site);
  code.line(`${code.use('running')}.at = ${at};`);
  return deeper(`${code.use('pipe')}(${left.js}, ${right.js})`, site);
}
