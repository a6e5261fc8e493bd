import type { LambdaNode, Node } from './ast.ts';
import { Kind, type Code, type Value } from './code.ts';
import { declareFrame, declareParameters } from './emit-variables.ts';
import { branch, type Site } from './emitter.ts';
import { Signature } from '../runtime/signature.ts';
import { walk, type Slot } from './scope.ts';

/** A lambda as a function value. */
export function emitLambda(node: LambdaNode, site: Site): Value {
  const { code } = site;
  const signature = node.signature === undefined ? 'undefined' : code.constant(new Signature(node.signature));
  const text = lambdaFunction(node, { ...site, tail: 'return' });
  return code.keep(`${code.use('defineLambda')}(${text}, ${node.parameters.length}, ${signature})`, Kind.function);
}

/** The text of the JavaScript function of a lambda: arguments in, value out. */
function lambdaFunction(node: LambdaNode, site: Site): string {
  const code = site.code.fork();
  const names = node.parameters.map(() => code.name('p'));
  for (const name of names) code.line(normalisation(name, code));
  const value = emitBody(node, names, { ...branch(site, code), depth: 0, isOutput: false });
  return `(${names.join(', ')}) => {\n${code.text}\nreturn ${value.js};\n}`;
}

function normalisation(name: string, code: Code): string {
  return `if (typeof ${name} === "object") ${name} = ${code.use('normalise')}(${name});`;
}

/** The body of a lambda on the spot, for the JavaScript names of its arguments. */
export function lambdaBody(node: LambdaNode, args: readonly string[], site: Site): Value {
  const { code } = site;
  const names = node.parameters.map((_, index) => {
    const name = code.slot(args[index] ?? 'undefined');
    code.line(normalisation(name, code));
    return name;
  });
  const value = emitBody(node, names, { ...site, tail: 'direct' });
  if (!defers(node.body)) return value;
  return code.keep(`${code.use('finishCall')}(${value.js}, null)`);
}

/** Whether a call in tail position is looked at as a value, so that it is still to be made at the end. */
function defers(body: Node): boolean {
  const parts = [...walk(body)];
  return parts.some(isConsumed) && parts.some((part) => part.type === 'lambda' && part.thunk);
}

function isConsumed({ type, predicates, group }: Node): boolean {
  return (type === 'block' || type === 'condition') && (predicates.length > 0 || group !== undefined);
}

function emitBody(node: LambdaNode, names: readonly string[], site: Site): Value {
  const slots = new Map<string, Slot>();
  for (const [index, parameter] of node.parameters.entries())
    slots.set(parameter, { js: names[index] ?? '', kinds: Kind.any });
  const frame = declareFrame([node.body], declareParameters(slots, site));
  return site.program.emit(node.body, withParameters(slots, frame));
}

/** Binding a parameter's name in the body changes the parameter: they share a frame. */
function withParameters(slots: ReadonlyMap<string, Slot>, site: Site): Site {
  const { scope } = site;
  if (!scope) return site;
  return { ...site, scope: { ...scope, slots: new Map([...scope.slots, ...slots]) } };
}
