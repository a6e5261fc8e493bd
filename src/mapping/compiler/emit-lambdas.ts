import type { LambdaNode, Node } from './ast.ts';
import { Kind, NOTHING, type Code, type Value } from './code.ts';
import { declareFrame, declareParameters } from './emit-variables.ts';
import { branch, recordTest, type Site } from './emitter.ts';
import { Signature } from '../runtime/signature.ts';
import { bindsOf, walk, type Slot } from './scope.ts';

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
  const slots = new Map(node.parameters.map((name, index) => [name, { js: names[index] ?? '', kinds: Kind.any }]));
  const value = emitBody(node, slots, { ...branch(site, code), depth: 0, isOutput: false });
  return `(${names.join(', ')}) => {\n${code.text}\nreturn ${value.js};\n}`;
}

function normalisation(name: string, code: Code): string {
  return `if (typeof ${name} === "object") ${name} = ${code.use('normalise')}(${name});`;
}

/** The body of a lambda on the spot, for names of JavaScript that hold its arguments. */
export function lambdaBody(node: LambdaNode, args: readonly Value[], site: Site): Value {
  const { code } = site;
  const { names: rebound } = bindsOf([node.body]);
  const slots = node.parameters.map((parameter, index): [string, Slot] => {
    const { js, kinds, holdsData = false }: Value = args[index] ?? NOTHING;
    const isPlain = holdsData || (kinds & (Kind.list | Kind.object)) === 0;
    if (isPlain && !rebound.has(parameter)) return [parameter, fixedSlot({ js, kinds, holdsData }, code)];
    const name = code.slot(js);
    if (!isPlain) code.line(normalisation(name, code));
    return [parameter, { js: name, kinds: Kind.any }];
  });
  const value = emitBody(node, new Map(slots), { ...site, tail: 'direct' });
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

/** A parameter that nothing sets again, with all that is known of its value. */
function fixedSlot({ js, kinds, holdsData = false }: Value, code: Code): Slot {
  if ((kinds & Kind.object) === 0) return { js, kinds };
  return { js, kinds, record: code.keep(recordTest(js), Kind.boolean).js, isData: holdsData };
}

function emitBody(node: LambdaNode, slots: ReadonlyMap<string, Slot>, site: Site): Value {
  const frame = declareFrame([node.body], declareParameters(slots, site));
  return site.program.emit(node.body, withParameters(slots, frame));
}

/** Binding a parameter's name in the body changes the parameter: they share a frame. */
function withParameters(slots: ReadonlyMap<string, Slot>, site: Site): Site {
  const { scope } = site;
  if (!scope) return site;
  return { ...site, scope: { ...scope, slots: new Map([...scope.slots, ...slots]) } };
}
