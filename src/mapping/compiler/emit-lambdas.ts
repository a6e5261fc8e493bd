import type { LambdaNode } from './ast.ts';
import { Kind, type Value } from './code.ts';
import { emitTailCall } from './emit-calls.ts';
import { declareFrame, declareParameters } from './emit-variables.ts';
import { branch, type Site } from './emitter.ts';
import { Signature } from '../runtime/signature.ts';
import type { Slot } from './scope.ts';

/** A lambda as a function value, or the call in tail position that the parser wrapped in one. */
export function emitLambda(node: LambdaNode, site: Site): Value {
  if (node.thunk) return emitTailCall(node.body, site);
  const { code } = site;
  const signature = node.signature === undefined ? 'undefined' : code.constant(new Signature(node.signature));
  const text = lambdaFunction(node, { ...site, tail: 'return' });
  return code.keep(`${code.use('defineLambda')}(${text}, ${node.parameters.length}, ${signature})`, Kind.function);
}

/** The text of the JavaScript function of a lambda: arguments in, value out. */
export function lambdaFunction(node: LambdaNode, site: Site): string {
  const code = site.code.fork();
  const names = node.parameters.map(() => code.name('p'));
  const slots = new Map<string, Slot>();
  for (const [index, parameter] of node.parameters.entries())
    slots.set(parameter, { js: names[index] ?? '', kinds: Kind.any });
  for (const { js } of slots.values())
    code.line(`if (typeof ${js} === "object") ${js} = ${code.use('normalise')}(${js});`);
  const inner = declareParameters(slots, { ...branch(site, code), depth: 0 });
  const frame = declareFrame([node.body], inner);
  const shared = withParameters(slots, frame);
  const value = site.program.emit(node.body, shared);
  return `(${names.join(', ')}) => {\n${code.text}\nreturn ${value.js};\n}`;
}

/** Binding a parameter's name in the body changes the parameter: they share a frame. */
function withParameters(slots: ReadonlyMap<string, Slot>, site: Site): Site {
  const { scope } = site;
  if (!scope) return site;
  return { ...site, scope: { ...scope, slots: new Map([...scope.slots, ...slots]) } };
}
